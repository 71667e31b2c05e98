"""A courier in the lobby: no ID and no slip, until they go up like anybody else."""

from typing import Any

import pytest

from desk.testing.devices import Devices
from desk.testing.tablet import Tablet, Values

COURIER = {"company": "SF Express", "plate": "粤B·12345", "belongings": "2 boxes"}
ENTER: Values = {"id_seen": "yes", "id_kind": "work_id", "room": "r1", "purpose": "delivery"}
WHO = {"name": "Lau Chi Wai", "id_last4": "3390", "company": "SF Express"}


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def comes(tablet: Tablet, **more: str) -> str:
    number = tablet.number("V")
    return tablet.act("visitors.courier", None, {"room": "r1", **more}, COURIER, no=number)


def slip(tablet: Tablet, record: str) -> dict[str, Any]:
    tablet.push()
    found: dict[str, Any] = next(r for r in tablet.pull()["records"] if r["id"] == record)
    return found


def clocks(found: dict[str, Any]) -> list[str]:
    return sorted(clock["name"] for clock in found["clocks"])


def test_a_courier_is_a_visitor_in_the_lobby(tablet: Tablet) -> None:
    found = slip(tablet, comes(tablet))
    assert (found["state"], found["room"], found["no"]) == ("lobby", "r1", "V-T1-000001")
    assert (found["f"]["purpose"], found["p"], found["flags"]) == ("delivery", COURIER, [])
    assert found["f"]["lobby_at"] == found["f"]["signed_in_at"] == found["at"]
    [clock] = found["clocks"]
    assert (clock["name"], clock["due"] - clock["started"]) == ("lobby_stay", 30 * 60_000)


def test_leaving_the_lobby_closes_it(tablet: Tablet) -> None:
    record = comes(tablet)
    tablet.act("visitors.leave_lobby", record)
    found = slip(tablet, record)
    assert (found["state"], found["clocks"], found["flags"]) == ("left_lobby", [], [])
    assert found["end"] == found["f"]["left_at"]


def test_going_up_begins_the_slip(tablet: Tablet) -> None:
    record = comes(tablet)
    came = slip(tablet, record)["f"]["signed_in_at"]
    tablet.act("visitors.enter", record, ENTER, WHO)
    found = slip(tablet, record)
    assert (found["state"], clocks(found), found["flags"]) == ("on_site", ["slip_out"], [])
    assert (found["f"]["signed_in_at"], found["f"]["id_kind"]) == (came, "work_id")
    assert found["p"] == COURIER | WHO


@pytest.mark.rule("S1")
def test_nobody_goes_up_from_the_lobby_unseen(tablet: Tablet) -> None:
    record = comes(tablet)
    tablet.act("visitors.enter", record, {**ENTER, "id_seen": ""}, WHO)
    assert "rule_broken" in slip(tablet, record)["flags"]


@pytest.mark.rule("S1")
@pytest.mark.parametrize("way", ["go_up", "sign_out", "identify", "print"])
def test_no_other_step_leads_out_of_the_lobby_with_a_slip(tablet: Tablet, way: str) -> None:
    record = comes(tablet)
    tablet.act(f"visitors.{way}", record, {"document": "slip"} if way == "print" else {})
    found = slip(tablet, record)
    assert (found["state"], found["f"]["printed_at"]) == ("lobby", None)
    assert found["flags"]


def test_who_may_be_barred_is_a_supervisors_business_in_the_lobby_too(tablet: Tablet) -> None:
    record = comes(tablet, asked="nobody")
    found = slip(tablet, record)
    assert (found["state"], clocks(found)) == ("lobby", ["lobby_stay", "supervisor_asked"])
    tablet.act("visitors.enter", record, {**ENTER, "asked": "nobody"}, WHO)
    found = slip(tablet, record)
    assert (found["state"], clocks(found)) == ("waiting", ["slip_out", "supervisor_asked"])
