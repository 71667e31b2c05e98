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
