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
from desk.forms import outline
from desk.i18n import LOCALES
from desk.reference import settings
from desk.register import Register, registers
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
    if line is None or line.site != site or line.what != erasing.ERASED:
        raise Refusal("not_found", 404)
    return pdf(facts(line, lang), settings(site), lang)


def facts(line: Audit, lang: str) -> dict[str, Any]:
    """Gather what the certificate says; of the person it says nothing, for nothing is left."""
    said: Mapping[str, Any] = line.detail or {}
    record = db.session.get(Record, said["record"])
    by = db.session.get(Staff, (line.site, line.op))
    now = erasing.proof(line.site, said["record"], erasing.epochs(line.site))
    register = registers().get(record.reg) if record else None
    return {
        "no": (record.no if record else "") or said["record"],
        "book": _said(register.title, lang) if register else "",
        "at": line.at,
        "by": by.name if by else line.op,
        "gone": said["gone"],
        "fields": [{"name": name} for name in fields(line.site, said["record"], register, lang)],
        "before": _whole(said.get("before")),
        "after": _whole(said.get("after")),
        "now": _whole([now["whole"], now["entries"]]),
        "left": str(now["left"]),
        "sound": now["sound"] and not now["left"],
        "seq": now["seq"],
        "hash": " ".join(now["hash"][start : start + 4] for start in range(0, 16, 4)),
    }


def fields(site: int, record: str, register: Register | None, lang: str) -> list[str]:
    """Name the kinds of value that went, from the journal's own lines."""
    query = select(Journal.body).where(
        Journal.site == site, Journal.rec == record, Journal.t == purge.PURGED
    )
    purged = [json.loads(body or "{}")["d"]["values"] for body in db.session.scalars(query)]
    forms = [action.form for action in register.table.values() if action.form] if register else []
    labels = {f.name: f.label.text for form in reversed(forms) for f in outline(form)}
    return sorted(
        {_said(labels.get(field, field), lang) for values in purged for _, field in values}
    )


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
