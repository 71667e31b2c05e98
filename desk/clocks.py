"""Deadlines: when they are due, and when they run. Both are worked out the same way in
static/js/models/clocks.js, on tests/vectors/clocks.json.

A length is data:
  {"hours": 4}           elapsed time
  {"minutes": 1}         elapsed time; "setting" names what the site may say instead
  {"open_hours": 4}      time while the house works
  {"days": 2}            the end of the second calendar day after; 0 is the same day
  {"working_days": 2}    the end of the second working day after
  {"closing": true}      the next closing time
  {"field": "due_on"}    the day or moment in a field; "else" gives a length for an empty one
Beside any of them, "while" is a condition on the record, its state among the fields: such a clock
starts when the condition comes to hold and stops when it ceases to, whatever action did that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypedDict

from desk.conditions import Row, Scalar, matches
from desk.effects import Before, Fact, Record, Undo, fields, seen
from desk.hours import Spans, moment, today

MINUTE, HOUR = 60_000, 3_600_000  # ms
GIVEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00))?")
Length = Mapping[str, Any]


@dataclass(frozen=True)
class Clock:
    """A deadline: how long, and who is told how many minutes after (or, below 0, before) it."""

    name: str
    title: str
    length: Length
    tell: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def row(self) -> dict[str, Any]:
        """The clock as JSON, without words."""
        tell = [[minutes, list(roles)] for minutes, roles in self.tell]
        return {"name": self.name, "length": dict(self.length), "tell": tell}


@dataclass(frozen=True)
class Times:
    """What a site's clocks go by: its zone, closing time and working hours (ms UTC by day).

    `minutes` are the settings that say how long something may take.
    """

    zone: str
    closing: str = "24:00"
    hours: Mapping[str, Spans] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)


def due(length: Length, start: int, record: Mapping[str, Scalar], times: Times) -> int | None:
    """Return when a clock that starts now runs out, in ms UTC; None when nobody can say."""
    day = today(start, times.zone)
    match length:
        case {"hours": count}:
            return start + int(count) * HOUR
        case {"minutes": count, **rest}:
            return start + times.minutes.get(rest.get("setting", ""), int(count)) * MINUTE
        case {"open_hours": count}:
            return _after_open(start, int(count) * HOUR, times)
        case {"days": count}:
            return moment(day + timedelta(days=count), "24:00", times.zone)
        case {"working_days": count}:
            return _after_working_days(day, int(count), times)
        case {"closing": True}:
            closing = moment(day, times.closing, times.zone)
            tomorrow = day + timedelta(days=1)
            return closing if closing > start else moment(tomorrow, times.closing, times.zone)
        case {"field": name, **rest}:
            given = record.get(name)
            if isinstance(given, str) and given:
                return _given(given, times.zone)
            return due(rest["else"], start, record, times) if "else" in rest else None
    raise ValueError(f"not a length: {length}")


def _given(text: str, zone: str) -> int | None:
    """Read a day, which counts to its end, or a moment; what is neither says nothing."""
    if not GIVEN.fullmatch(text):
        return None
    day, _, at = text.partition("T")
    try:
        return moment(date.fromisoformat(day), at or "24:00", zone)
    except ValueError:
        return None


def _after_open(start: int, left: int, times: Times) -> int | None:
    """Walk over the working hours until the time is used up."""
    for begin, end in sorted(span for spans in times.hours.values() for span in spans):
        begin = max(begin, start)
        if end - begin >= left:
            return begin + left
        left -= max(0, end - begin)
    return None


def _after_working_days(day: date, count: int, times: Times) -> int | None:
    working = sorted(key for key, spans in times.hours.items() if spans and key > day.isoformat())
    if count == 0:
        return moment(day, "24:00", times.zone)
    if len(working) < count:
        return None
    return moment(date.fromisoformat(working[count - 1]), "24:00", times.zone)


def told(clock: Clock, due_at: int | None, now: int) -> int:
    """Count the steps of the ladder that have been reached; times in ms."""
    if due_at is None:
        return 0
    return sum(now >= due_at + minutes * MINUTE for minutes, _ in clock.tell)


class Running(TypedDict):
    """A row of desk.tables.RunningClock; times in ms."""

    record: str
    name: str
    site: int
    reg: str
    started: int
    due: int | None
    stopped: int | None
    told: int


Moves = dict[str, Fact | None]  # None: it does not run any more


def advance(
    action: Row,
    lengths: Mapping[str, Length],
    before: Record | None,
    after: Record,
    running: Mapping[str, Fact],
    times: Times,
) -> Moves:
    """Return what an action did to the clocks that were running.

    Only what can be taken back moves a clock: the record keeps what its clocks were before.
    """
    undo, done = before["undo"] if before else None, after["undo"]
    if (undo and undo["entry"]) == (done and done["entry"]):
        return {}
    if done is None:
        return _bring_back(undo, running)
    moved: Moves = {name: None for name in action["stops"] if name in running}
    for name in started(action, fields(after)):
        until = due(lengths[name], done["at"], fields(after), times)
        moved[name] = {"started": done["at"], "due": until}
    moved |= _standing(lengths, after, running.keys() | moved.keys(), times)
    for name in sorted(running.keys() - moved.keys()):
        if _asks_anew(lengths.get(name, {}), before, after):
            until = due(lengths[name], running[name]["started"], fields(after), times)
            moved[name] = {"started": running[name]["started"], "due": until}
    return moved


def _standing(
    lengths: Mapping[str, Length], after: Record, known: Iterable[str], times: Times
) -> Moves:
    """Start and stop the clocks that run while something holds; those that go on are left out."""
    now, undo = seen(after), after["undo"]
    at = undo["at"] if undo else 0
    moved: Moves = {}
    for name, length in lengths.items():
        holds = "while" in length and matches(length["while"], {}, now)
        if holds and name not in known:
            moved[name] = {"started": at, "due": due(length, at, now, times)}
        elif "while" in length and not holds and name in known:
            moved[name] = None
    return moved


def started(action: Row, now: Mapping[str, Scalar]) -> list[str]:
    """Name the clocks that an action starts on a record whose fields have become these."""
    asked = [name for when, name in action.get("starts_when", ()) if matches(when, {}, now)]
    return [*action["starts"], *asked]


def _bring_back(undo: Undo | None, running: Mapping[str, Fact]) -> Moves:
    """What created a record started all its clocks."""
    if undo is None or undo["before"] is None:
        return dict.fromkeys(running)
    return dict(undo["before"].get("clocks", {}))


def _asks_anew(length: Length, before: Record | None, after: Record) -> bool:
    """Tell whether a field that the length goes by has changed."""
    if "field" not in length:
        return False
    was, now = fields(before) if before else {}, fields(after)
    changed = was.get(length["field"]) != now.get(length["field"])
    return changed or _asks_anew(length.get("else", {}), before, after)


def remember(after: Record, moved: Moves, running: Mapping[str, Fact]) -> Record:
    """Return the record knowing what its clocks were, should the action be taken back."""
    undo = after["undo"]
    if not moved or undo is None or undo["before"] is None:
        return after
    before: Before = {**undo["before"], "clocks": {name: running.get(name) for name in moved}}
    return {**after, "undo": {**undo, "before": before}}


def facts(rows: Iterable[Running]) -> dict[str, Fact]:
    """Return the clocks that run, by name, as records and their undo tell of them."""
    return {
        row["name"]: {"started": row["started"], "due": row["due"]}
        for row in rows
        if row["stopped"] is None
    }


def rows(
    moved: Moves, known: Mapping[str, Running], record: Record, site: int, at: int
) -> list[Running]:
    """Return the rows to write after clocks moved at `at` (ms); the told ladder starts anew."""
    found: list[Running] = []
    for name, fact in moved.items():
        row = known.get(name)
        if fact is not None:
            told = row["told"] if row and row["due"] == fact["due"] else 0
            place = {"record": record["id"], "name": name, "site": site, "reg": record["reg"]}
            found.append(Running(**place, **fact, stopped=None, told=told))  # type: ignore[typeddict-item]
        elif row is not None:
            found.append({**row, "stopped": at})
    return found
