"""The calendar says on which day each value goes; the purge of that day takes just those."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from desk import going, holds, purge
from desk.db import db
from desk.tables import Personal, Record, Site
from desk.testing.devices import Devices
from desk.testing.people import CARMEN, DORA
from desk.time import DAY_MS, now_ms
from tests.house.conftest import Office

pytestmark = pytest.mark.engine


@pytest.fixture
def now() -> int:
    """Return a moment of today; not a constant, since a run may begin on the day before."""
    return now_ms() // DAY_MS * DAY_MS + 5_000


def close(slip: str, at: int) -> None:
    """End a slip at a moment."""
    db.session.execute(update(Record).where(Record.id == slip).values(opened=at, closed=at))
    db.session.commit()


def shown(now: int) -> dict[int, dict[str, int]]:
    """Return by the day from now what goes."""
    first = now // DAY_MS * DAY_MS
    return {
        (day["at"] - first) // DAY_MS: {line["id"]: line["count"] for line in day["going"]}
        for day in going.coming(1, now)
    }


@pytest.fixture
def slips(device: Devices, now: int) -> list[str]:
    """Write three slips: names go after 180 days, ID digits after 30."""
    tablet = device()
    made = [tablet.sign_in(name) for name in ("Ann", "Bea", "Cho")]
    tablet.push()
    for slip, days in zip(made, (27, 178, 150), strict=True):
        close(slip, now - days * DAY_MS)
    return made


def test_each_value_stands_on_its_day(slips: list[str], now: int) -> None:
    days = shown(now)
    names = {day: found["visitors.name"] for day, found in days.items() if "visitors.name" in found}
    # A purge runs just after midnight UTC: what falls due later that day goes with the next one.
    assert names == {3: 1, 28: 1, 154: 1}
    digits = {day: found.get("visitors.id_last4", 0) for day, found in days.items()}
    assert (digits[0], digits[4]) == (2, 1), "what is overdue goes with the next purge"


def test_the_purge_of_a_day_takes_what_the_calendar_says(slips: list[str], now: int) -> None:
    days, midnight = shown(now), now // DAY_MS * DAY_MS + 1_000
    for day in sorted(days):
        last = day + (going.WEEK - 1 if day >= going.SINGLE_DAYS else 0)
        if day:
            assert purge.purge(1, midnight + (day - 1) * DAY_MS) == 0, day
        assert purge.purge(1, midnight + last * DAY_MS) == sum(days[day].values()), day
    assert db.session.query(Personal).count() == 0


def test_what_is_held_is_counted_apart(slips: list[str], now: int) -> None:
    holds.put(1, holds.Wish("record", slips[1], "Police, file 7"), DORA.id)
    lines = {
        line["id"]: line for day in going.coming(1, now) for line in day["going"] if line["held"]
    }
    assert lines["visitors.name"] == {"id": "visitors.name", "count": 0, "held": 1}


def test_a_shorter_time_moves_the_day_and_another_site_sees_nothing(
    slips: list[str], office: Office, other_site: int, now: int
) -> None:
    http: FlaskClient = office(DORA)
    before = http.get("/api/office/keeping/calendar").get_json()["coming"]
    http.post("/api/office/retention/visitors.name", json={"days": 27})
    after = http.get("/api/office/keeping/calendar").get_json()["coming"]
    assert sum(day["total"] for day in before) == sum(day["total"] for day in after)
    assert "visitors.name" not in [line["id"] for line in before[0]["going"]]
    assert {line["id"]: line["count"] for line in after[0]["going"]}["visitors.name"] == 2
    assert going.coming(other_site, now) == []
    assert office(CARMEN).get("/api/office/keeping/calendar").status_code == 200
    assert db.session.get_one(Site, other_site).seq == 0
