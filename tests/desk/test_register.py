"""Registers are found, never listed; two that clash stop the house at its start."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk.actions import may
from desk.effects import Undo
from desk.register import RegisterError, agreed, discover, export, registers
from desk.tables import Record

VISITORS = registers()["visitors"]
MINUTE = 60_000


def test_every_folder_is_found() -> None:
    folders = {path.parent.name for path in Path("blueprints/registers").glob("*/__init__.py")}
    assert set(discover()) == folders


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(RegisterError, match="same name: visitors"):
        agreed([VISITORS, replace(VISITORS, letter="X")])


def test_two_of_one_letter_are_refused() -> None:
    with pytest.raises(RegisterError, match="same letter: V"):
        agreed([VISITORS, replace(VISITORS, name="guests")])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"states": VISITORS.states[1:]}, "no states lobby"),
        ({"states": VISITORS.states[:-1]}, "no final state taken_back"),
        ({"clocks": ()}, "no clocks counterpart, host_answer, lobby_stay, slip_out"),
        ({"documents": ()}, "no documents slip"),
        ({"personal": {"name": 1}}, "no retention for agreed_with, belongings, call_said, company"),
        ({"columns": ("shoe_size",)}, "no columns shoe_size"),
        (
            {"actions": tuple(a for a in VISITORS.actions if not a.creates)},
            "no action that creates",
        ),
        ({"letter": "v"}, "no letter"),
        ({"letter": "VV"}, "no letter"),
        ({"model": Record}, "no columns"),
    ],
)
def test_a_contradiction_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(RegisterError, match=words):
        agreed([replace(VISITORS, **change)])  # type: ignore[arg-type]


def test_the_export_tells_a_tablet_what_it_needs() -> None:
    found = export(VISITORS)
    assert found["letter"] == "V"
    ends = ["closed", "auto_closed", "left_lobby", "denied", "merged", "taken_back"]
    assert found["final"] == ends
    assert found["actions"]["sign_in"]["target_when"][-1] == [
        {"value": "waits", "is": "yes"},
        "waiting",
    ]
    assert {"correct", "take_back", "settle", "reprint"} <= found["actions"].keys()
    assert found["clocks"]["slip_out"]["length"] == {"closing": True}


@pytest.mark.parametrize(
    ("roles", "op", "after", "allowed"),
    [
        (["receptionist"], "alice", 0, True),
        (["receptionist"], "alice", MINUTE, True),
        (["receptionist"], "alice", MINUTE + 1, False),
        (["receptionist"], "bo", 1, False),
        (["guard"], "alice", 1, True),
        (["shift_leader"], "bo", 99 * MINUTE, True),
        (["receptionist"], "", 0, False),
        ([], "alice", 0, True),
    ],
)
def test_one_may_take_back_ones_own_within_a_minute(
    roles: list[str], op: str, after: int, allowed: bool
) -> None:
    before: Any = {"state": "on_site", "end": None, "f": {}, "p": {}}
    undo: Undo = {"entry": "e", "op": "alice", "at": 1000, "before": before}
    assert may(VISITORS.table["take_back"], roles, undo, op, 1000 + after) is allowed
    assert not may(VISITORS.table["settle"], ["receptionist"], undo, "alice", 1000)


def test_nothing_is_taken_back_where_nothing_was_done() -> None:
    assert not may(VISITORS.table["take_back"], ["receptionist"], None, "alice", 1)
