"""Clocks are due when the shared vectors say, and run as entries say."""

import json
from pathlib import Path
from typing import Any

import pytest

from desk.actions import Action
from desk.clocks import Clock, Running, Times, advance, due, told
from desk.effects import Record, Undo

VECTORS = json.loads(Path("tests/vectors/clocks.json").read_text("utf-8"))
BACK = Clock("back", "Back", {"hours": 1}, ((-10, ("receptionist",)), (0, ("shift_leader",))))
START = Action(name="lend", title="", roles=("receptionist",), starts=("back",))
STOP = Action(name="fetch", title="", roles=("receptionist",), stops=("back",))
TAKE_BACK = Action(name="take_back", title="", roles=("shift_leader",), does="take_back")
HOUR = 3_600_000
TIMES = Times("UTC")


def record(at: int | None) -> Record:
    before: Any = {"state": "here", "end": None, "f": {}, "p": {}}
    undo: Any = None if at is None else {"entry": "e1", "op": "u1", "at": at, "before": before}
    done: Undo | None = undo
    return {
        "id": "r1", "reg": "keys", "state": "here", "seq": 1, "no": None, "room": None,
        "at": 0, "end": None, "flags": [], "undo": done, "f": {}, "p": {},
    }  # fmt: skip


def running(**changed: Any) -> Running:
    row: Any = {
        "record": "r1", "name": "back", "site": 7, "reg": "keys",
        "started": 100, "due": 100 + HOUR, "stopped": None, "told": 0,
    } | changed  # fmt: skip
    found: Running = row
    return found


@pytest.mark.parametrize("case", VECTORS["due"], ids=lambda case: case["name"])
def test_it_is_due(case: dict[str, Any]) -> None:
    times = Times(**case["times"])
    assert due(case["length"], case["start"], case["record"], times) == case["due"]


def test_it_refuses_what_is_no_length() -> None:
    with pytest.raises(ValueError, match="not a length"):
        due({"moons": 1}, 0, {}, TIMES)


def test_an_action_starts_a_clock() -> None:
    rows = advance(START, {"back": BACK}, record(None), record(100), {}, 7, TIMES)
    assert rows == [running()]


def test_a_clock_that_nobody_can_set_does_not_run() -> None:
    clock = Clock("back", "Back", {"field": "due_on"}, ())
    assert advance(START, {"back": clock}, record(None), record(100), {}, 7, TIMES) == []


def test_an_action_stops_a_clock_once() -> None:
    clocks = {"back": running()}
    assert advance(STOP, {"back": BACK}, record(100), record(500), clocks, 7, TIMES) == [
        running(stopped=500)
    ]
    stopped = {"back": running(stopped=300)}
    assert advance(STOP, {"back": BACK}, record(100), record(500), stopped, 7, TIMES) == []


def test_an_action_without_effect_moves_no_clock() -> None:
    same = record(100)
    assert advance(START, {"back": BACK}, same, same, {}, 7, TIMES) == []


def test_taking_back_the_start_ends_the_clock() -> None:
    clocks = {"back": running()}
    rows = advance(TAKE_BACK, {"back": BACK}, record(100), record(None), clocks, 7, TIMES)
    assert rows == [running(stopped=100)]


def test_taking_back_the_stop_lets_it_run_on() -> None:
    clocks = {"back": running(stopped=500)}
    rows = advance(TAKE_BACK, {"back": BACK}, record(500), record(None), clocks, 7, TIMES)
    assert rows == [running()]


def test_taking_back_something_else_moves_no_clock() -> None:
    clocks = {"back": running()}
    assert advance(TAKE_BACK, {}, record(900), record(None), clocks, 7, TIMES) == []
    assert advance(TAKE_BACK, {}, None, record(None), clocks, 7, TIMES) == []


@pytest.mark.parametrize(("minutes", "steps"), [(-11, 0), (-10, 1), (-1, 1), (0, 2), (99, 2)])
def test_it_climbs(minutes: int, steps: int) -> None:
    assert told(BACK, HOUR, HOUR + minutes * 60_000) == steps
