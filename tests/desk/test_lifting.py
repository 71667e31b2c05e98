"""An entry of a former version counts as today's form would have it; its bytes stay as signed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk.actions import Action
from desk.db import db
from desk.journal_file import verify_database
from desk.lifting import Lift, lifted
from desk.register import Register, registers, unlifted
from desk.tables import Journal, Site
from desk.testing.devices import Devices

VECTORS = json.loads(Path("tests/vectors/lifts.json").read_text("utf-8"))

# The worked example of docs/adding-a-register.md: `flat` became `room`, `parcel` became `delivery`.
LIFT = Lift(tv=1, rename={"flat": "room"}, words={"purpose": {"parcel": "delivery"}})


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_values_are_lifted(case: dict[str, Any]) -> None:
    given = dict(case["values"])
    assert lifted(VECTORS["lifts"], case["tv"], given) == case["expect"]
    assert given == case["values"], "lifting is pure"


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> Action:
    """Let signing in be in its second version."""
    known = registers()["visitors"]
    action = replace(known.table["sign_in"], tv=2, lifts=(LIFT,))
    monkeypatch.setitem(known.table, "sign_in", action)
    return action


@pytest.mark.engine
def test_an_old_shells_entry_is_applied_by_todays_form(device: Devices, second: Action) -> None:
    tablet = device()
    values: dict[str, str | list[str]] = {
        "id_seen": "yes",
        "id_kind": "id_card",
        "flat": "r1",
        "purpose": "parcel",
    }
    personal = {"name": "张伟", "id_last4": "4821"}
    old = tablet.act("visitors.sign_in", None, dict(values), personal, no=tablet.number("V"))
    today = {**values, "room": "r1", "purpose": "delivery"}
    del today["flat"]
    new = tablet.act("visitors.sign_in", None, today, personal, no=tablet.number("V"), tv=2)
    late = tablet.act("visitors.sign_in", None, today, personal, no=tablet.number("V"), tv=3)
    tablet.push()
    told = {row["id"]: row for row in tablet.pull()["records"]}
    for rec in (old, new):
        assert (told[rec]["room"], told[rec]["f"]["purpose"]) == ("r1", "delivery")
        assert "invalid" not in told[rec]["flags"]
    assert late not in told, "a version newer than the house waits"
    body = db.session.query(Journal).filter_by(rec=old).one().body or ""
    assert ('"flat":"r1"' in body, '"tv":1' in body) == (True, True)
    assert verify_database(db.session.get_one(Site, 1)).faults == []


def test_every_former_version_has_its_lift(second: Action) -> None:
    assert unlifted(second) == []
    assert unlifted(replace(second, tv=3)) != []
    assert unlifted(replace(second, lifts=())) != []
    touching = replace(LIFT, drop=("name",))
    assert "personal name" in unlifted(replace(second, lifts=(touching,)))[0]


def test_a_register_says_so(second: Action) -> None:
    from desk.register import contradictions

    known: Register = registers()["visitors"]
    actions = [a for a in known.actions if a.name != "sign_in"]
    broken = replace(known, actions=(*actions, replace(second, lifts=())))
    assert any("sign_in before 2" in line for line in contradictions(broken))
