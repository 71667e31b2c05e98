"""A contact's life: sorted by need, in line or served at once, noticed, called, finished."""

from typing import Any

import pytest

from blueprints.registers.contacts import register
from blueprints.registers.contacts.form import ContactForm, FinishForm, OutOfTurnForm
from desk.judging import check
from desk.needs import NEEDS
from desk.settings import SETTINGS
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet

MINUTE = 60_000


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def comes(tablet: Tablet, need: str = "enquiry", how: str = "take_place") -> str:
    return tablet.act(f"contacts.{how}", None, {"need": need}, no=tablet.number("K"))


def contact(tablet: Tablet, record: str) -> dict[str, Any]:
    tablet.push()
    found: dict[str, Any] = next(r for r in tablet.pull()["records"] if r["id"] == record)
    return found


def running(found: dict[str, Any]) -> list[str]:
    return [clock["name"] for clock in found["clocks"]]


@pytest.mark.rule("S14")
def test_a_contact_is_one_of_five_needs() -> None:
    assert [need.name for need in NEEDS] == [
        "enquiry", "repair", "complaint", "payment", "visitor",
    ]  # fmt: skip
    for need in NEEDS:
        assert check(ContactForm, {"need": need.name}) == {}
    assert check(ContactForm, {}) == {"need": [("required", "S14")]}
    assert check(ContactForm, {"need": "chat"}) == {"need": [("one_of", "S14")]}


@pytest.mark.rule("S14")
@pytest.mark.parametrize("how", ["begin", "take_place"])
def test_the_house_flags_a_contact_that_nobody_sorted(tablet: Tablet, how: str) -> None:
    """Somebody gets round the buttons: they did come, so it is kept, and flagged."""
    found = contact(tablet, comes(tablet, "", how))
    assert (found["f"]["need"], found["flags"]) == (None, ["rule_broken"])


def test_one_tap_begins_it(tablet: Tablet) -> None:
    found = contact(tablet, comes(tablet, "payment", "begin"))
    assert (found["state"], found["no"]) == ("served", "K-T1-000001")
    assert (found["f"]["need"], found["f"]["desk"]) == ("payment", tablet.id)
    assert found["f"]["served_at"] == found["at"]
    assert running(found) == ["finished"]


@pytest.mark.rule("S10")
def test_whoever_waits_is_noticed_within_a_minute_or_late(tablet: Tablet) -> None:
    record = comes(tablet)
    found = contact(tablet, record)
    assert found["state"] == "waiting"
    (clock,) = found["clocks"]
    assert (clock["name"], clock["due"]) == ("noticed", found["at"] + MINUTE)
    tablet.act("contacts.acknowledge", record)
    found = contact(tablet, record)
    assert (found["state"], found["clocks"]) == ("acknowledged", [])
    assert found["f"]["acknowledged_at"] >= found["at"]


def test_the_minute_is_the_setting_s_own() -> None:
    length = register.clock("noticed").length
    assert SETTINGS[length["setting"]].default == length["minutes"]


def test_the_called_one_is_served_until_finished(tablet: Tablet) -> None:
    record = comes(tablet, "repair")
    tablet.act("contacts.call", record)
    found = contact(tablet, record)
    assert (found["state"], running(found)) == ("served", ["finished"])
    tablet.act(
        "contacts.finish", record, {"outcome": "passed_on", "room": "r1"}, {"passed_to": "Works"}
    )
    found = contact(tablet, record)
    assert (found["state"], found["f"]["outcome"], found["room"]) == ("done", "passed_on", "r1")
    assert (found["p"], found["clocks"]) == ({"passed_to": "Works"}, [])
    assert found["end"] == found["f"]["ended_at"]


@pytest.mark.rule("S10")
def test_out_of_turn_asks_why(tablet: Tablet) -> None:
    assert check(OutOfTurnForm, {}) == {"reason": [("required", "S10")]}
    record = comes(tablet)
    tablet.act("contacts.call_out_of_turn", record, {}, {"reason": "A child is unwell"})
    found = contact(tablet, record)
    assert (found["state"], found["f"]["out_of_turn"], found["flags"]) == ("served", "yes", [])
    silent = comes(tablet)
    tablet.act("contacts.call_out_of_turn", silent)
    assert contact(tablet, silent)["flags"] == ["rule_broken"]


def test_two_desks_that_call_the_same_one_disagree(device: Devices) -> None:
    here, there = device(), device()
    record = comes(here)
    here.act("contacts.call", record)
    here.push()
    there.act("contacts.call", record)
    found = contact(there, record)
    assert (found["f"]["desk"], found["flags"]) == (here.id, ["conflict"])


@pytest.mark.rule("S14")
def test_a_visitor_in_line_goes_on_with_a_slip(tablet: Tablet) -> None:
    record = comes(tablet, "visitor")
    tablet.act("contacts.call", record)
    found = contact(tablet, record)
    assert (found["state"], found["f"]["outcome"], found["clocks"]) == ("done", None, [])


@pytest.mark.parametrize("before", [(), ("acknowledge",), ("call",)])
def test_somebody_may_go_away_unserved(tablet: Tablet, before: tuple[str, ...]) -> None:
    record = comes(tablet)
    for action in (*before, "leave"):
        tablet.act(f"contacts.{action}", record)
    found = contact(tablet, record)
    assert (found["state"], found["f"]["outcome"], found["clocks"]) == ("left", "left", [])


@pytest.mark.parametrize(
    ("outcome", "missing"), [("passed_on", "passed_to"), ("promised", "reach"), ("answered", "")]
)
def test_an_outcome_asks_what_it_needs(outcome: str, missing: str) -> None:
    wanted = {missing: [("required_if", None)]} if missing else {}
    assert check(FinishForm, {"outcome": outcome}) == wanted
    assert check(FinishForm, {}) == {"outcome": [("required", None)]}


def test_what_was_known_stays_known_at_the_end(tablet: Tablet) -> None:
    record = tablet.act(
        "contacts.begin", None, {"need": "enquiry", "room": "r1"}, {"name": "Ana"}, no="K-T1-000009"
    )
    tablet.act("contacts.finish", record, {"outcome": "answered"})
    found = contact(tablet, record)
    assert (found["room"], found["p"]) == ("r1", {"name": "Ana"})
