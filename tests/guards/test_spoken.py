"""Each language speaks as itself: its own characters and marks, politely, with no English left."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from desk import words
from desk.demo.prompts import PROMPTS, SITE_NAME, WAITING
from desk.i18n import DEFAULT, LOCALES
from tests.guards.house import none

# The character sets of the two scripts: neither can write what only the other one has.
SCRIPTS = {"zh-Hans": "gb2312", "zh-Hant": "big5hkscs"}
OUTSIDE = re.compile("[áéíóúñÁÉÍÓÚÑ“”’…·\u2009]")  # marks that every script may use
WRONG = {
    "zh": (
        (re.compile(r"[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\.(?!\.)"), "use full-width marks"),
        (re.compile("[你妳]"), "address people as 您"),
    ),
    "es": (
        (re.compile(r"(?i)\b(tú|tu|tus|tienes|puedes|quieres|debes|vosotros)\b"), "say usted"),
        (re.compile(r"^[^¿]*\?|^[^¡]*!"), "open what you close: ¿…? ¡…!"),
        (re.compile(r"(?i)\b(ordenador|móvil|aparcar|vale,)"), "say it as all of America does"),
    ),
}
CODES = re.compile(
    r"Vestibule|PIN|QR|DEMO|CSV|XLSX|UTF-8|UTF-16|PNG|JPEG|LAN=1|/trust|Asia/Hong_Kong|GB18030|BIG5|V-L2-000118|Apprise|\w+://\S+|\{\w+\}|\b(mm|MB|A6|cw|zw|Aa|No)\b"
)
ATTRIBUTES = ("aria-label", "placeholder", "title", "alt")
VOID = frozenset(
    ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
)
SILENT = frozenset(("script", "style", "use"))


def spoken(code: str) -> Iterator[str]:
    """Return everything that a language says: its catalog, and the demonstration's words."""
    for message in words.known(LOCALES[code]).values():
        yield from words.forms(message.string)
    for said in (SITE_NAME, WAITING):
        yield said[code]
    for situation, versions in PROMPTS.items():
        assert versions.keys() == LOCALES.keys(), f"{situation} lacks a language"
        yield from versions[code]


def impolite(code: str, text: str) -> Iterator[str]:
    for pattern, advice in WRONG.get(code.split("-")[0], ()):
        if match := pattern.search(text):
            yield f"{code}: {text!r} has {match[0]!r}; {advice}"
    if code in SCRIPTS:
        try:
            OUTSIDE.sub("", text).encode(SCRIPTS[code])
        except UnicodeEncodeError as wrong:
            strange = wrong.object[wrong.start : wrong.end]
            yield f"{code}: {text!r} has {strange!r} of the other script"


@pytest.mark.parametrize("code", [code for code in LOCALES if code != DEFAULT])
def test_a_language_keeps_its_manners(code: str) -> None:
    none(fault for text in spoken(code) for fault in impolite(code, text))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh-Hans", "訪客單"),
        ("zh-Hant", "访客单"),
        ("zh-Hans", "您好,请"),
        ("zh-Hant", "你好"),
        ("es", "Tu clave"),
        ("es", "Seguro?"),
    ],
)
def test_it_hears_a_slip(code: str, text: str) -> None:
    assert list(impolite(code, text))


class Heard(HTMLParser):
    """Collect what a page shows or says aloud in its own language."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        lang = given.get("lang") or (self.open[-1][1] if self.open else "")
        if lang == self.lang(lang):
            said = {name: value for name, value in given.items() if self.says(tag, name, given)}
            self.texts += [value for value in said.values() if value]
        if tag not in VOID:
            self.open.append((tag, lang))

    def says(self, tag: str, name: str, given: Mapping[str, str | None]) -> bool:
        described = tag == "meta" and name == "content" and given.get("name") == "description"
        return name in ATTRIBUTES or name.startswith("data-word-") or described

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, lang = self.open[-1] if self.open else ("", "")
        if data.strip() and tag not in SILENT and lang == self.lang(lang):
            self.texts.append(" ".join(data.split()))

    def lang(self, own: str) -> str:
        """Return the page's language: what its first element names."""
        return self.open[0][1] if self.open else own


def heard(page: str) -> list[str]:
    listener = Heard()
    listener.feed(page)
    return listener.texts


def english(code: str, page: str, original: str) -> Iterator[str]:
    """Find what a page says in Latin letters, or still says as the English page does."""
    allowed = {str(m.id) for m in words.known(LOCALES[code]).values() if m.id == m.string}
    same = set(heard(original)) - allowed
    for text in heard(page):
        bare = CODES.sub("", text)
        if re.search("[A-Za-z]{2}", bare) and (code in SCRIPTS or text in same):
            yield f"{code}: {text!r} is English; wrap it in _() or pgettext()"


@pytest.mark.parametrize("code", [code for code in LOCALES if code != DEFAULT])
def test_no_page_is_left_in_english(code: str, built: Path) -> None:
    site = built / "site"
    pages = sorted((site / code).rglob("*.html"))
    assert pages
    faults = set()
    for path in pages:
        original = site / DEFAULT / path.relative_to(site / code)
        faults |= set(english(code, path.read_text("utf-8"), original.read_text("utf-8")))
    none(sorted(faults))


def test_it_hears_what_was_not_translated() -> None:
    page = '<html lang="{}"><img alt="Logo here"><p>{} <b lang="en">English</b></p><br>Stay</html>'
    said = page.format("es", "Hola")
    assert len(list(english("es", said, page.format("en", "Hello")))) == 2
    assert len(list(english("zh-Hans", said, said))) == 3
