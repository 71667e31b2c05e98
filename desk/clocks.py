"""Deadlines: when they are due, and when they run. The due time is worked out the same way
in static/js/models/clocks.js; both run on tests/vectors/clocks.json.

A length is data:
  {"hours": 4}           elapsed time
  {"open_hours": 4}      time while the house works
  {"days": 2}            the end of the second calendar day after; 0 is the same day
  {"working_days": 2}    the end of the second working day after
  {"closing": true}      the next closing time
  {"field": "due_on"}    the day or moment in a field; "else" gives a length for an empty one
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypedDict

from desk.actions import Action
from desk.effects import Record, Scalar, fields
from desk.hours import Spans, moment, today

HOUR = 3_600_000  # ms
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
    """What a site's clocks go by: its zone, closing time and working hours (ms UTC by day)."""

    zone: str
    closing: str = "24:00"
    hours: Mapping[str, Spans] = field(default_factory=dict)


def due(length: Length, start: int, record: Mapping[str, Scalar], times: Times) -> int | None:
    """Return when a clock that starts now runs out, in ms UTC; None when nobody can say."""
    day = today(start, times.zone)
    match length:
        case {"hours": count}:
            return start + int(count) * HOUR
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


def _given(text: str, zone: str) -> int:
    day, _, at = text.partition("T")
    return moment(date.fromisoformat(day), at or "24:00", zone)


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


def told(clock: Clock, due_at: int, now: int) -> int:
    """Count the steps of the ladder that have been reached; times in ms."""
    return sum(now >= due_at + minutes * 60_000 for minutes, _ in clock.tell)


class Running(TypedDict):
    """A row of desk.tables.RunningClock; times in ms."""

    record: str
    name: str
    site: int
    reg: str
    started: int
    due: int
    stopped: int | None
    told: int


def advance(
    action: Action,
    clocks: Mapping[str, Clock],
    before: Record | None,
    after: Record,
    running: Mapping[str, Running],
    site: int,
    times: Times,
) -> list[Running]:
    """Return the rows to write after an entry changed a record from `before` to `after`.

    A clock carries the time of the entry that moved it, so taking that entry back finds it again.
    """
    if action.does == "take_back":
        return _take_back(before, running.values())
    if after["undo"] is None or before == after:
        return []
    at = after["undo"]["at"]
    rows: list[Running] = [
        {**running[name], "stopped": at}
        for name in action.stops
        if name in running and running[name]["stopped"] is None
    ]
    for name in action.starts:
        until = due(clocks[name].length, at, fields(after), times)
        if until is not None:
            started: Running = {
                "record": after["id"],
                "name": name,
                "site": site,
                "reg": after["reg"],
                "started": at,
                "due": until,
                "stopped": None,
                "told": 0,
            }
            rows.append(started)
    return rows


def _take_back(before: Record | None, running: Iterable[Running]) -> list[Running]:
    if before is None or before["undo"] is None:
        return []
    at = before["undo"]["at"]
    resumed: list[Running] = [{**row, "stopped": None} for row in running if row["stopped"] == at]
    ended: list[Running] = [
        {**row, "stopped": at} for row in running if row["started"] == at and row["stopped"] is None
    ]
    return resumed + ended
