"""A report on one sheet of A4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk import papers
from desk.documents import ROOT, Document, page, print_page
from desk.reference import settings
from desk.reports.telling import Account, told

PAPER = "a4"
OLDEST = 6  # slips that fit
DOCUMENT = Document("", "report", ROOT / "templates" / "papers" / "report")


def render_pdf(account: Account) -> bytes:
    """Print a report in its language; raise desk.press.RenderError."""
    return pdf(told(account), settings(account.site), account.lang)


def pdf(said: Mapping[str, Any], known: Mapping[str, Any], lang: str) -> bytes:
    """Print what a report says for a site with these settings."""
    values = {
        **said,
        "slips": said["slips"][:OLDEST],
        "site": papers.site(known, lang, ""),
        "also": "",
        "lang": lang,
        "demo": bool(known.get("demo")),
    }
    return print_page(DOCUMENT, page(DOCUMENT, values, known["zone"], PAPER), PAPER)
