"""A scanner is quicker than a slow tablet: what it types before the page listens is not lost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Route, expect

from desk.qr import record_code
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey


@contextmanager
def slow(counter: Counter, path: str) -> Iterator[None]:
    """Show a page whose scripts are still on their way; they come at the end."""
    page = counter.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    session = counter.screen.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    page.route("**/assets/part-*.js", hold)
    page.goto(f"{counter.screen.base}/en/{path}", wait_until="commit")
    page.wait_for_function("() => document.querySelector('scan-wedge')", polling=100)
    assert not page.evaluate("() => Boolean(customElements.get('scan-wedge'))")
    yield
    for route in held:
        route.continue_()
    page.unroute("**/assets/part-*.js", hold)
    session.detach()


def scanned(counter: Counter, code: str) -> None:
    """Let a scanner type."""
    counter.page.keyboard.type(code)
    counter.page.keyboard.press("Enter")


@pytest.mark.parametrize("path", ["", "scan/"], ids=["board", "scan"])
@pytest.mark.parametrize("aimed", [False, True], ids=["at nothing", "at the field"])
def test_a_code_typed_before_the_scripts_are_there_finds_its_slip(
    live: House, browser: Screens, path: str, aimed: bool
) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in()
    counter.keep_shell()
    record = counter.write_visitor("Omar Haddad")
    page = counter.page
    with slow(counter, path):
        field = page.locator("#scan-code" if path else "desk-search input")
        if aimed:
            field.focus()
        else:
            page.evaluate("() => document.activeElement.blur()")
        scanned(counter, record_code(record))
    page.wait_for_url("**/en/scan/**")
    reads(page.locator("scan-slip article:visible"), "Omar Haddad")
    expect(page.locator("scan-slip article:visible")).to_have_count(1)
    assert counter.screen.faults == []
