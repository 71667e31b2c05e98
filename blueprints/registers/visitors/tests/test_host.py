"""The host is asked, and what they say counts; who says nothing is phoned after two minutes."""

from typing import Any

import pytest

from blueprints.registers.visitors.unidentified import UnidentifiedForm
from desk.judging import check
from desk.printing import NoPaper, render_pdf
from desk.register import registers
from desk.testing.devices import Devices
from desk.testing.people import BO
from desk.testing.tablet import Tablet, iso

TWO_MINUTES = 120_000
ASKED = {"questions": "Whom do you visit?", "reply": "A cousin.", "host_name": "Mrs Chen"}


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def slip(tablet: Tablet, record: str) -> dict[str, Any]:
    tablet.push()
    found: dict[str, Any] = next(r for r in tablet.pull()["records"] if r["id"] == record)
    return found


def stranger(tablet: Tablet, **personal: str) -> str:
    """Somebody stands there without an ID; they were asked."""
    number = tablet.number("V")
    return tablet.act("visitors.unidentified", None, {"room": "r1"}, ASKED | personal, no=number)


def phoned(tablet: Tablet, record: str, result: str) -> dict[str, Any]:
    tablet.act("visitors.call_host", record, {"call_result": result})
    return slip(tablet, record)


def admitted(tablet: Tablet, record: str, reason: str = "The neighbour knows him.") -> None:
    tablet.act("visitors.admit", record, {}, {"decision_reason": reason})


@pytest.mark.rule("S5")
@pytest.mark.parametrize("field", ["questions", "reply"])
def test_first_somebody_without_an_id_is_asked(field: str) -> None:
    whole = {"room": "r1", **ASKED}
    assert check(UnidentifiedForm, whole) == {}
    for nothing in ("", " \n\u3000"):
        assert check(UnidentifiedForm, whole | {field: nothing}) == {field: [("required", "S5")]}


@pytest.mark.rule("S6")
def test_without_somebody_to_phone_nothing_begins() -> None:
    nobody = {"room": "", "questions": "Whom do you visit?", "reply": "A cousin."}
    found = check(UnidentifiedForm, nobody)
    assert found == {"room": [("required", "S6")], "host_name": [("required_if", "S6")]}
    assert check(UnidentifiedForm, {**nobody, "room": "r1", "host": "p1"}) == {}


@pytest.mark.rule("S6")
def test_the_host_of_somebody_without_an_id_is_phoned_at_once(tablet: Tablet) -> None:
    record = stranger(tablet)
    found = slip(tablet, record)
    assert (found["state"], [c["name"] for c in found["clocks"]]) == (
        "unidentified",
        ["host_answer"],
    )
    found = phoned(tablet, record, "no_answer")
    assert (found["state"], found["f"]["calls"], found["clocks"]) == ("to_decide", 1, [])
    found = phoned(tablet, record, "not_known")
    assert (found["state"], found["f"]["calls"]) == ("to_decide", 2)
    assert (found["f"]["call_result"], found["f"]["called_by"]) == ("not_known", "alice")


@pytest.mark.rule("S7")
def test_nobody_gets_a_slip_before_the_host_was_phoned(tablet: Tablet) -> None:
    record = stranger(tablet)
    admitted(tablet, record)
    found = slip(tablet, record)
    assert (found["state"], found["flags"]) == ("unidentified", ["conflict"])
    assert "decision_reason" not in found["p"]


@pytest.mark.rule("S7")
def test_what_the_host_forbids_is_not_decided_at_the_desk(tablet: Tablet) -> None:
    record = stranger(tablet)
    assert phoned(tablet, record, "no")["state"] == "unwelcome"
    admitted(tablet, record)
    assert slip(tablet, record)["state"] == "unwelcome"
    assert phoned(tablet, record, "come")["state"] == "to_decide"


@pytest.mark.rule("S7")
def test_a_slip_without_an_id_is_a_decision_with_reason_and_name(tablet: Tablet) -> None:
    record = stranger(tablet)
    phoned(tablet, record, "come")
    admitted(tablet, record)
    found = slip(tablet, record)
    assert (found["state"], found["flags"]) == ("on_site", [])
    assert (found["f"]["decision"], found["f"]["decided_by"]) == ("admitted", "alice")
    assert found["f"]["decided_at"] == found["f"]["signed_in_at"]
    assert found["p"]["decision_reason"] == "The neighbour knows him."
    assert [clock["name"] for clock in found["clocks"]] == ["slip_out"]


@pytest.mark.rule("S7")
def test_a_decision_without_a_reason_breaks_the_rule(tablet: Tablet) -> None:
    record = stranger(tablet)
    phoned(tablet, record, "come")
    admitted(tablet, record, "")
    assert slip(tablet, record)["flags"] == ["rule_broken"]


def test_a_guard_does_not_decide(device: Devices) -> None:
    tablet = device("gate", BO)
    record = stranger(tablet)
    phoned(tablet, record, "come")
    admitted(tablet, record)
    assert "not_allowed" in slip(tablet, record)["flags"]


@pytest.mark.rule("S1")
def test_the_id_shown_after_all_opens_the_usual_way(tablet: Tablet) -> None:
    record = stranger(tablet)
    seen: dict[str, str | list[str]] = {"id_seen": "yes", "id_kind": "passport"}
    tablet.act("visitors.identify", record, seen, {"name": "Wang Jun", "id_last4": "0912"})
    found = slip(tablet, record)
    assert (found["state"], found["f"]["unidentified"], found["flags"]) == ("on_site", None, [])
    assert found["p"]["id_last4"] == "0912"


@pytest.mark.rule("S7")
def test_who_was_not_let_in_has_no_paper(tablet: Tablet) -> None:
    barred = {state.name for state in registers()["visitors"].states if not state.paper}
    assert barred == {
        *("lobby", "left_lobby", "unidentified", "to_decide", "pending_approval", "unwelcome"),
        *("denied", "merged", "taken_back"),
    }
    record = stranger(tablet)
    tablet.push()
    with pytest.raises(NoPaper):
        render_pdf("visitors", "slip", record, tablet.site, {})
    path = f"/api/documents/visitors/slip/{record}.pdf"
    assert tablet.http.get(path).status_code == 404
    tablet.act("visitors.print", record, {"document": "slip"})
    found = slip(tablet, record)
    assert (found["f"]["printed_at"], found["flags"]) == (None, ["conflict"])


@pytest.mark.parametrize(
    ("result", "state"),
    [
        ("come", "on_site"),
        ("wait", "waiting"),
        ("no", "unwelcome"),
        ("no_answer", "pending_approval"),
        ("not_known", "pending_approval"),
    ],
)
def test_what_the_host_says_counts(tablet: Tablet, result: str, state: str) -> None:
    record = tablet.sign_in(asks_host="yes")
    assert slip(tablet, record)["state"] == "pending_approval"
    assert phoned(tablet, record, result)["state"] == state


def test_a_silent_host_is_phoned_after_two_minutes_and_again(tablet: Tablet) -> None:
    record = tablet.sign_in(asks_host="yes")
    found = slip(tablet, record)
    runs = {clock["name"]: clock["due"] - clock["started"] for clock in found["clocks"]}
    assert runs["host_answer"] == TWO_MINUTES
    tablet.ahead += TWO_MINUTES
    tablet.act(
        "visitors.call_host", record, {"call_result": "no_answer"}, at=iso(found["at"] + 130_000)
    )
    again = {clock["name"]: clock for clock in slip(tablet, record)["clocks"]}
    assert again["host_answer"]["due"] >= found["at"] + TWO_MINUTES
    assert "host_answer" not in {c["name"] for c in phoned(tablet, record, "come")["clocks"]}


def test_a_waiting_visitor_can_be_asked_for_later(tablet: Tablet) -> None:
    record = tablet.sign_in(waits="yes")
    tablet.act("visitors.ask_host", record)
    found = slip(tablet, record)
    assert found["state"] == "pending_approval"
    assert "host_answer" in {clock["name"] for clock in found["clocks"]}


def test_who_is_turned_away_is_written_down_with_the_reason(tablet: Tablet) -> None:
    record = tablet.sign_in(asks_host="yes")
    tablet.act("visitors.deny", record, {"denied_why": "silent"})
    found = slip(tablet, record)
    assert (found["state"], found["f"]["denied_why"], found["clocks"]) == ("denied", "silent", [])
    assert (found["f"]["decided_by"], found["end"]) == ("alice", found["f"]["decided_at"])


@pytest.mark.rule("S9")
def test_a_slip_that_was_printed_is_chased_though_its_bearer_was_turned_away(
    tablet: Tablet,
) -> None:
    record = tablet.sign_in(waits="yes")
    tablet.act("visitors.print", record, {"document": "slip", "paper": "roll80"})
    phoned(tablet, record, "no")
    tablet.act("visitors.deny", record, {"denied_why": "refused"})
    assert slip(tablet, record)["state"] == "checked_out"
    tablet.act("visitors.return_slip", record)
    assert slip(tablet, record)["state"] == "denied"


@pytest.mark.rule("S18")
def test_no_phone_number_reaches_the_desk_or_the_paper(tablet: Tablet) -> None:
    people = [ref["data"] for ref in tablet.pull()["refs"] if ref["kind"] == "person"]
    assert people
    assert not any("phone" in person for person in people)
