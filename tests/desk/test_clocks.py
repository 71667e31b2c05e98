"""Clocks are due when the shared vectors say, and run as entries say."""

import json
from pathlib import Path
from typing import Any

import pytest

from desk import effects
from desk.clocks import Clock, Moves, Running, Times, advance, due, facts, remember, rows, told
from desk.effects import Fact, Record, Undo
from desk.settings import SETTINGS

VECTORS = json.loads(Path("tests/vectors/clocks.json").read_text("utf-8"))
ADVANCE = VECTORS["advance"]
SITE_TIMES = Times(**ADVANCE["times"])
CONTEXT = {"rec": "r1", "reg": "keys", "no": None, "op": "u1", "dev": "d1"}
BACK = Clock("back", "Back", {"hours": 1}, ((-10, ("receptionist",)), (0, ("shift_leader",))))
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


def row(**changed: Any) -> Running:
    made: Any = {
        "record": "r1", "name": "back", "site": 7, "reg": "keys",
        "started": 100, "due": 100 + HOUR, "stopped": None, "told": 0,
    } | changed  # fmt: skip
    found: Running = made
    return found


@pytest.mark.parametrize("case", VECTORS["due"], ids=lambda case: case["name"])
def test_it_is_due(case: dict[str, Any]) -> None:
    times = Times(**case["times"])
    assert due(case["length"], case["start"], case["record"], times) == case["due"]


def test_it_refuses_what_is_no_length() -> None:
    with pytest.raises(ValueError, match="not a length"):
        due({"moons": 1}, 0, {}, TIMES)


@pytest.mark.parametrize("story", ADVANCE["stories"], ids=lambda story: story["name"])
def test_entries_move_clocks(story: dict[str, Any]) -> None:
    record: Record | None = None
    running: dict[str, Fact] = {}
    for number, step in enumerate(story["steps"], 1):
        action = ADVANCE["actions"][step["do"]]
        ctx = CONTEXT | {"entry": f"e{number}", "at": step["at"], "final": ADVANCE["final"]}
        after, _ = effects.run(action, record, step.get("values", {}), ctx)  # type: ignore[arg-type]
        assert after is not None
        moved = advance(action, ADVANCE["clocks"], record, after, running, SITE_TIMES)
        record = remember(after, moved, running)
        running = {name: fact for name, fact in {**running, **moved}.items() if fact}
        told = [{"name": name, **fact} for name, fact in sorted(running.items())]
        assert told == step["clocks"], step["do"]


def test_what_holds_where_the_site_says_nothing() -> None:
    given = {key: SETTINGS[key].default for key in ("zone", "closing")}
    assert VECTORS["defaults"] == {**given, "hours": {}, "minutes": {}}


def test_a_clock_is_written_as_it_stands_now() -> None:
    known = {"back": row(told=1), "slip": row(name="slip", stopped=300)}
    moved: Moves = {"back": None, "slip": {"started": 500, "due": 900}, "gone": None}
    assert rows(moved, known, record(500), 7, 500) == [
        row(told=1, stopped=500),
        row(name="slip", started=500, due=900),
    ]


def test_a_clock_that_runs_on_keeps_who_was_told() -> None:
    known = {"back": row(told=2, stopped=500)}
    again: Moves = {"back": {"started": 100, "due": 100 + HOUR}}
    later: Moves = {"back": {"started": 100, "due": 200 + HOUR}}
    assert rows(again, known, record(None), 7, 600) == [row(told=2)]
    assert rows(later, known, record(None), 7, 600) == [row(due=200 + HOUR)]


def test_only_clocks_that_run_count() -> None:
    found = facts([row(), row(name="slip", stopped=300), row(name="answer", due=None)])
    assert found == {
        "back": {"started": 100, "due": 100 + HOUR},
        "answer": {"started": 100, "due": None},
    }


@pytest.mark.parametrize(("minutes", "steps"), [(-11, 0), (-10, 1), (-1, 1), (0, 2), (99, 2)])
def test_it_climbs(minutes: int, steps: int) -> None:
    assert told(BACK, HOUR, HOUR + minutes * 60_000) == steps
