"""The checkpoint on paper: two people sign where the journal stood, out of the server's reach.

Whoever rewrites the journal, keys and all, cannot rewrite the sheet in the drawer (offline.md D14).
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select

from desk import checkpoint, keys, papers
from desk.db import db
from desk.documents import ROOT, Document, UnknownDocument, page, print_page
from desk.i18n import LOCALES
from desk.reference import settings
from desk.register import registers
from desk.tables import Journal, Site
from desk.time import now_ms

PAPER = "a5"
DOCUMENT = Document("", "checkpoint", ROOT / "templates" / "papers" / "checkpoint")


def render_pdf(site: int, lang: str = "") -> bytes:
    """Return a site's checkpoint of this moment as PDF.

    Raises UnknownDocument for a language that nobody speaks here, or desk.press.RenderError.
    """
    known = settings(site)
    row = db.session.get_one(Site, site, populate_existing=True)
    facts = {"at": now_ms(), "mark": keys.fingerprint(keys.server_public()), "counts": counts(row)}
    lang = lang or known["paper_languages"][0]
    return pdf({**facts, "note": checkpoint.note(checkpoint.head(row))}, known, lang)


def pdf(facts: Mapping[str, Any], known: Mapping[str, Any], lang: str) -> bytes:
    """Print facts for a site with these settings."""
    if lang not in LOCALES:
        raise UnknownDocument(lang)
    html = page(DOCUMENT, scope(facts, known, lang), known["zone"], PAPER)
    return print_page(DOCUMENT, html, PAPER)


def scope(facts: Mapping[str, Any], known: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return the values that the paper is filled with."""
    also = papers.second_language(known, lang)
    origin, _epoch, seq, head, *_ = facts["note"].split("\n")
    seal = keys.grouped(keys.unb64(head).hex()).split(" ")
    where = f"--site {origin.rpartition('/')[2]} --against '{seq}:{' '.join(seal[:4])}'"
    return {
        "at": facts["at"],
        "seq": seq,
        "seal": seal,
        "mark": facts["mark"],
        "counts": named(facts["counts"], lang, also),
        "command": f"flask journal verify {where}",
        "qr": facts["note"],
        "site": papers.site(known, lang, also),
        "also": also,
        "lang": lang,
        "demo": bool(known.get("demo")),
    }


def counts(site: Site) -> dict[str, int]:
    """Count a journal's rows by register; under no name those of the house itself."""
    query = select(Journal.t, func.count()).where(Journal.site == site.id, Journal.seq <= site.seq)
    found = dict.fromkeys([*registers(), ""], 0)
    for kind, count in db.session.execute(query.group_by(Journal.t)):
        register = kind.partition(".")[0]
        found[register if register in registers() else ""] += count
    return found


def named(found: Mapping[str, int], lang: str, also: str) -> list[dict[str, Any]]:
    """Put names to counts, in one language or two."""
    rows = []
    for register, count in found.items():
        name, name_also = (_title(register, each) if each else "" for each in (lang, also))
        beside = "" if name_also == name else name_also
        rows.append({"name": name, "name_also": beside, "count": count})
    return rows


def _title(register: str, lang: str) -> str:
    with force_locale(LOCALES[lang]):
        return str(registers()[register].title) if register else _("The house itself")
