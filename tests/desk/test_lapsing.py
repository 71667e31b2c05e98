"""What nobody closed is closed by the house, and never passed off as somebody's deed."""

from typing import Any

import pytest
from sqlalchemy import select

from desk import reference
from desk.db import db, write
from desk.hours import moment, today
from desk.journal import Status
from desk.journal_file import verify_database
from desk.tables import Journal, RunningClock, Site
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet, Values
from desk.tick import tick
from desk.time import DAY_MS, HOUR_MS, now_ms

pytestmark = pytest.mark.engine
ZONE = "Asia/Hong_Kong"
GUEST = {"name": "Ana Ruiz", "host_name": "Mrs Chen"}


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def closing() -> int:
    """Return when the slip is due back, in ms."""
    db.session.rollback()
    due = db.session.scalar(select(RunningClock.due).where(RunningClock.name == "slip_out"))
    assert due is not None
    return due


def found(tablet: Tablet, record: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = tablet.pull()["records"]
    return next(row for row in rows if row["id"] == record)


def lapsed(now: int) -> int:
    db.session.rollback()
    return tick(now)["lapsed"]


def printed(tablet: Tablet) -> str:
    record = tablet.sign_in()
    tablet.act("visitors.print", record, {"document": "slip", "paper": "roll80"})
    tablet.push()
    return record


def test_a_slip_is_closed_hours_after_closing_and_once(tablet: Tablet) -> None:
    record = tablet.sign_in()
    tablet.push()
    due = closing()
    assert lapsed(due + 4 * HOUR_MS - 1) == 0
    assert lapsed(due + 4 * HOUR_MS) == 1
    assert lapsed(due + 9 * HOUR_MS) == 0
    after = found(tablet, record)
    assert after["state"] == "auto_closed"
    assert after["end"] == after["f"]["auto_closed_at"] == due + 4 * HOUR_MS
    assert after["clocks"] == []


def test_nobody_is_said_to_have_left(tablet: Tablet) -> None:
    record = printed(tablet)
    lapsed(closing() + DAY_MS)
    after = found(tablet, record)
    assert after["f"].get("left_at") is None
    assert after["f"].get("slip_returned_at") is None
    assert (after["state"], after["end"], after["undo"]) == ("unseen", None, None)
    line = db.session.scalars(select(Journal).where(Journal.t == "visitors.auto_close")).one()
    assert (line.status, line.op, line.dev, line.rec) == (int(Status.SERVER), "", "", record)
    assert line.sig is not None


def test_the_chain_stays_whole(tablet: Tablet) -> None:
    printed(tablet)
    lapsed(closing() + DAY_MS)
    assert verify_database(db.session.get_one(Site, 1)).faults == []


@pytest.mark.rule("S9")
def test_a_slip_that_is_out_stays_on_the_list_until_it_comes_back(tablet: Tablet) -> None:
    record = printed(tablet)
    lapsed(closing() + DAY_MS)
    tablet.act("visitors.return_slip", record)
    tablet.push()
    after = found(tablet, record)
    assert (after["state"], after["flags"]) == ("auto_closed", [])
    assert after["f"].get("left_at") is None, "the slip came back, nobody saw its bearer leave"


def test_a_leader_gives_up_a_slip_that_is_lost(tablet: Tablet) -> None:
    record = printed(tablet)
    lapsed(closing() + DAY_MS)
    tablet.act("visitors.slip_lost", record, op="carmen")
    tablet.push()
    after = found(tablet, record)
    assert (after["state"], after["flags"], after["end"] is None) == ("auto_closed", [], False)


def test_what_a_tablet_wrote_in_time_counts_more_than_the_guess(tablet: Tablet) -> None:
    record = tablet.sign_in()
    tablet.push()
    due = closing()
    tablet.act("visitors.sign_out", record)
    lapsed(due + DAY_MS)
    tablet.push()
    after = found(tablet, record)
    assert (after["state"], after["flags"]) == ("closed", [])
    assert after["f"]["left_at"] < due


def test_no_tablet_closes_a_slip_in_the_name_of_the_house(tablet: Tablet) -> None:
    record = tablet.sign_in()
    tablet.act("visitors.auto_close", record)
    tablet.push()
    assert [one["status"] for one in tablet.results.values()] == ["applied", "held"]
    assert found(tablet, record)["state"] == "on_site"


def test_a_house_may_close_nothing_by_itself(tablet: Tablet) -> None:
    tablet.sign_in()
    tablet.push()
    due = closing()
    with write(1) as site:
        reference.put_setting(site, "auto_close", 0)
    assert lapsed(due + 30 * DAY_MS) == 0


def day(ahead: int = 0) -> str:
    return today(now_ms() + ahead * DAY_MS, ZONE).isoformat()


def end_of(ahead: int = 0) -> int:
    """Return the midnight, in ms, after a day counted from today."""
    return moment(today(now_ms() + ahead * DAY_MS, ZONE), "24:00", ZONE)


def invited(tablet: Tablet, **more: str) -> str:
    values: Values = {"from_day": day(), "purpose": "visit", "room": "r1", **more}
    number = tablet.number("E")
    record = tablet.act("invitations.invite", None, values, GUEST, no=number)
    tablet.push()
    return record


def test_whoever_did_not_come_is_a_no_show_once_the_day_is_over(tablet: Tablet) -> None:
    record = invited(tablet)
    assert lapsed(end_of() - 1) == 0
    assert lapsed(end_of()) == 1
    after = found(tablet, record)
    assert (after["state"], after["end"]) == ("no_show", end_of())


def test_a_recurring_invitation_ends_after_its_last_day(tablet: Tablet) -> None:
    record = invited(tablet, recurring="yes", to_day=day(9))
    tablet.act("invitations.arrive", record, {"by": record})
    tablet.push()
    assert lapsed(end_of(9) - 1) == 0
    assert lapsed(end_of(9)) == 1
    assert found(tablet, record)["state"] == "over"


def test_one_that_a_supervisor_lets_count_today_stands_until_the_day_is_over(
    tablet: Tablet,
) -> None:
    record = invited(tablet, from_day=day(-7))
    assert lapsed(now_ms()) == 1
    tablet.act("invitations.accept", record, personal={"reason": "A week late."}, op="carmen")
    tablet.push()
    assert found(tablet, record)["state"] == "expected"
    assert lapsed(end_of() - 1) == 0
    assert lapsed(end_of()) == 1
