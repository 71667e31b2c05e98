"""Whether a pass holds at a moment; its twin is static/js/models/passes.js.

Both run on tests/vectors/passes.json.
A register whose records are passes has the fields `from_day`, `to_day` (empty: that day alone),
`weekdays` ("mon,fri"; empty: every day), `allowed_at` (a supervisor let it hold on that day, once)
and `used_at`; a single-use one that was used is in the state `arrived`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from desk.conditions import Scalar
from desk.effects import Record
from desk.hours import today
from desk.settings import DAYS

Verdict = Literal["good", "used", "cancelled", "early", "over", "other_day"]
VOID = ("cancelled", "taken_back")
FLAG = "pass_invalid"


def verdict(record: Record, at: int, zone: str) -> Verdict:
    """Tell whether a pass holds at `at` (ms UTC), by the site's days, or why not."""
    fields = record["f"]
    day = today(at, zone)
    if record["state"] in VOID:
        return "cancelled"
    if _allowed(fields, day, zone):
        return "good"
    if record["state"] == "arrived":
        return "used"
    return _by_day(fields, day)


def _by_day(fields: Mapping[str, Scalar], day: date) -> Verdict:
    first = str(fields.get("from_day") or "")
    last = str(fields.get("to_day") or first)
    weekdays = str(fields.get("weekdays") or "")
    if day.isoformat() < first:
        return "early"
    if day.isoformat() > last:
        return "over"
    if weekdays and DAYS[day.weekday()] not in weekdays.split(","):
        return "other_day"
    return "good"


def _allowed(fields: Mapping[str, Scalar], day: date, zone: str) -> bool:
    """Tell whether somebody let it hold on this day, and it was not used since."""
    allowed, used = fields.get("allowed_at"), fields.get("used_at")
    if not isinstance(allowed, int) or today(allowed, zone) != day:
        return False
    return not (isinstance(used, int) and used >= allowed)
