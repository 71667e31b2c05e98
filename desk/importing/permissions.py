"""Who may come into a home again and again, out of a file; permissions that overlap are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desk.importing.headings import bare
from desk.importing.matching import Known
from desk.importing.people import Rooms
from desk.importing.problems import Problem
from desk.importing.rooms import named
from desk.importing.values import (
    CODE_LIMIT,
    DAYS,
    YES,
    Bad,
    day,
    one_line,
    required,
    room,
    said,
)
from desk.importing.wanted import Key, Reading, Wanted

ASKED = ("relation", "since", "until", "days", "opens", "closes", "note")
COLUMNS = ("room", "name", "collects", *ASKED)
EVERY_DAY = "1234567"
HOUR = re.compile(r"(\d{1,2})(?:[:.：](\d{2})(?::00)?)?\s*(?:([ap])\.?m\.?|h)?", re.IGNORECASE)
TICK = frozenset("✓✔√☑")
BETWEEN = re.compile(r"\s*(?:[-–—~～至到]|\b(?:to|a|al)\b)\s*", re.IGNORECASE)
APART = re.compile(r"[、，,;；/&+\s]+|\b(?:and|y)\b", re.IGNORECASE)


def read(reading: Reading, rooms: Rooms) -> Iterator[Wanted]:
    """Yield a permission for each line that can be read."""
    for line in reading.lines():
        tower = reading.value("tower", one_line, "")
        name = named(tower, reading.value("room", room, ""))
        home = rooms.find(reading, name, tower) if name else ""
        ref = reading.value("ref", lambda text: one_line(text, CODE_LIMIT), "")
        values = {"room": home, "name": reading.value("name", required, ""), **asked(reading)}
        for first, last in (("since", "until"), ("opens", "closes")):
            if values.get(first) and values.get(last) and not in_order(values, first, last):
                reading.bad(last, "ends_first")
        if not reading.faulty:
            yield Wanted(line.number, values, ref, keys(values))


def in_order(values: dict[str, Any], first: str, last: str) -> bool:
    """Tell whether an end comes after its beginning; somebody may come in for a single day."""
    return bool(
        values[first] < values[last] or (first == "since" and values[first] == values[last])
    )


def asked(reading: Reading) -> dict[str, Any]:
    """Return what a line says beside room and name: only what the file has a column for."""
    found: dict[str, Any] = {
        "relation": reading.value("relation", one_line, ""),
        "since": reading.value("since", day, ""),
        "until": reading.value("until", day, ""),
        "days": reading.value("days", weekdays, ""),
        "opens": reading.value("opens", hour, ""),
        "closes": reading.value("closes", hour, ""),
        "collects": reading.value("collects", yes, False),
        "note": reading.value("note", one_line, ""),
    }
    return {name: value for name, value in found.items() if reading.has(name)}


def keys(values: dict[str, Any]) -> tuple[Key, ...]:
    """Return what finds a permission again: home, name and when; then home and name."""
    who = (str(values["room"]), bare(str(values["name"])))
    when = (str(values.get(name) or "") for name in ("days", "opens", "since"))
    return ((*who, *when), who)


def weekdays(text: str) -> str:
    """Return days as digits in order, empty for every day: Mon-Fri, 周一至周五, lun a vie, 1,3.

    Raises Bad.
    """
    given = one_line(text)
    found = set() if BETWEEN.search(given) else set(DAYS.get(bare(given), ""))
    for part in APART.split(BETWEEN.sub("-", given)) if not found else ():
        found |= set(part) if part and set(part) <= set(EVERY_DAY) else part_of_week(part)
    return "" if len(found) == len(EVERY_DAY) else "".join(sorted(found))


def part_of_week(text: str) -> set[str]:
    """Return the days of one word, or from one to another; raise Bad."""
    ends = [DAYS.get(bare(word), "") for word in text.split("-")] if text else []
    if not all(ends) or len(ends) > 2:
        raise Bad("not_weekday")
    return set(run(ends[0][0], ends[1][-1])) if len(ends) == 2 else set("".join(ends))


def run(first: str, last: str) -> str:
    """Return the days from one to another, over the end of the week where need be."""
    week = EVERY_DAY * 2
    begin = week.index(first)
    return week[begin : week.index(last, begin) + 1]


def hour(text: str) -> str:
    """Return HH:MM, empty for none or the end of the day; raise Bad."""
    found = one_line(text)
    if not found:
        return ""
    match = HOUR.fullmatch(found)
    if match is None:
        raise Bad("not_hour")
    hours, minutes = int(match[1]), int(match[2] or 0)
    if half := match[3]:
        if not 1 <= hours <= 12:
            raise Bad("not_hour")
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    if (hours, minutes) == (24, 0):
        return ""
    if hours > 23 or minutes > 59:
        raise Bad("not_hour")
    return f"{hours:02}:{minutes:02}"


def yes(text: str) -> bool:
    """Return whether a cell says yes; raise Bad for a word that we do not know."""
    found = one_line(text)
    return bool(TICK.intersection(found)) or said(found, YES, "no") == "yes"


@dataclass(frozen=True)
class Span:
    """When somebody may come in: days of the calendar, of the week, hours."""

    line: int  # 0: it is there already
    since: str
    until: str
    days: str
    opens: str
    closes: str

    def meets(self, other: Span) -> bool:
        """Tell whether both hold at one moment."""
        ends = [(one.until or "9999", one.closes or "24:00") for one in (self, other)]
        return (
            max(self.since, other.since) <= min(end for end, _ in ends)
            and max(self.opens, other.opens) < min(end for _, end in ends)
            and bool(set(self.days or EVERY_DAY) & set(other.days or EVERY_DAY))
        )


def span(line: int, values: dict[str, Any]) -> Span:
    """Return the span of a permission's values."""
    names = ("since", "until", "days", "opens", "closes")
    return Span(line, *(str(values.get(name) or "") for name in names))


def moved(reading: Reading, wants: list[Wanted], found: dict[int, Known]) -> Iterator[Problem]:
    """Name the lines whose code stands for somebody of another home: tablets find them by it."""
    for place, row in found.items():
        want = wants[place]
        if row.values["room"] != want.values["room"]:
            heading = reading.headed.heading("ref")
            yield Problem(want.line, heading, want.ref, "other_room")


def overlaps(
    reading: Reading, wants: list[Wanted], found: dict[int, Known], known: list[Known]
) -> Iterator[Problem]:
    """Tell which lines let somebody in at a time at which another line or row does so already."""
    matched = {row.id for row in found.values()}
    spans: dict[Key, list[Span]] = {}
    for row in known:
        if row.id not in matched:
            spans.setdefault(row.keys[-1], []).append(span(0, row.values))
    for place, want in enumerate(wants):
        there = found[place].values if place in found else {}
        own = span(want.line, {**there, **want.values})
        others = spans.setdefault(want.keys[-1], [])
        if other := next((one for one in others if one.meets(own)), None):
            code = "overlaps_line" if other.line else "overlaps"
            name = str(want.values["name"])
            detail = str(other.line or "")
            yield Problem(want.line, reading.headed.heading("name"), name, code, detail)
        others.append(own)
