"""A certificate for whoever asked: what of a record is gone, and that the journal is whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select

from desk import erasing, papers, purge
from desk.db import db
from desk.documents import ROOT, Document, UnknownDocument, page, print_page
from desk.errors import Refusal
from desk.exporting import titles
from desk.i18n import LOCALES
from desk.reference import settings
from desk.register import registers
from desk.tables import Audit, Journal, Record, Staff

PAPER = "a5"
DOCUMENT = Document("", "erasure", ROOT / "templates" / "papers" / "erasure")


def render_pdf(site: int, id: str, lang: str) -> bytes:
    """Return the certificate of an erasure, by its line in the audit; raise Refusal.

    Raises UnknownDocument for a language that nobody speaks here, or desk.press.RenderError.
    """
    if lang not in LOCALES:
        raise UnknownDocument(lang)
    line = db.session.get(Audit, id)
    if line is None or line.site != site or line.what not in (erasing.ERASED, erasing.ASKED):
        raise Refusal("not_found", 404)
    return pdf(facts(line, lang), settings(site), lang)


def facts(line: Audit, lang: str) -> dict[str, Any]:
    """Gather what the certificate says; of the person it says nothing, for nothing is left."""
    by = db.session.get(Staff, (line.site, line.op))
    past, parts = erasing.epochs(line.site), erasing.done(line)
    records = [_record(line.site, part, past, lang) for part in parts]
    names = {name for part in parts for name in fields(line.site, part["record"], lang)}
    return {
        "at": line.at,
        "by": by.name if by else line.op,
        "records": records,
        "gone": sum(part["gone"] for part in parts),
        "left": str(sum(record["left"] for record in records)),
        "people": sum(len((line.detail or {}).get(name, ())) for name in ("people", "lines")),
        "fields": [{"name": name} for name in sorted(names)],
        "sound": all(record["sound"] and not record["left"] for record in records),
    }


def _record(site: int, part: Mapping[str, Any], past: list[str], lang: str) -> dict[str, Any]:
    """Say of one record how it stood before, after, and stands now."""
    record = db.session.get(Record, part["record"])
    register = registers().get(record.reg) if record else None
    now = erasing.proof(site, part["record"], past)
    return {
        "no": (record.no if record else "") or part["record"],
        "book": _said(register.title, lang) if register else "",
        "before": _whole(part.get("before")),
        "after": _whole(part.get("after")),
        "now": _whole([now["whole"], now["entries"]]),
        "left": now["left"],
        "sound": now["sound"],
        "seq": now["seq"],
        "hash": " ".join(now["hash"][start : start + 4] for start in range(0, 16, 4)),
    }


def fields(site: int, record: str, lang: str) -> set[str]:
    """Name the kinds of value that went, from the journal's own lines."""
    row = db.session.get(Record, record)
    register = registers().get(row.reg) if row else None
    query = select(Journal.body).where(
        Journal.site == site, Journal.rec == record, Journal.t == purge.PURGED
    )
    purged = [json.loads(body or "{}")["d"]["values"] for body in db.session.scalars(query)]
    with force_locale(LOCALES[lang]):
        words = titles(register) if register else {}
    return {words.get(field, field) for values in purged for _, field in values}


def _said(word: object, lang: str) -> str:
    with force_locale(LOCALES[lang]):
        return str(word)


def _whole(counts: list[int] | None) -> str:
    return f"{counts[0]} / {counts[1]}" if counts else "–"


def pdf(known: Mapping[str, Any], setup: Mapping[str, Any], lang: str) -> bytes:
    """Print the facts for a site with these settings, in one language or two."""
    also = papers.second_language(setup, lang)
    values = {
        **known,
        "site": papers.site(setup, lang, also),
        "also": also,
        "lang": lang,
        "demo": bool(setup.get("demo")),
    }
    return print_page(DOCUMENT, page(DOCUMENT, values, setup["zone"], PAPER), PAPER)
