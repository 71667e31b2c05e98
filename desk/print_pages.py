"""Render the pages that print without the server: one per document and language, and a ruler."""

from collections.abc import Iterator

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from desk.documents import Document, documents, in_languages, templates
from desk.i18n import LOCALES
from desk.pages import Page, Site, render_page

PAPER_WORDS = {"roll80": _l("80 mm roll"), "a6": _l("A6 sheet")}


def render(site: Site) -> Iterator[tuple[str, str]]:
    """Return every print page as (path of the file, text)."""
    for lang, locale in LOCALES.items():
        with force_locale(locale):
            for page in (*map(document_page, documents().values()), RULER):
                yield f"{lang}/{page.url}index.html", render_page(site, page, lang)


def document_page(document: Document) -> Page:
    """Name the page that prints one document, with its markup in every language."""
    context = {
        "document": document,
        "papers": list(templates(document)),
        "paper_words": PAPER_WORDS,
        "in_languages": in_languages,
        "_l": _l,
    }
    url = f"print/{document.register}/{document.name}/"
    return Page(url, ("print/document.html",), context)


RULER = Page("print/test/", ("print/ruler.html",), {"paper_words": PAPER_WORDS})
