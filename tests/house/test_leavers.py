"""Who moved out is forgotten when the time is over: on the calendar, by the purge, on devices."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from desk import going, holds, hours, leavers, purge
from desk.db import db, write
from desk.reference import put_setting, setting, touch
from desk.tables import Audit, Person
from desk.testing.devices import Devices
from desk.testing.people import CARMEN
from desk.testing.tablet import Tablet
from desk.time import DAY_MS, now_ms

pytestmark = pytest.mark.engine
NOW = now_ms()


def ago(days: int) -> str:
    return (hours.today(NOW, setting(1, "zone")) - timedelta(days=days)).isoformat()


@pytest.fixture
def people(estate: int) -> None:
    """Let one be gone for long, one for less, one not yet, one under a hold."""
    left = {"long": ago(40), "less": ago(29), "soon": ago(-5), "held": ago(50), "stays": ""}
    with write(estate) as site:
        put_setting(site, "leaver_days", 30)
        for id, day in left.items():
            row = Person(id=id, name=f"Name {id}", room="r1", phone="12345678", moved_out=day)
            row.channel, row.address, row.key, row.ref = "email", "a@example.com", "name", id
            touch(site, row)
    wish = holds.Wish("person", "held", "A claim is open", None)
    holds.put(1, wish, CARMEN.id, "")


def kept() -> set[str]:
    rows = db.session.query(Person).populate_existing().filter(Person.deleted.is_(False))
    return {row.id for row in rows} & {"long", "less", "soon", "held", "stays"}


def changes(tablet: Tablet, since: int) -> dict[str, Any]:
    asked = {"epoch": tablet.epoch, "since": "0:", "ref_since": since, "limit": 500}
    found: dict[str, Any] = tablet.http.get("/api/changes", query_string=asked).get_json()
    return found


def test_the_purge_takes_name_phone_and_channel_of_whose_time_is_over(
    people: None, device: Devices
) -> None:
    tablet = device()
    before = changes(tablet, 0)["ref_to"]
    assert purge.purge(1, NOW) == 1
    assert kept() == {"less", "soon", "held", "stays"}
    row = db.session.get_one(Person, (1, "long"), populate_existing=True)
    assert (row.name, row.key, row.phone, row.channel, row.address, row.ref) == (
        "", "", None, "", "", None)  # fmt: skip
    page = changes(tablet, before)
    told = {one["id"]: one for one in page["refs"] if one["kind"] == "person"}
    assert told.keys() == {"long"}
    assert told["long"]["deleted"] is True
    [line] = [one for one in db.session.query(Audit) if one.what == "person.purge"]
    assert line.detail == {"rows": ["long"]}
    assert purge.purge(1, NOW) == 0
    assert purge.purge(1, NOW + 2 * DAY_MS) == 1
    assert kept() == {"soon", "held", "stays"}


def test_the_calendar_says_when(people: None) -> None:
    shown = {day["at"] // DAY_MS - NOW // DAY_MS: line for day in going.coming(1, NOW)
             for line in day["going"] if line["id"] == going.LEAVERS}  # fmt: skip
    assert shown[0] == {"id": going.LEAVERS, "count": 1, "held": 1}
    assert sum(line["count"] for line in shown.values()) == 3


def test_a_backup_brings_nobody_back(people: None) -> None:
    purge.purge(1, NOW)
    db.session.execute(update(Person).where(Person.id == "long").values(deleted=False, name="Back"))
    db.session.commit()
    assert leavers.again(1, NOW) == 1
    assert "long" not in kept()
