"""Find the documents of all registers, build them once per language, fill and print them.

A document is a folder `documents/<name>/` of a register: template.html, <name>.css, sample.json
and the expected HTML. WeasyPrint itself lives in `desk/render_worker.py`, a process of its own.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel.dates import get_month_names
from flask import current_app
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from jinja2 import ChoiceLoader, FileSystemLoader

from desk import bind
from desk.assets import PASS_STYLES
from desk.i18n import LOCALES
from desk.papers import SIZES, Surroundings, Wish, scope
from desk.press import press
from desk.qr import qr

ROOT = Path(__file__).resolve().parent.parent
REGISTERS = ROOT / "blueprints" / "registers"


class UnknownDocument(LookupError):
    """No register has such a document, or there is no such paper or language."""


@dataclass(frozen=True)
class Document:
    """A folder that says what one kind of paper looks like."""

    register: str
    name: str
    folder: Path

    @property
    def css(self) -> str:
        """Return the house's paper styles and the document's own."""
        shared = [ROOT / "static" / "css" / name for name in PASS_STYLES]
        styles = [*shared, self.folder / f"{self.name}.css"]
        return "".join(path.read_text(encoding="utf-8") for path in styles)

    @property
    def papers(self) -> list[str]:
        """Return the sizes it is made for, the usual one first."""
        found: list[str] = self.sample["papers"]
        return found

    @property
    def sample(self) -> dict[str, Any]:
        """Return the record and surroundings that tests and rulers print."""
        found: dict[str, Any] = json.loads((self.folder / "sample.json").read_text("utf-8"))
        return found


@cache
def documents() -> dict[tuple[str, str], Document]:
    """Find every document by its register and name."""
    found = (
        Document(path.parents[2].name, path.parent.name, path.parent)
        for path in sorted(REGISTERS.glob("*/documents/*/template.html"))
    )
    return {(document.register, document.name): document for document in found}


def document_of(register: str, name: str) -> Document:
    """Return one document. Raises UnknownDocument."""
    try:
        return documents()[register, name]
    except KeyError:
        raise UnknownDocument(f"{register}/{name}") from None


def in_languages(phrase: object) -> list[tuple[str, str]]:
    """Return a lazy text in every language, for the one that stands beside the bearer's."""
    spoken = []
    for code, locale in LOCALES.items():
        with force_locale(locale):
            spoken.append((code, str(phrase)))
    return spoken


def months(lang: str) -> str:
    """Return the short names of the months, joined by commas."""
    names = get_month_names("abbreviated", "format", LOCALES[lang])
    return ",".join(names[number] for number in range(1, 13))


def built(document: Document, lang: str) -> str:
    """Return a document's markup in a language, with binder attributes and no data."""
    folders = [str(document.folder), str(ROOT / "templates")]
    env = current_app.jinja_env.overlay(
        loader=ChoiceLoader([FileSystemLoader(folders)]), trim_blocks=True, lstrip_blocks=True
    )
    with force_locale(LOCALES[lang]):
        return env.get_template("template.html").render(
            document=document, lang=lang, months=months(lang), in_languages=in_languages, _l=_l
        )


@lru_cache(64)
def _kept(document: Document, lang: str) -> str:
    """Build once per language; templates do not change under a running process."""
    return built(document, lang)


def page(document: Document, values: Mapping[str, Any], zone: str, paper: str) -> str:
    """Return a filled document as a whole page. Raises UnknownDocument for size or language."""
    lang = values["lang"]
    if paper not in document.papers or lang not in LOCALES:
        raise UnknownDocument(f"{paper}/{lang}")
    body = f'<html lang="{lang}"><body class="on-{paper}">{_kept(document, lang)}<i id="end"></i>'
    root = bind.parse(body)
    bind.fill(root, values, bind.Ports(zone, qr))
    return bind.markup(root)


def print_page(document: Document, html: str, paper: str) -> bytes:
    """Return a filled page as PDF. Raises desk.press.RenderError."""
    width, height = SIZES[paper]
    return press.render(html, document.css + "body{margin:0}", width, height)


def sample_page(document: Document, lang: str, paper: str) -> str:
    """Return a document filled with its own sample."""
    record, around = document.sample["record"], document.sample["around"]
    values = scope(record, Surroundings(**around), Wish(lang))
    return page(document, values, around["settings"]["zone"], paper)


def templates(document: Document) -> Iterator[tuple[str, str]]:
    """Return the markup in every language, for a page that prints without the server."""
    return ((lang, _kept(document, lang)) for lang in LOCALES)
