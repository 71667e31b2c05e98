"""An invitation's life: written, used, refused by its days, let count, cancelled."""

from typing import Any

import pytest

from blueprints.registers.invitations.form import InvitationForm
from desk.hours import moment, today
from desk.judging import check
from desk.register import RegisterError, agreed, registers
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet
from desk.time import now_ms

ZONE = "Asia/Hong_Kong"
GOOD = {"room": "r1", "purpose": "visit", "from_day": "2026-11-24"}
WHO = {"name": "林子晴", "host_name": "Mrs Chen"}


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def day(ahead: int = 0) -> str:
    return today(now_ms() + ahead * 86_400_000, ZONE).isoformat()


def invited(tablet: Tablet, **values: Any) -> str:
    form = {"room": "r1", "purpose": "visit", "from_day": day(), **values}
    return tablet.act("invitations.invite", None, form, WHO, no=tablet.number("E"))


def comes(tablet: Tablet, invitation: str) -> str:
    slip = tablet.sign_in(invitation=invitation)
    tablet.act("invitations.arrive", invitation, {"by": slip})
    return slip


def pulled(tablet: Tablet, record: str) -> dict[str, Any]:
    tablet.push()
    found: dict[str, Any] = next(r for r in tablet.pull()["records"] if r["id"] == record)
    return found


@pytest.mark.rule("S12")
def test_an_appointment_is_written_down_first(tablet: Tablet) -> None:
    record = invited(tablet, at_time="14:30")
    found = pulled(tablet, record)
    assert (found["state"], found["no"], found["flags"]) == ("expected", "E-T1-000001", [])
    assert (found["f"]["from_day"], found["f"]["at_time"]) == (day(), "14:30")
    assert found["p"] == WHO


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, {}),
        ({"from_day": ""}, {"from_day": [("required", "S12")]}),
        ({"from_day": "2026-02-30"}, {"from_day": [("after", "S12")]}),
        ({"recurring": "yes"}, {"to_day": [("required_if", None)]}),
        ({"recurring": "yes", "to_day": "2026-11-23"}, {"to_day": [("after", None)]}),
        ({"recurring": "yes", "to_day": "2026-11-24"}, {}),
        ({"weekdays": ["mon", "someday"]}, {"weekdays": [("one_of", None)]}),
        ({"host_name": ""}, {"host_name": [("required_if", None)]}),
        ({"host_name": "", "host": "p1"}, {}),
        ({"name": ""}, {"name": [("required", None)]}),
    ],
)
def test_the_form(change: dict[str, Any], wrong: dict[str, Any]) -> None:
    assert check(InvitationForm, {**GOOD, **WHO, **change}) == wrong


def test_a_single_one_is_used_once(tablet: Tablet) -> None:
    record = invited(tablet)
    slip = comes(tablet, record)
    found = pulled(tablet, record)
    assert (found["state"], found["f"]["uses"], found["flags"]) == ("arrived", 1, [])
    assert (found["f"]["visit"], found["end"]) == (slip, found["f"]["used_at"])
    assert pulled(tablet, slip)["f"]["invitation"] == record


def test_a_recurring_one_goes_on(tablet: Tablet) -> None:
    record = invited(tablet, recurring="yes", to_day=day(9))
    comes(tablet, record)
    comes(tablet, record)
    found = pulled(tablet, record)
    assert (found["state"], found["f"]["uses"], found["flags"]) == ("expected", 2, [])


def test_two_tablets_use_it_without_each_other(device: Devices) -> None:
    """Both are in, both slips name it; the second use is a supervisor's to settle."""
    here, there = device(), device()
    record = invited(here)
    here.push()
    first, second = comes(here, record), comes(there, record)
    here.push()
    found = pulled(there, record)
    assert (found["f"]["uses"], found["flags"]) == (2, ["pass_invalid"])
    slips = {r["id"]: r for r in there.pull()["records"] if r["reg"] == "visitors"}
    assert {slips[one]["state"] for one in (first, second)} == {"on_site"}
    assert {slips[one]["f"]["invitation"] for one in (first, second)} == {record}


@pytest.mark.parametrize("days", [("later", 1), ("over", -1)])
def test_the_house_flags_one_used_on_another_day(tablet: Tablet, days: tuple[str, int]) -> None:
    record = invited(tablet, from_day=day(days[1]))
    comes(tablet, record)
    found = pulled(tablet, record)
    assert (found["state"], found["flags"]) == ("arrived", ["pass_invalid"])


def test_the_day_is_the_one_when_they_came_not_when_the_house_heard(tablet: Tablet) -> None:
    yesterday = moment(today(now_ms() - 86_400_000, ZONE), "12:00", ZONE)
    tablet.ahead = yesterday - now_ms()
    record = invited(tablet, from_day=day(-1))
    comes(tablet, record)
    assert "pass_invalid" not in pulled(tablet, record)["flags"]


def test_one_cancelled_meanwhile_is_kept_and_flagged(device: Devices) -> None:
    here, there = device(), device()
    record = invited(here)
    here.act("invitations.cancel", record)
    here.push()
    comes(there, record)
    found = pulled(there, record)
    assert (found["state"], found["f"]["uses"]) == ("cancelled", 1)
    assert found["flags"] == ["pass_invalid"]


@pytest.mark.parametrize("before", ["used", "cancelled", "over"])
def test_a_supervisor_lets_it_count_once(tablet: Tablet, before: str) -> None:
    record = invited(tablet, from_day=day(-1 if before == "over" else 0))
    if before == "used":
        comes(tablet, record)
    if before == "cancelled":
        tablet.act("invitations.cancel", record)
    tablet.op = "carmen"
    tablet.act("invitations.accept", record, {}, {"reason": "The host knows."})
    found = pulled(tablet, record)
    assert (found["state"], found["f"]["allowed_by"], found["flags"]) == ("expected", "carmen", [])
    comes(tablet, record)
    assert pulled(tablet, record)["flags"] == []
    comes(tablet, record)
    assert pulled(tablet, record)["flags"] == ["pass_invalid"]


def test_a_taking_that_nothing_answers_is_refused_at_start() -> None:
    found = [one for one in registers().values() if one.name != "invitations"]
    with pytest.raises(RegisterError, match=r"invitations\.arrive"):
        agreed(found)
