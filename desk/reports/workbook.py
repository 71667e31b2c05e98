"""A report as a workbook: every day and every home, not only what fits on a page."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import force_locale
from flask_babel import gettext as _

from desk.reports.telling import Account, ages, homes, reasons, told
from desk.sheets import Cell

Sheet = tuple[str, list[list[Cell]]]


def sheets(account: Account) -> list[Sheet]:
    """Return the sheets by their titles, each with its headings first."""
    said, figures = told(account), account.figures
    with force_locale(account.locale):
        ages_now = zip(ages(), figures.ages, strict=True)
        days = [(str(day), count) for day, count in figures.days.items()]
        hours = [(row["name"], row["count"]) for row in said["hours"]["rows"]]
        return [
            (_("Report"), [[said["title"], ""], *_facts(account)]),
            _counts(_("By day"), _("Day"), _("Visits"), days),
            _counts(_("By hour"), _("Hour"), _("Visits"), hours),
            _counts(_("By purpose"), _("Purpose"), _("Visits"), reasons(account)),
            _counts(_("By home"), _("Room"), _("Visits"), homes(account)),
            _counts(_("Meeting rooms"), _("Room"), _("Visits"), figures.meetings.items()),
            _counts(_("Slips out"), _("Out for"), _("Slips"), ages_now),
            (
                _("The oldest"),
                [[_("Number"), _("Room"), _("Since"), _("Out for")], *_oldest(said["slips"])],
            ),
        ]


def _facts(account: Account) -> list[list[Cell]]:
    """Return the numbers that stand above all."""
    figures = account.figures
    return [
        [_("First day"), str(account.period.first)],
        [_("Last day"), str(account.period.last)],
        [_("Visits"), figures.total],
        [_("Half of the visits last at most (minutes)"), figures.median],
        [_("Nine in ten last at most (minutes)"), figures.ninety],
        [_("Closed automatically, not seen leaving"), figures.unseen],
        [_("Inside now"), figures.inside],
        [_("Slips out"), sum(figures.ages)],
    ]


def _counts(title: str, name: str, count: str, rows: Iterable[tuple[str, int]]) -> Sheet:
    found: list[list[Cell]] = [[one, number] for one, number in rows]
    return title, [[name, count], *found]


def _oldest(slips: Iterable[dict[str, str]]) -> list[list[Cell]]:
    return [[slip["no"], slip["room"], slip["since"], slip["age"]] for slip in slips]
