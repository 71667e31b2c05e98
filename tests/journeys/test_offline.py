"""The first journey: the network goes, the desk goes on, nothing is lost."""

import pytest

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter

pytestmark = pytest.mark.journey


def test_a_visitor_signed_in_without_a_network_reaches_the_house(
    live: House, browser: Screens
) -> None:
    counter = Counter(browser(live.url))
    counter.work_alone()
    counter.write_visitor("Zhang Wei")
    counter.open("visitors/")
    counter.page.reload()
    counter.shows("Zhang Wei")

    counter.screen.offline(False)
    counter.waits_until_handed_in()
    assert "all as they were written" in live.flask("journal", "verify")
    counter.asks_the_house()
    counter.shows("Zhang Wei")
    assert counter.screen.faults == []


def test_scripts_and_styles_come_from_the_shelf_without_waking_the_worker(
    live: House, browser: Screens
) -> None:
    counter = Counter(browser(live.url))
    counter.work_alone()
    counter.open("visitors/")
    counter.page.reload()
    # Nothing is said of what the page before had left in memory.
    sources = counter.page.evaluate(
        """() => performance.getEntriesByType("resource")
          .filter(({ name }) => new URL(name).pathname.startsWith("/assets/"))
          .map(({ workerFinalSourceType }) => workerFinalSourceType).filter(Boolean)"""
    )
    assert set(sources) == {"cache"}


def test_a_page_that_came_past_the_worker_is_taken_over(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in()
    counter.keep_shell()
    page = counter.page
    page.add_init_script("window.past = navigator.serviceWorker.controller === null")
    # So a page stands that was loading while the first worker took its pages over.
    page.context.new_cdp_session(page).send("Page.reload", {"ignoreCache": True})
    page.wait_for_function("() => window.past !== undefined", polling=100)
    assert page.evaluate("window.past")
    counter.keep_shell()
