"""A tablet carries the trust list away from the network, and says how old it is."""

import re

import pytest
from playwright.sync_api import Locator, expect

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

HOURS = 3_600_000
# The tablet's clock goes on; the house's last word stays where it is.
LATER = """(ms) => { const now = Date.now; Date.now = () => now.call(Date) + ms; }"""


def line(counter: Counter) -> Locator:
    return counter.page.locator('[data-check="trust"]')


def is_said(counter: Counter, word: str, age: str | re.Pattern[str]) -> None:
    """Expect the state and the age that the readiness page says."""
    expect(line(counter).locator(".marks .state:visible")).to_have_text(word)
    expect(line(counter).locator('[data-text="age"]')).to_have_text(age)


def test_the_readiness_page_says_how_old_the_list_is_without_a_network(
    live: House, browser: Screens
) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in()
    counter.keep_shell()
    counter.asks_the_house()
    counter.open("readiness/")
    # The tablet joined with the others of this run, and its list is of then.
    is_said(counter, "good", re.compile(r"^[0-9]{1,2} min$"))

    counter.screen.offline()
    for hours, word in ((0, "good"), (23, "good"), (2, "mind"), (48, "too old")):
        if hours:
            counter.page.context.add_init_script(f"({LATER})({hours * HOURS})")
        counter.page.reload()
        expect(line(counter).locator(".marks .state:visible")).to_have_text(word)
    is_said(counter, "too old", "73 hr")
    reads(line(counter), "Until it has had the network")
    assert counter.screen.faults == []
