"""Tell the time, and say what a tablet's clock must have meant."""

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

MINUTE_MS = 60_000
HOUR_MS = 3_600_000
DAY_MS = 86_400_000
# An offset older than this says nothing about a clock that drifts (offline.md D7).
OFFSET_TRUSTED_SECONDS = 7 * 86_400
SKEW_MS = 5 * MINUTE_MS
LATE_MS = 7 * DAY_MS
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


def now_ms() -> int:
    """Return the time in milliseconds UTC."""
    return time.time_ns() // 1_000_000


def iso(at: int) -> str:
    """Write milliseconds UTC as `2026-11-22T02:44:59.332Z`."""
    moment = _EPOCH + timedelta(milliseconds=at)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_iso(text: str) -> int:
    """Read `2026-11-22T02:44:59.332Z` as milliseconds UTC; raise ValueError on any other form."""
    if not _ISO.fullmatch(text):
        raise ValueError("not a time in milliseconds UTC")
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(milliseconds=1)


def adjusted(at: int, off: int, offage: int, recv: int) -> int:
    """Return when it happened by the server's clock: never later than it was received.

    Nor before 1970: what a clock can be set to must not be more than arithmetic can bear.
    """
    return max(0, min(at + off if offage < OFFSET_TRUSTED_SECONDS else at, recv))


def happened(body: Mapping[str, Any], recv: int) -> int:
    """Return when an entry happened, by its body and by when it was received; in ms."""
    if "off" not in body:  # the server's own
        return recv
    return adjusted(parse_iso(body["at"]), body["off"], body["offage"], recv)


def clock_flags(at: int, off: int, offage: int, recv: int) -> set[str]:
    """Name what is odd about an entry's time: `clock` (5 min off or ahead), `late` (7 days)."""
    flags = set()
    happened = at + off if offage < OFFSET_TRUSTED_SECONDS else at
    if abs(off) > SKEW_MS or happened - recv > SKEW_MS:
        flags.add("clock")
    if recv - happened > LATE_MS:
        flags.add("late")
    return flags
