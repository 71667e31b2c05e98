"""A page that stands before its scripts came: nothing tapped or typed meanwhile is lost."""

import pytest
from playwright.sync_api import Route, expect

from desk.testing.browsers import Screens
from desk.testing.servers import House

pytestmark = pytest.mark.journey
UNDER = """(place) => {
  const { x, y, width, height } = place.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2).localName;
}"""


def test_what_is_done_before_the_scripts_came_counts(live: House, browser: Screens) -> None:
    page = browser(live.url, joined=False).page
    waiting: list[Route] = []
    held = True

    def slowly(route: Route) -> None:
        if held:
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/assets/part-*.js", slowly)
    page.goto(f"{live.url}/en/enrol/", wait_until="commit")
    code, join = page.locator("#enrol-code"), page.locator("enrol-device button[type=submit]")
    expect(join).to_be_visible()
    assert join.evaluate(UNDER) == "html"  # a finger finds nothing that would swallow its tap
    code.fill("not-a-code")
    page.wait_for_function("() => performance.getEntriesByName('first-paint').length", polling=100)
    code.press("Enter")
    page.wait_for_timeout(500)
    assert page.url == f"{live.url}/en/enrol/"
    held = False
    for route in waiting:
        route.continue_()
    expect(page.locator("enrol-device [data-is=bad_code]")).to_be_visible()
    expect(code).to_have_value("not-a-code")
    assert join.evaluate(UNDER) != "html"
