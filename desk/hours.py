"""Turn a weekly timetable in the site's zone into intervals in UTC."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.settings import DAYS

AHEAD = 90  # days

Week = Mapping[str, list[list[str]]]
Spans = list[list[int]]


def intervals(
    week: Week, holidays: Collection[str], zone: str, first: date, days: int = AHEAD
) -> dict[str, Spans]:
    """Return `{day: [[from, to], …]}` in ms UTC; a closed day has an empty list."""
    found: dict[str, Spans] = {}
    for offset in range(days):
        day = first + timedelta(days=offset)
        closed = day.isoformat() in holidays
        spans = [] if closed else week.get(DAYS[day.weekday()], [])
        found[day.isoformat()] = [[moment(day, at, zone) for at in span] for span in spans]
    return found


def moment(day: date, at: str, zone: str) -> int:
    """Return the ms UTC of HH:MM on a day; 24:00 is the next midnight."""
    hour, minute = map(int, at.split(":"))
    start = day + timedelta(days=hour // 24)
    local = datetime.combine(start, time(hour % 24, minute), ZoneInfo(zone))
    return int(local.astimezone(UTC).timestamp()) * 1000


def today(now: int, zone: str) -> date:
    """Return the day that it is at a site at `now` (ms UTC)."""
    return datetime.fromtimestamp(now // 1000, ZoneInfo(zone)).date()
