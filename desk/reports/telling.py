"""Put figures into a reader's words: what the page, the paper and the workbook all show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from desk.db import db
from desk.forms import outline
from desk.i18n import LOCALES
from desk.period import Period, wall
from desk.register import Register
from desk.reports import Report
from desk.reports.charts import columns
from desk.reports.figures import Figures
from desk.tables import Room
from desk.time import DAY_MS, HOUR_MS

SHOWN_DAYS = 92  # more become weeks
WEEK = 7
HOMES = 12
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Account:
    """Figures with all that their words depend on; `now` in ms UTC."""

    site: int
    register: Register
    report: Report
    period: Period
    figures: Figures
    now: int
    lang: str

    @property
    def locale(self) -> str:
        """Return the reader's locale."""
        return LOCALES[self.lang]


def told(account: Account) -> dict[str, Any]:
    """Return a report in words, with charts, in the account's language."""
    with force_locale(account.locale):
        figures, days = account.figures, account.figures.days
        return {
            "title": str(account.register.title),
            "from": day(account, account.period.first),
            "to": day(account, account.period.last),
            "made": moment(account, account.now),
            "total": number(account, figures.total),
            "per_day": number(account, round(figures.total / len(days), 1)),
            "stays": number(account, figures.stays),
            "median": length(figures.median),
            "ninety": length(figures.ninety),
            "unseen": number(account, figures.unseen),
            "inside": number(account, figures.inside),
            "out": number(account, sum(figures.ages)),
            "weekly": len(days) > SHOWN_DAYS,
            "days": chart(_spans(account)),
            "hours": chart([(f"{hour:02}:00", count) for hour, count in enumerate(figures.hours)]),
            "reasons": bars(reasons(account)),
            "meetings": bars(list(figures.meetings.items())),
            "homes": bars(homes(account)[:HOMES]),
            "more_homes": max(0, len(figures.homes) - HOMES),
            "ages": bars(list(zip(ages(), figures.ages, strict=True))),
            "slips": slips(account),
        }


def _spans(account: Account) -> list[tuple[str, int]]:
    """Return the days, or where they are many, the weeks from the first day on."""
    counts = list(account.figures.days.items())
    size = WEEK if len(counts) > SHOWN_DAYS else 1
    pieces = [counts[start : start + size] for start in range(0, len(counts), size)]
    return [(day(account, piece[0][0]), sum(count for _, count in piece)) for piece in pieces]


def chart(rows: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Return a chart of columns with its table."""
    counts = [count for _, count in rows]
    return {
        "path": columns(counts),
        "most": max(counts, default=0),
        "first": rows[0][0],
        "last": rows[-1][0],
        "rows": [{"name": name, "count": count} for name, count in rows],
    }


def bars(rows: Sequence[tuple[str, int]]) -> Rows:
    """Return rows that are drawn as bars; the longest is 100 wide."""
    most = max((count for _, count in rows), default=0) or 1
    return [{"name": name, "count": n, "part": round(100 * n / most)} for name, n in rows]


def reasons(account: Account) -> list[tuple[str, int]]:
    """Name the reasons that people gave."""
    fields = {field.name: field for field in outline(account.register.form)}
    choices: Any = getattr(fields[account.report.reason], "choices", ())
    words = {value: str(word) for value, word in choices}
    counts = account.figures.reasons
    return [(words.get(value, value) or _("not said"), n) for value, n in counts.items()]


def homes(account: Account) -> list[tuple[str, int]]:
    """Name the rooms that people went to."""
    names = room_names(account.site)
    counts = account.figures.homes
    return [(names.get(id, id) or _("not said"), n) for id, n in counts.items()]


def room_names(site: int) -> Mapping[str, str]:
    """Return every room's name by its id."""
    return dict(db.session.execute(select(Room.id, Room.name).where(Room.site == site)).all())


def ages() -> list[str]:
    """Name how long slips have been out."""
    return [
        _("up to 12 hours"),
        _("12 to 24 hours"),
        _("1 to 3 days"),
        _("3 to 7 days"),
        _("longer than 7 days"),
    ]


def slips(account: Account) -> Rows:
    """List the slips that have been out the longest."""
    names = room_names(account.site)
    return [
        {
            "no": slip.no,
            "room": names.get(slip.room, slip.room),
            "since": moment(account, slip.since),
            "age": age(account.now - slip.since),
        }
        for slip in account.figures.slips
    ]


def length(minutes: int | None) -> str:
    """Write a stay, in hours and minutes."""
    if minutes is None:
        return "–"
    hours, rest = divmod(minutes, 60)
    if hours:
        return str(_("%(hours)s h %(minutes)s min", hours=hours, minutes=rest))
    return str(_("%(minutes)s min", minutes=rest))


def age(ms: int) -> str:
    """Write how long something has been out."""
    days, rest = divmod(max(ms, 0), DAY_MS)
    if days:
        return str(_("%(days)s d %(hours)s h", days=days, hours=rest // HOUR_MS))
    return length(rest // 60_000)


def day(account: Account, which: date) -> str:
    """Write a day."""
    return str(format_date(which, "medium", locale=account.locale))


def moment(account: Account, at: int) -> str:
    """Write a moment by the site's clock."""
    there = wall(at, account.period.zone)
    return str(format_datetime(there, _("d MMM y, HH:mm"), locale=account.locale))


def number(account: Account, value: float) -> str:
    """Write a number as the language groups it."""
    return str(format_decimal(value, locale=account.locale))
