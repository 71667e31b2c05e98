"""A home's sheet: who may come in, what it asks; for the drawer, in four languages."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import date
from itertools import pairwise
from typing import Any

from babel.dates import format_date, get_day_names
from flask_babel import force_locale
from flask_babel import gettext as _

from desk import admission, blobs, papers, picture
from desk.db import db
from desk.documents import ROOT, Document, UnknownDocument, page, print_page
from desk.i18n import LOCALES
from desk.reference import settings
from desk.tables import Household, Permission, Room
from desk.time import now_ms

PAPERS = ("a5", "a4")
DOCUMENT = Document("", "household", ROOT / "templates" / "papers" / "household")


def render_pdf(site: int, room: str, lang: str = "", paper: str = "") -> bytes:
    """Return what a home says today as PDF.

    Raises UnknownDocument for a room, language or paper that is not known here, or RenderError.
    """
    home, known = db.session.get(Room, (site, room)), settings(site)
    lang, paper = lang or known["paper_languages"][0], paper or PAPERS[0]
    if home is None or home.deleted or lang not in LOCALES or paper not in PAPERS:
        raise UnknownDocument(room)
    also = papers.second_language(known, lang)
    today = admission.this_day(site)
    facts = {
        "room": home.name,
        "at": now_ms(),
        "people": [person(row, lang) for row in permitted(site, room, today)],
        **wishes(db.session.get(Household, (site, room)), today, lang),
        "site": papers.site(known, lang, also),
        "also": also,
        "lang": lang,
        "demo": bool(known.get("demo")),
    }
    return print_page(DOCUMENT, page(DOCUMENT, facts, known["zone"], paper), paper)


def permitted(site: int, room: str, today: str) -> list[Permission]:
    """Return whom a home lets in, those whose time is over left out."""
    rows = [row for row in admission.standing(site, Permission) if row.room == room]
    return [row for row in rows if not row.until or row.until >= today]


def person(row: Permission, lang: str) -> dict[str, Any]:
    """Return a line of the sheet."""
    return {
        "name": row.name,
        "relation": row.relation,
        "when": when(row, lang),
        "since": spelt(row.since, lang),
        "until": spelt(row.until, lang),
        "collects": row.collects,
        "note": row.note,
        "photo": photo(row),
    }


def photo(row: Permission) -> str:
    """Return a permission's photo as an address that holds it; empty for none that has come."""
    found = picture.read(row.photo or "")
    data = blobs.whole(row.site, found.id) if found else b""
    whole = found is not None and hashlib.sha256(data).digest() == found.digest
    return f"data:image/{found.kind};base64,{b64encode(data).decode()}" if found and whole else ""


def wishes(row: Household | None, today: str, lang: str) -> dict[str, Any]:
    """Return what a home asks of the desk; an absence that is over is none."""
    if row is None or row.deleted:
        return {}
    away = bool(row.away_from) and (not row.away_until or row.away_until >= today)
    return {
        "call_first": row.call_first,
        "away": when(row, lang) if away else "",
        "quiet_from": row.quiet_from,
        "collectors": row.collectors,
        "words": row.words,
    }


def when(row: Permission | Household, lang: str) -> str:
    """Say on which days and at what hours, or from when to when."""
    if isinstance(row, Household):
        ends = [spelt(row.away_from, lang), spelt(row.away_until, lang)]
        return "–".join(ends) if any(ends) else ""
    hours = f"{row.opens}–{row.closes}" if row.opens or row.closes else ""
    return " ".join(part for part in (weekdays(row.days, lang), hours) if part)


def weekdays(days: str, lang: str) -> str:
    """Say days as ranges: 12345 is Mon–Fri, 135 is Mon, Wed, Fri."""
    with force_locale(LOCALES[lang]):
        if not days:
            return str(_("every day"))
    names = get_day_names("abbreviated", locale=LOCALES[lang])
    numbers = [int(one) - 1 for one in days]
    runs = [[numbers[0]]]
    for before, after in pairwise(numbers):
        if after == before + 1:
            runs[-1].append(after)
        else:
            runs.append([after])
    return ", ".join(
        f"{names[run[0]]}–{names[run[-1]]}" if len(run) > 2 else ", ".join(names[n] for n in run)
        for run in runs
    )


def spelt(day: str, lang: str) -> str:
    """Return a day as it is written in a language; empty for none."""
    return format_date(date.fromisoformat(day), "medium", LOCALES[lang]) if day else ""
