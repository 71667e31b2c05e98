"""The built pages, read without a browser: named, labelled, linked, bound, and nothing inline."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5

from desk.i18n import NAMES
from tests.guards.house import ROOT, none

BINDER = re.compile(r"data-(text|time|qr|state|if|unless|each|is|format|months|attr-[a-z-]+)$")
BARRED = re.compile(r"data-attr-(on|style$|srcdoc$)")
TYPED = {"text", "search", "password", "tel", "email", "url", "number", ""}
SILENT = {"hidden", "submit", "button"}
SERVED = ("/api/", "/trust")  # what the server answers itself
LINKS = ("href", "data-next", "data-print", "data-home", "data-back")


@dataclass(frozen=True)
class Page:
    """One page of the build."""

    name: str
    root: Element

    @cached_property
    def parents(self) -> dict[Element, Element]:
        """Return what each element lies in."""
        return {child: parent for parent in self.root.iter() for child in parent}

    def around(self, element: Element) -> Iterator[Element]:
        """Return the element and what it lies in, from the inside out."""
        at: Element | None = element
        while at is not None:
            yield at
            at = self.parents.get(at)

    @property
    def lang(self) -> str:
        """Return the language of the page."""
        return self.root.get("lang", "")


def read(name: str, text: str) -> Page:
    return Page(name, tinyhtml5.parse(text, namespace_html_elements=False))


def said(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def apart(page: Page, element: Element) -> bool:
    """Tell whether an element shows only when something calls for it."""
    return any(
        one.tag in {"dialog", "template"} or "hidden" in one.attrib for one in page.around(element)
    )


def twice(page: Page) -> Iterator[str]:
    found = Counter(one.get("id") for one in page.root.iter() if one.get("id"))
    yield from (f"the id {id} is there {count} times" for id, count in found.items() if count > 1)


def untitled(page: Page) -> Iterator[str]:
    if not page.lang:
        yield "it does not say its language"
    if not said(page.root.find("head/title")):
        yield "it has no title"
    heads = [said(one) for one in page.root.iter("h1") if not apart(page, one)]
    if len(heads) != 1 or not heads[0]:
        yield f"it has not one heading but {heads}"


def labels(page: Page, element: Element) -> Iterator[Element | str | None]:
    named = {one.get("id"): one for one in page.root.iter() if one.get("id")}
    yield element.get("aria-label", "")
    yield from (named.get(id) for id in element.get("aria-labelledby", "").split())
    yield from (one for one in page.around(element) if one.tag == "label")
    if element.get("id"):
        yield from (one for one in page.root.iter("label") if one.get("for") == element.get("id"))


def unlabelled(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        if element.tag not in {"input", "select", "textarea"} or element.get("type") in SILENT:
            continue
        if not any(one if isinstance(one, str) else said(one) for one in labels(page, element)):
            yield f"{element.tag} {element.get('name') or element.get('id')} has no label"
    for element in (*page.root.iter("button"), *page.root.iter("a")):
        bound = any("data-text" in one.attrib for one in element.iter())
        if not (bound or said(element) or element.get("aria-label")):
            yield f"{element.tag} {element.attrib} says nothing"


def remembered(page: Page) -> Iterator[str]:
    """Find what a browser would offer to the next person at the desk."""
    for element in page.root.iter():
        typed = element.tag == "input" and element.get("type", "") in TYPED
        if not typed and element.tag != "textarea":
            continue
        if all(one.get("autocomplete") != "off" for one in page.around(element)):
            yield f"{element.get('name') or element.get('id')} wants autocomplete=off"


def inline(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        data = element.get("type") == "application/json"
        if element.tag == "style" or (element.tag == "script" and not element.get("src", data)):
            yield f"inline {element.tag}"
        for name in element.attrib:
            if name == "style" or name.startswith("on"):
                yield f"{element.tag} has {name}="


def pictures(page: Page) -> Iterator[str]:
    for element in page.root.iter("img"):
        if "alt" not in element.attrib:
            yield f"img {element.get('src')} has no alt"
    for element in page.root.iter():
        if element.tag.rpartition("}")[2] != "svg":
            continue
        quiet = any(one.get("aria-hidden") == "true" for one in page.around(element))
        paper = any("paper" in one.get("class", "").split() for one in page.around(element))
        if not (quiet or paper or (element.get("role") == "img" and element.get("aria-label"))):
            yield f"svg {element.attrib} is neither hidden nor named"


def misbound(page: Page) -> Iterator[str]:
    for element in page.root.iter():
        yield from (f"{name} may not be bound" for name in element.attrib if BARRED.match(name))
        inside = page.parents.get(element)
        if "data-is" in element.attrib and (inside is None or "data-state" not in inside.attrib):
            yield f"data-is={element.get('data-is')} is not directly in a data-state"
        row = element.tag == "template" and inside is not None and "data-each" in inside.attrib
        if row and len(element) != 1:
            yield f"a row's template holds {len(element)} elements"
        if "data-each" in element.attrib and not any(one.tag == "template" for one in element):
            yield f"data-each={element.get('data-each')} has no template of its own"


CHECKS = (twice, untitled, unlabelled, remembered, inline, pictures, misbound)


@pytest.fixture(scope="module")
def site(built: Path) -> Path:
    """Return the folder of the built pages."""
    return built / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Page]:
    """Read every page once."""
    found = sorted(site.rglob("*.html"))
    return [read(path.relative_to(site).as_posix(), path.read_text("utf-8")) for path in found]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_pages_are_whole(pages: list[Page], check: Callable[[Page], Iterator[str]]) -> None:
    assert len(pages) > len(NAMES)
    none(f"{page.name}: {fault}" for page in pages for fault in check(page))


def test_pages_say_their_own_language(pages: list[Page]) -> None:
    for page in pages:
        folder = page.name.split("/")[0]
        assert page.lang == (folder if folder in NAMES else "en"), page.name


def astray(page: Page, built: set[str]) -> Iterator[str]:
    for element in page.root.iter():
        for name in LINKS:
            path = element.get(name, "#").partition("#")[0]
            if path and not path.startswith(SERVED) and path not in built:
                yield f"{element.tag} {name}={path} leads nowhere"


def test_links_lead_to_built_pages(pages: list[Page], site: Path) -> None:
    built = set(json.loads((site / "version.json").read_text())["files"])
    none(f"{page.name}: {fault}" for page in pages for fault in astray(page, built))


def unread(page: Page, sources: str) -> Iterator[str]:
    for element in page.root.iter():
        for name in element.attrib:
            if not name.startswith("data-") or BINDER.match(name):
                continue
            short = name.removeprefix("data-")
            if short.startswith("word-"):
                continue  # helpers/words.js puts the name together
            camel = re.sub("-([a-z])", lambda sign: sign[1].upper(), short)
            if not re.search(rf"\b({re.escape(short)}|{camel})\b", sources):
                yield f"nothing reads {name}"


def test_every_mark_is_read_by_something(pages: list[Page]) -> None:
    files = [*ROOT.glob("static/**/*.js"), *ROOT.glob("static/css/*.css")]
    files += ROOT.glob("blueprints/registers/*/*.js")
    sources = "\n".join(path.read_text("utf-8") for path in sorted(files))
    none({f"{page.name}: {fault}" for page in pages for fault in unread(page, sources)})


BAD = {
    "twice": '<p id="a"></p><p id="a"></p>',
    "untitled": "<h1>One</h1><h1>Two</h1>",
    "unlabelled": '<input name="a">',
    "remembered": '<label>Name <input name="name"></label>',
    "inline": '<p style="margin: 0">',
    "pictures": "<img src='/a.png'>",
    "misbound": '<ul data-each="rows"><template><li></li><li></li></template></ul>',
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_it_sees_what_is_wrong(check: Callable[[Page], Iterator[str]]) -> None:
    page = read("a", f'<html lang="en"><title>A</title><body>{BAD[check.__name__]}')
    assert len(list(check(page))) == 1


def test_it_sees_what_leads_nowhere_or_is_never_read() -> None:
    page = read("a", '<a href="/en/">Here</a><a href="/en/gone/#a" data-lost>Gone</a>')
    assert list(astray(page, {"/en/"})) == ["a href=/en/gone/ leads nowhere"]
    assert list(unread(page, "element.dataset.found")) == ["nothing reads data-lost"]
