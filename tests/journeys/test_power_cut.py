"""The second journey: two tablets, fifty visitors, the power goes, nothing is lost or doubled."""

import pytest
from sqlalchemy import create_engine, text

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter

pytestmark = [pytest.mark.journey, pytest.mark.slow]

SIGNED_IN = text("SELECT count(*) FROM journal WHERE t = 'visitors.sign_in'")
PARTIES, EACH = 5, 5  # on each of two tablets: fifty people


def party(tablet: int, number: int) -> list[str]:
    return [f"Guest {tablet}{number}{person}" for person in range(EACH)]


def test_fifty_visitors_survive_a_power_cut_exactly_once(live: House, browser: Screens) -> None:
    counters = [Counter(browser(live.url)) for _ in range(2)]
    for counter in counters:
        counter.work_alone()

    names: list[str] = []
    for place, counter in enumerate(counters):
        for number in range(PARTIES):
            lead, *others = party(place, number)
            counter.write_visitor(lead, companions=others)
            names += [lead, *others]
        counter.screen.kill()

    for counter in counters:
        counter.screen.start()
        counter.come_back()
    for counter in counters:
        counter.waits_until_handed_in()

    assert "all as they were written" in live.flask("journal", "verify")
    with create_engine(live.database).connect() as line:
        signed_in = line.execute(SIGNED_IN).scalar_one()
    assert signed_in == len(names)
    for counter in counters:
        counter.asks_the_house()
        assert sorted(counter.listed(len(names))) == sorted(names)
