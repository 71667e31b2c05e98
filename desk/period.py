"""Days that a person names, as moments: by the clock of the site, whatever it does in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, literal

from desk.errors import Refusal
from desk.hours import moment
from desk.time import DAY_MS

MOST_DAYS = 3660
DAY = timedelta(days=1)
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included, in a zone."""

    first: date
    last: date
    zone: str

    @property
    def begin(self) -> int:
        """Return the first moment, in ms UTC."""
        return moment(self.first, "00:00", self.zone)

    @property
    def end(self) -> int:
        """Return the first moment after it, in ms UTC."""
        return moment(self.last + DAY, "00:00", self.zone)

    @property
    def days(self) -> list[date]:
        """List its days."""
        return [self.first + n * DAY for n in range((self.last - self.first).days + 1)]

    def local(self, at: ColumnElement[int]) -> ColumnElement[int]:
        """Return a moment's time as ms of the wall clock, for SQL that knows no zones."""
        spans = list(self.offsets())
        past = [(at < begin, offset) for (_, offset), (begin, _) in pairwise(spans)]
        return at + (case(*past, else_=spans[-1][1]) if past else literal(spans[-1][1]))

    def offsets(self) -> Iterator[tuple[int, int]]:
        """Yield since when (ms UTC) the wall clock was how far ahead (ms)."""
        known: int | None = None
        for at in range(self.begin, self.end, DAY_MS):
            offset = ahead(at, self.zone)
            if known is None:
                yield at, offset
            elif offset != known:
                yield turn(at - DAY_MS, at, self.zone), offset
            known = offset
        if known is not None and (offset := ahead(self.end - 1, self.zone)) != known:
            yield turn(max(self.begin, self.end - DAY_MS), self.end - 1, self.zone), offset


def ahead(at: int, zone: str) -> int:
    """Return how far the wall clock is ahead of UTC at a moment, in ms."""
    offset = datetime.fromtimestamp(at // 1000, ZoneInfo(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds()) * 1000


def turn(before: int, after: int, zone: str) -> int:
    """Find the second between two moments from which the clock is as at the later; ms UTC."""
    new = ahead(after, zone)
    low, high = before // 1000, after // 1000
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if ahead(middle * 1000, zone) == new else (middle, high)
    return high * 1000


def wall(at: int, zone: str) -> datetime:
    """Return a moment in ms UTC as the wall clock shows it, without a zone, to the minute."""
    there = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)).astimezone(
        ZoneInfo(zone)
    )
    return there.replace(tzinfo=None, second=0, microsecond=0)


def read(first: str, last: str, zone: str) -> Period:
    """Read two days written YYYY-MM-DD; raise Refusal naming the field."""
    begin, end = _day("from", first), _day("to", last)
    if end < begin or (end - begin).days >= MOST_DAYS:
        raise Refusal("invalid", 400, field="to")
    return Period(begin, end, zone)


def _day(field: str, given: str) -> date:
    try:
        found = date.fromisoformat(given)
    except ValueError as fault:
        raise Refusal("invalid", 400, field=field) from fault
    if not 1990 <= found.year <= 2100:
        raise Refusal("invalid", 400, field=field)
    return found
