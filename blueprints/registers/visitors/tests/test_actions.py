"""A slip's life: leaving and giving back the slip are two things, in either order."""

from typing import Any

import pytest

from desk.testing.devices import Devices
from desk.testing.people import BO
from desk.testing.tablet import Tablet


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def slip(tablet: Tablet, record: str) -> dict[str, Any]:
    tablet.push()
    found: dict[str, Any] = next(r for r in tablet.pull()["records"] if r["id"] == record)
    return found


def test_a_visitor_is_on_site(tablet: Tablet) -> None:
    found = slip(tablet, tablet.sign_in("José"))
    assert (found["state"], found["room"], found["no"]) == ("on_site", "r1", "V-T1-000001")
    assert found["p"] == {"name": "José", "id_last4": "4821", "host_name": "Mrs Chen"}
    assert found["f"]["signed_in_at"] == found["at"]
    assert found["end"] is None


@pytest.mark.rule("S3")
def test_a_visitor_waits_until_going_up(tablet: Tablet) -> None:
    record = tablet.sign_in(waits="yes")
    assert slip(tablet, record)["state"] == "waiting"
    tablet.act("visitors.go_up", record)
    found = slip(tablet, record)
    assert found["state"] == "on_site"
    assert found["f"]["on_site_at"] is not None


@pytest.mark.rule("S8")
def test_the_slip_on_the_desk_closes_it(tablet: Tablet) -> None:
    record = tablet.sign_in()
    tablet.act("visitors.sign_out", record)
    found = slip(tablet, record)
    assert found["state"] == "closed"
    assert found["end"] == found["f"]["left_at"] == found["f"]["slip_returned_at"]


@pytest.mark.rule("S8", "S9")
def test_whoever_leaves_without_the_slip_stays_on_the_list(tablet: Tablet) -> None:
    record = tablet.sign_in()
    tablet.act("visitors.leave", record, {"left_how": "gate"})
    found = slip(tablet, record)
    assert (found["state"], found["f"]["left_how"], found["end"]) == ("checked_out", "gate", None)
    assert [clock["name"] for clock in found["clocks"]] == ["slip_out"]
    tablet.act("visitors.return_slip", record)
    found = slip(tablet, record)
    assert (found["state"], found["clocks"]) == ("closed", [])


@pytest.mark.rule("S8")
def test_the_slip_may_come_back_first(tablet: Tablet) -> None:
    record = tablet.sign_in()
    tablet.act("visitors.return_slip", record)
    assert slip(tablet, record)["state"] == "on_site"
    tablet.act("visitors.leave", record, {"left_how": "desk"})
    assert slip(tablet, record)["state"] == "closed"


def test_signing_out_keeps_the_hour_of_leaving(tablet: Tablet) -> None:
    record = tablet.sign_in()
    tablet.act("visitors.leave", record, {"left_how": "list"})
    left = slip(tablet, record)["f"]["left_at"]
    tablet.act("visitors.sign_out", record)
    found = slip(tablet, record)
    assert (found["state"], found["f"]["left_at"]) == ("closed", left)


def test_a_visitor_cannot_leave_twice(tablet: Tablet) -> None:
    record = tablet.sign_in()
    tablet.act("visitors.sign_out", record)
    tablet.act("visitors.sign_out", record)
    found = slip(tablet, record)
    assert (found["state"], found["flags"]) == ("closed", ["conflict"])

    record = tablet.sign_in()
    for how in ("gate", "list"):
        tablet.act("visitors.leave", record, {"left_how": how})
    found = slip(tablet, record)
    assert (found["f"]["left_how"], found["flags"]) == ("gate", ["conflict"])


def test_companions_name_whom_they_came_with(tablet: Tablet) -> None:
    lead = tablet.sign_in("张伟")
    child = tablet.sign_in("张小宝", party=lead, id_kind="minor", id_last4="")
    found = slip(tablet, child)
    assert (found["f"]["party"], found["no"], found["flags"]) == (lead, "V-T1-000002", [])


def test_a_wrong_tap_is_taken_back(tablet: Tablet) -> None:
    record = tablet.sign_in()
    tablet.act("visitors.sign_out", record)
    tablet.push()
    tablet.act("visitors.take_back", record, {"entry": list(tablet.results)[-1]})
    found = slip(tablet, record)
    assert (found["state"], found["end"], found["flags"]) == ("on_site", None, [])
    assert found["f"]["left_at"] is None


def test_a_name_is_corrected_and_the_old_one_can_come_back(tablet: Tablet) -> None:
    record = tablet.sign_in("Jose")
    tablet.act("visitors.correct", record, {}, {"name": "José", "reason": "typed wrongly"})
    found = slip(tablet, record)
    assert (found["p"]["name"], found["flags"]) == ("José", [])
    assert "reason" not in found["p"]
    tablet.act("visitors.take_back", record, {"entry": list(tablet.results)[-1]})
    assert slip(tablet, record)["p"]["name"] == "Jose"


def test_a_note_is_emptied(tablet: Tablet) -> None:
    record = tablet.sign_in(note="wrong door", badge="B3")
    values: dict[str, str | list[str]] = {"blank": ["note", "badge"]}
    tablet.act("visitors.correct", record, values, {"reason": "not needed"})
    found = slip(tablet, record)
    assert ("note" in found["p"], found["f"]["badge"], found["flags"]) == (False, None, [])


def test_a_guard_signs_visitors_out_but_corrects_nothing(device: Devices) -> None:
    tablet = device("gate", BO)
    record = tablet.sign_in()
    tablet.act("visitors.sign_out", record)
    assert slip(tablet, record)["flags"] == []
    tablet.act("visitors.correct", record, {"f:badge": "B9"}, {"reason": "because"})
    assert slip(tablet, record)["flags"] == ["not_allowed"]


def test_the_first_printing_is_known_and_changes_nothing_else(tablet: Tablet) -> None:
    record = tablet.sign_in()
    before = slip(tablet, record)
    assert before["f"]["printed_at"] is None
    firsts = set()
    for action, more in (("print", {}), ("reprint", {"reason": "jam"})):
        tablet.act(f"visitors.{action}", record, {"document": "slip", "paper": "roll80", **more})
        found = slip(tablet, record)
        firsts.add(found["f"]["printed_at"])
        assert found["f"]["printed_at"] >= before["at"]
        assert (found["undo"], found["state"]) == (before["undo"], before["state"])
        assert found["flags"] == []
    assert len(firsts) == 1
    tablet.act("visitors.take_back", record, {"entry": before["undo"]["entry"]})
    assert slip(tablet, record)["state"] == "taken_back"
