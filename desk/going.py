"""The calendar of what goes when: personal values that the coming purges will take, day by day."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, select

from desk import holds, leavers
from desk.db import db
from desk.holds import held_people
from desk.purge import NEVER_ENDED_MS, rules
from desk.reference import setting
from desk.tables import Journal, Personal, Record
from desk.time import DAY_MS

AHEAD_DAYS = 182
SINGLE_DAYS = 14  # later ones are shown by the week
WEEK = 7
LEAVERS = "people.moved_out"
EPOCH = date(1970, 1, 1)
Counts = dict[int, dict[str, dict[str, int]]]


def coming(site: int, now: int) -> list[dict[str, Any]]:
    """Return the days that something goes on, the first first; times in ms UTC.

    What is overdue goes with the next purge. A hold keeps its values whatever day it is: they are
    counted apart.
    """
    first = now // DAY_MS
    found: Counts = {}
    for reg, field, day, held, count in db.session.execute(_query(site, now)):
        place = found.setdefault(_place(max(day, first) - first), {})
        line = place.setdefault(f"{reg}.{field}", {"count": 0, "held": 0})
        line["held" if held else "count"] += count
    _add_leavers(found, site, now)
    return [
        {
            "at": (first + place) * DAY_MS,
            "until": (first + place + WEEK) * DAY_MS if place >= SINGLE_DAYS else None,
            "going": [{"id": id, **line} for id, line in sorted(lines.items())],
            "total": sum(line["count"] for line in lines.values()),
        }
        for place, lines in sorted(found.items())
    ]


def _add_leavers(found: Counts, site: int, now: int) -> None:
    """Count who moved out and is forgotten on one of the coming days."""
    first, days = now // DAY_MS, int(setting(site, "leaver_days"))
    held = held_people(site, now)
    for id, left in leavers.leaving(site):
        ahead = max(0, (date.fromisoformat(left) - EPOCH).days + days - first)
        if ahead <= AHEAD_DAYS:
            line = found.setdefault(_place(ahead), {}).setdefault(LEAVERS, {"count": 0, "held": 0})
            line["held" if id in held else "count"] += 1


def _place(days: int) -> int:
    """Return the day from now that a value is shown on: its own, or the first of its week."""
    if days < SINGLE_DAYS:
        return days
    return SINGLE_DAYS + (days - SINGLE_DAYS) // WEEK * WEEK


def _query(site: int, now: int) -> Any:
    """Count values by register, field, day and whether a hold keeps them, as the purge would."""
    ended = func.coalesce(Record.closed, Record.opened + NEVER_ENDED_MS)
    due = ended + cast(_days(site), BigInteger) * DAY_MS
    # A purge of a day takes what is due when it runs: what falls due later goes the day after.
    day = (due + DAY_MS - 1) // DAY_MS
    held = case((holds.covers(site, now), 1), else_=0)
    # PostgreSQL does not see that two expressions with the same parameters are one: named first.
    going = (
        select(Record.reg, Personal.field, day.label("day"), held.label("held"))
        .join(Journal, (Journal.site == Personal.site) & (Journal.id == Personal.entry))
        .join(Record, (Record.site == Personal.site) & (Record.id == Journal.rec))
        .where(Personal.site == site, due <= now + AHEAD_DAYS * DAY_MS)
        .subquery()
    )
    return select(*going.c, func.count()).group_by(*going.c)


def _days(site: int) -> ColumnElement[int]:
    """Return for how many days a value is kept after its record's end."""
    known = [
        ((Record.reg == rule.reg) & (Personal.field == rule.field), rule.days)
        for rule in rules(site)
    ]
    return case(*known, else_=int(setting(site, "personal_days")))
