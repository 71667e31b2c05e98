"""Count comings and goings: one pass over a period's records, in SQL, by the site's wall clock.

A record counts once somebody came, whatever its state, unless it ended without a paper: what was
taken back never happened, who was turned away never came in. A slip is out while its record is
open, in a state that has one, and it has not come back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    String,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from desk.db import db
from desk.period import EPOCH, Period
from desk.records import BASE, own
from desk.register import Register
from desk.reports import Report
from desk.time import DAY_MS, HOUR_MS, MINUTE_MS

# Ages of slips that are out, in ms: a slip falls under the first that it has not reached.
AGES = (12 * HOUR_MS, DAY_MS, 3 * DAY_MS, 7 * DAY_MS)
OLDEST = 20


@dataclass(frozen=True)
class Slip:
    """A slip that is out: its number, its room, since when (ms UTC)."""

    no: str
    room: str
    since: int


@dataclass(frozen=True)
class Figures:
    """What a report says; times inside in minutes, None where nobody has left."""

    days: dict[date, int]
    hours: list[int]
    homes: dict[str, int]
    reasons: dict[str, int]
    meetings: dict[str, int]
    stays: int
    median: int | None
    ninety: int | None
    unseen: int  # closed by the house, nobody having been seen leaving
    inside: int
    ages: list[int]
    slips: list[Slip]

    @property
    def total(self) -> int:
        """Return how many came."""
        return sum(self.days.values())


def figures(site: int, register: Register, report: Report, period: Period, now: int) -> Figures:
    """Reckon a period; what is inside or out is so at `now` (ms UTC), whenever it came."""
    found = _counted(site, register, report, period)
    days, hours = dict.fromkeys(period.days, 0), [0] * 24
    for hour, count in found["hour"].items():
        days[EPOCH + timedelta(days=int(hour) // 24)] += count
        hours[int(hour) % 24] += count
    return Figures(
        days=days,
        hours=hours,
        homes=_most_first(found["home"]),
        reasons=_most_first(found["reason"]),
        meetings=_most_first(found["meeting"]),
        stays=found["stay"].total(),
        median=_rank(found["stay"], 1, 2),
        ninety=_rank(found["stay"], 9, 10),
        unseen=found["unseen"].total(),
        **_standing(site, register, report, now),
    )


def _most_first(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _counted(
    site: int, register: Register, report: Report, period: Period
) -> dict[str, Counter[str]]:
    """Return counts by hour since 1970, home and reason, and by how many minutes people stayed."""
    came = _came(site, register, report, period)
    parts = [_grouped(came, kind) for kind in ("hour", "home", "reason")]
    parts.append(_grouped(came, "stay", came.c.stay >= 0))
    parts.append(_grouped(came, "unseen", came.c.unseen == 1))
    parts.append(_grouped(came, "meeting", came.c.meeting.is_not(None)))
    kinds = ("hour", "home", "reason", "stay", "unseen", "meeting")
    found = {kind: Counter[str]() for kind in kinds}
    for kind, key, count in db.session.execute(union_all(*parts)):
        found[kind][key or ""] = count
    return found


def _came(site: int, register: Register, report: Report, period: Period) -> CTE:
    """Read once what happened in the period."""
    table = own(register.model).c
    came, left = table[report.came], table[report.left]
    hour = period.local(came) // HOUR_MS
    stay = (left - came) // MINUTE_MS
    reason, home = table[report.reason].label("reason"), BASE.c.room.label("home")
    # Seen leaving after all: the house's guess counts no more.
    unseen = case((table[report.unseen].is_not(None) & left.is_(None), 1), else_=0).label("unseen")
    meeting = (table[report.meeting] if report.meeting else null()).label("meeting")
    query = select(hour.label("hour"), home, reason, stay.label("stay"), unseen, meeting)
    joined = own(register.model).join(BASE, BASE.c.id == table.id)
    nothing = [name for name in _without(register, final=True) if name not in report.also]
    here = (BASE.c.site == site, BASE.c.state.not_in(nothing))
    return (
        query.select_from(joined).where(*here, came >= period.begin, came < period.end).cte("came")
    )


def _without(register: Register, *, final: bool) -> list[str]:
    """Name the states in which a record has no paper."""
    return [s.name for s in register.states if not s.paper and (s.final or not final)]


def _grouped(came: CTE, kind: str, *where: ColumnElement[bool]) -> Any:
    column = came.c[kind]
    query = select(literal(kind), cast(column, String), func.count())
    return query.where(*where).group_by(column)


def _rank(stays: Counter[str], over: int, under: int) -> int | None:
    """Return the minutes that so many of all stays are not longer than: the nearest rank."""
    wanted, seen = -(-stays.total() * over // under), 0
    for minutes in sorted(stays, key=int):
        seen += stays[minutes]
        if seen >= wanted:
            return int(minutes)
    return None


def _standing(site: int, register: Register, report: Report, now: int) -> dict[str, Any]:
    """Count who is inside and which slips are out."""
    table = own(register.model).c
    came, left, back = table[report.came], table[report.left], table[report.back]
    joined = own(register.model).join(BASE, BASE.c.id == table.id)
    here = (BASE.c.site == site, BASE.c.closed.is_(None), came.is_not(None))
    age = case(*[(came > now - most, place) for place, most in enumerate(AGES)], else_=len(AGES))
    inside = (
        select(func.count())
        .select_from(joined)
        .where(*here, left.is_(None), table[report.unseen].is_(None))
    )
    lent = (*here, back.is_(None), BASE.c.state.not_in(_without(register, final=False)))
    out = select(age, func.count()).select_from(joined).where(*lent).group_by(age)
    ages: dict[int, int] = dict(db.session.execute(out).all())
    oldest = select(BASE.c.no, BASE.c.room, came).select_from(joined).where(*lent)
    rows = db.session.execute(oldest.order_by(came).limit(OLDEST))
    return {
        "inside": db.session.scalar(inside) or 0,
        "ages": [ages.get(place, 0) for place in range(len(AGES) + 1)],
        "slips": [Slip(no or "", room or "", since) for no, room, since in rows],
    }
