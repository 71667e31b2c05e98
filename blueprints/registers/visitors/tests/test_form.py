"""The slip's form: nothing without an ID, whatever somebody tries."""

import pytest

from blueprints.registers.visitors.form import SignInForm
from desk.judging import check
from desk.testing.devices import Devices
from desk.testing.samples import samples

GROWN_UP, CHILD = ({**one.values, **one.personal} for one in samples("visitors")[:2])
Failures = dict[str, list[tuple[str, str | None]]]


def failures(**changed: str) -> Failures:
    return check(SignInForm, {**GROWN_UP, **changed})


def test_a_grown_up_and_a_child_pass() -> None:
    assert check(SignInForm, GROWN_UP) == {}
    assert check(SignInForm, CHILD) == {}


@pytest.mark.rule("S1")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"id_seen": ""}, "id_seen"),
        ({"id_kind": ""}, "id_kind"),
        ({"id_last4": ""}, "id_last4"),
        ({"id_last4": " \x00\u3000"}, "id_last4"),
    ],
)
def test_no_slip_without_an_id(changed: dict[str, str], field: str) -> None:
    assert [rule for _, rule in failures(**changed)[field]] == ["S1"]


@pytest.mark.rule("S1")
@pytest.mark.parametrize("seen", ["on", "true", "YES", "no", "1"])
def test_only_a_true_tick_counts_as_seen(seen: str) -> None:
    assert failures(id_seen=seen) == {"id_seen": [("one_of", "S1")]}


@pytest.mark.parametrize("last4", ["123", "12345", "12 4", "１２３４", "١٢٣٤", "12-4"])
def test_the_last_four_are_four(last4: str) -> None:
    assert failures(id_last4=last4) == {"id_last4": [("pattern", "S1")]}


@pytest.mark.rule("S2")
def test_a_slip_says_who_and_whom() -> None:
    assert failures(name="") == {"name": [("required", None)]}
    assert failures(room="") == {"room": [("required_if", None)]}
    assert failures(host_name="") == {"host_name": [("required_if", None)]}
    assert failures(host_name="", host="p1") == {}


@pytest.mark.parametrize("purpose", ["delivery", "works", "viewing", "other"])
def test_who_calls_on_a_house_need_not_call_on_somebody(purpose: str) -> None:
    assert failures(host_name="", purpose=purpose) == {}


@pytest.mark.parametrize(
    "name", ["欧阳修文", "محمد علي", "José María", "👩🏽‍🔧", "นฤมล", "Nguyễn Văn Á"]
)
def test_names_come_in_every_script(name: str) -> None:
    assert failures(name=name) == {}


@pytest.mark.rule("S1")
def test_the_server_marks_a_slip_made_without_an_id(device: Devices) -> None:
    """Somebody gets round the form: the visit happened, so it is kept, and flagged."""
    tablet = device()
    for seen in ("", "no"):
        tablet.sign_in(id_seen=seen)
    tablet.sign_in(id_kind="library_card")
    tablet.sign_in(id_last4="")
    tablet.push()
    assert [one["status"] for one in tablet.results.values()] == ["applied"] * 4
    assert all("rule_broken" in one["flags"] for one in tablet.results.values())
