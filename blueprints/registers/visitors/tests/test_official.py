"""Official business is handed to the counterpart, and nothing leads past them (S11)."""

from typing import Any

import pytest

from blueprints.registers.visitors.form import SignInForm
from blueprints.registers.visitors.official import HandOverForm, StandInForm
from desk.judging import check
from desk.register import registers
from desk.testing.devices import Devices
from desk.testing.people import ALICE, BO, CARMEN
from desk.testing.tablet import Tablet, Values

MINUTE = 60_000
VALUES = {"id_seen": "yes", "id_kind": "work_id", "purpose": "official"}
SAID = {"name": "Lee Wing", "id_last4": "5520", "company": "Fire Services"}
WAITS, PASSED = "to_hand_over", "on_site"


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def slip(tablet: Tablet, record: str) -> dict[str, Any]:
    tablet.push()
    found: dict[str, Any] = next(r for r in tablet.pull()["records"] if r["id"] == record)
    return found


def clocks(found: dict[str, Any]) -> dict[str, int]:
    return {clock["name"]: clock["due"] for clock in found["clocks"]}


def sign_in(tablet: Tablet, **more: str) -> str:
    values: Values = dict(VALUES | more)
    number = tablet.number("V")
    return tablet.act("visitors.sign_in", None, values, SAID, no=number)


@pytest.mark.rule("S11")
def test_an_official_visitor_names_whom_they_come_to_see() -> None:
    whole = VALUES | SAID
    assert check(SignInForm, whole | {"counterpart": "carmen"}) == {}
    assert check(SignInForm, whole | {"host": "p1"}) == {}
    assert check(SignInForm, whole | {"host_name": "Ms Ho"}) == {}
    assert check(SignInForm, whole) == {"host_name": [("required_if", "S11")]}
    nobody = check(SignInForm, whole | {"company": "", "counterpart": "carmen"})
    assert nobody == {"company": [("required_if", None)]}


def test_anybody_else_names_a_home_or_a_member_of_staff() -> None:
    whole = VALUES | SAID | {"purpose": "business"}
    assert set(check(SignInForm, whole)) == {"room", "host_name"}
    assert check(SignInForm, whole | {"counterpart": "carmen"}) == {}


@pytest.mark.rule("S11")
@pytest.mark.parametrize(
    "more", [{}, {"waits": "yes"}, {"asks_host": "yes"}, {"asked": "nobody"}, {"room": "r1"}]
)
def test_they_wait_until_the_counterpart_takes_over(tablet: Tablet, more: dict[str, str]) -> None:
    record = sign_in(tablet, counterpart=CARMEN.id, **more)
    found = slip(tablet, record)
    assert (found["state"], found["f"]["counterpart"]) == (WAITS, CARMEN.id)
    assert clocks(found)["counterpart"] == found["at"] + 10 * MINUTE
    assert "host_answer" not in clocks(found)
    tablet.act("visitors.hand_over", record, {"taken_by": CARMEN.id})
    found = slip(tablet, record)
    assert (found["state"], found["f"]["taken_by"], found["f"]["handed_by"]) == (
        PASSED,
        CARMEN.id,
        ALICE.id,
    )
    assert found["f"]["handed_at"] is not None
    assert "counterpart" not in clocks(found)


@pytest.mark.rule("S11")
@pytest.mark.parametrize(
    ("action", "values"), [("go_up", {}), ("call_host", {"call_result": "come"})]
)
def test_no_step_leads_past_the_counterpart(tablet: Tablet, action: str, values: Values) -> None:
    record = sign_in(tablet, counterpart=CARMEN.id)
    tablet.act(f"visitors.{action}", record, values)
    found = slip(tablet, record)
    assert (found["state"], found["flags"]) == (WAITS, ["conflict"])


@pytest.mark.rule("S11")
def test_what_got_round_the_form_is_a_broken_rule(tablet: Tablet) -> None:
    record = sign_in(tablet)
    found = slip(tablet, record)
    assert (found["state"], found["flags"]) == (WAITS, ["rule_broken"])
    tablet.act("visitors.take_back", record, {"entry": found["undo"]["entry"]})
    other = sign_in(tablet, counterpart=CARMEN.id)
    tablet.act("visitors.hand_over", other, {})
    assert slip(tablet, other)["flags"] == ["rule_broken"]


@pytest.mark.rule("S11")
@pytest.mark.parametrize("waits", ["", "yes"])
def test_a_purpose_corrected_to_official_leaves_no_hole(tablet: Tablet, waits: str) -> None:
    record = sign_in(tablet, purpose="visit", room="r1", host="p1", waits=waits)
    tablet.act("visitors.correct", record, {"f:purpose": "official"}, {"reason": "asked again"})
    found = slip(tablet, record)
    assert found["state"] == WAITS
    assert "counterpart" in clocks(found)
    tablet.act("visitors.correct", record, {"f:badge": "9"}, {"reason": "lost"})
    again = slip(tablet, record)
    assert clocks(again)["counterpart"] == clocks(found)["counterpart"]


@pytest.mark.rule("S11")
def test_a_host_who_is_still_asked_lets_no_official_visitor_past(tablet: Tablet) -> None:
    record = sign_in(tablet, purpose="visit", room="r1", host="p1", asks_host="yes")
    tablet.act("visitors.correct", record, {"f:purpose": "official"}, {"reason": "asked again"})
    tablet.act("visitors.call_host", record, {"call_result": "come"})
    assert slip(tablet, record)["state"] == WAITS


@pytest.mark.rule("S11")
def test_somebody_without_an_id_does_not_get_past_either(tablet: Tablet) -> None:
    number, said = tablet.number("V"), {"questions": "Who?", "reply": "Fire.", "host_name": "Ho"}
    record = tablet.act("visitors.unidentified", None, {"room": "r1"}, said, no=number)
    tablet.act("visitors.correct", record, {"f:purpose": "official"}, {"reason": "said so"})
    tablet.act("visitors.call_host", record, {"call_result": "come"})
    tablet.act("visitors.admit", record, {}, {"decision_reason": "Their car says so."})
    assert slip(tablet, record)["state"] == WAITS


def test_a_wrong_purpose_put_right_waits_for_nobody(tablet: Tablet) -> None:
    record = sign_in(tablet, counterpart=CARMEN.id)
    tablet.act("visitors.correct", record, {"f:purpose": "visit"}, {"reason": "wrong tap"})
    found = slip(tablet, record)
    assert found["state"] == "waiting"
    assert "counterpart" not in clocks(found)


def test_a_closed_slip_stays_closed_whatever_is_corrected(tablet: Tablet) -> None:
    record = sign_in(tablet, purpose="visit", room="r1", host="p1")
    tablet.act("visitors.sign_out", record)
    tablet.act("visitors.correct", record, {"f:purpose": "official"}, {"reason": "asked again"})
    found = slip(tablet, record)
    assert (found["state"], found["clocks"]) == ("closed", [])


@pytest.mark.rule("S11")
def test_a_stand_in_is_named_and_has_time_to_come(tablet: Tablet) -> None:
    assert check(StandInForm, {}) == {"host_name": [("required_if", "S11")]}
    assert check(HandOverForm, {}) == {"taken_by_name": [("required_if", "S11")]}
    record = sign_in(tablet, counterpart=CARMEN.id)
    first = clocks(slip(tablet, record))["counterpart"]
    tablet.act("visitors.stand_in", record, {"counterpart": BO.id})
    found = slip(tablet, record)
    assert (found["state"], found["f"]["counterpart"]) == (WAITS, BO.id)
    assert clocks(found)["counterpart"] > first


@pytest.mark.parametrize(
    ("action", "values"),
    [("leave", {"left_how": "desk"}), ("deny", {"denied_why": "gone"}), ("sign_out", {})],
)
def test_who_is_gone_waits_no_longer(tablet: Tablet, action: str, values: Values) -> None:
    record = sign_in(tablet, counterpart=CARMEN.id)
    tablet.act(f"visitors.{action}", record, values)
    assert "counterpart" not in clocks(slip(tablet, record))


@pytest.mark.rule("S11")
def test_the_receptionist_is_told_first_then_the_shift_leader() -> None:
    ladder = registers()["visitors"].clock("counterpart").tell
    assert [roles for _, roles in ladder] == [("receptionist",), ("shift_leader",)]
