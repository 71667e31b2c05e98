"""Fill markup that Jinja rendered with data: text, attributes, states, rows. Never HTML.

The twin of `static/js/models/bind.js`; both run on `tests/vectors/bind.json`.
"""

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from desk.qr import Square

# Controls, lone surrogates, and the marks that turn the direction of the text after them.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
FORBIDDEN = re.compile(r"on|style$|srcdoc$")
LINKS = {"href", "src", "action", "formaction", "xlink:href"}
SAFE_LINK = re.compile(r"(?:[#?]|/(?![/\\])|data:image/(?:png|jpeg|webp);base64,)")
SVG = "{http://www.w3.org/2000/svg}"
CONDITIONS = {"data-if", "data-unless", "data-is"}
MONTHS = ",".join(str(month) for month in range(1, 13))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Values = Mapping[str, object]


@dataclass(frozen=True)
class Ports:
    """What filling needs from outside: the site's zone and the writer of QR codes."""

    zone: str
    qr: Callable[[str], Square]


def text(value: object) -> str:
    """Return what may be shown of a value: strings and integers, without unprintable signs."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return UNPRINTABLE.sub("", str(value))


def lookup(scope: object, path: str) -> object:
    """Return the value at a dotted path; `.` is the scope itself."""
    found = scope
    for name in path.split(".") if path != "." else ():
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def present(value: object) -> bool:
    """Say whether a condition holds: not null, false, zero, empty text or an empty list."""
    return bool(value) or isinstance(value, Mapping)


def time(value: object, zone: str, pattern: str, months: str) -> str:
    """Write a moment in milliseconds by a pattern of {y} {mon} {m} {d} {H} {M}."""
    if isinstance(value, bool) or not isinstance(value, int):
        return ""
    moment = (EPOCH + timedelta(milliseconds=value)).astimezone(ZoneInfo(zone))
    parts = {
        "y": str(moment.year),
        "mon": months.split(",")[moment.month - 1],
        "m": f"{moment.month:02}",
        "d": str(moment.day),
        "H": f"{moment.hour:02}",
        "M": f"{moment.minute:02}",
    }
    return re.sub(r"\{(\w+)\}", lambda found: parts.get(found[1], ""), pattern)


def fill(root: Element, scope: object, ports: Ports) -> None:
    """Fill an element and all below it."""
    for attribute, value in list(root.items()):
        if attribute.startswith("data-"):
            _apply(root, attribute[5:], value, scope, ports)
    if "data-each" in root.attrib:
        _rows(root, lookup(scope, root.attrib["data-each"]), ports)
        return
    for child in root:
        if child.tag != "template":
            fill(child, scope, ports)


def _apply(element: Element, kind: str, path: str, scope: object, ports: Ports) -> None:
    """Carry out one binder attribute on one element."""
    value = None if kind in ("is", "format", "months") else lookup(scope, path)
    if kind == "text":
        _write(element, text(value))
    elif kind == "time":
        pattern = element.get("data-format", "{H}:{M}")
        _write(element, time(value, ports.zone, pattern, element.get("data-months", MONTHS)))
    elif kind == "qr":
        _draw(element, text(value), ports)
    elif kind == "state":
        for child in element:
            if "data-is" in child.attrib:
                _show(child, text(value) in child.attrib["data-is"].split())
    elif kind in ("if", "unless"):
        _condition(element, scope)
    elif kind.startswith("attr-"):
        _attribute(element, kind[5:], value)


def _condition(element: Element, scope: object) -> None:
    """Show an element when its `data-if` holds and its `data-unless` does not."""
    wanted, unwanted = element.get("data-if"), element.get("data-unless")
    shown = wanted is None or present(lookup(scope, wanted))
    hidden = unwanted is not None and present(lookup(scope, unwanted))
    _show(element, shown and not hidden)


def _show(element: Element, shown: bool) -> None:
    """Take the `hidden` attribute away or put it on."""
    element.attrib.pop("hidden", None)
    if not shown:
        element.set("hidden", "")


def _write(element: Element, content: str) -> None:
    """Replace everything inside an element by text."""
    for child in list(element):
        element.remove(child)
    element.text = content


def _attribute(element: Element, name: str, value: object) -> None:
    """Set or drop an attribute; refuse scripts, styles and links that leave the house."""
    content = "true" if value is True else text(value)
    barred = name in LINKS and not SAFE_LINK.match(content)
    element.attrib.pop(name, None)
    if value is not None and value is not False and not FORBIDDEN.match(name) and not barred:
        element.set(name, content)


def _rows(container: Element, items: object, ports: Ports) -> None:
    """Repeat the one element inside the container's template, once for each item."""
    template = next(child for child in container if child.tag == "template")
    for child in list(container):
        if child is not template:
            container.remove(child)
    wanted = items if isinstance(items, Sequence) and not isinstance(items, str) else ()
    for item in wanted:
        row = copy.deepcopy(template[0])
        row.tail = None
        fill(row, item, ports)
        if "data-lean" in container.attrib:
            _prune(row)
        container.append(row)


def _prune(element: Element) -> None:
    """Take out what a condition hides; the text after it stays."""
    before: Element | None = None
    for child in list(element):
        if CONDITIONS & child.attrib.keys() and "hidden" in child.attrib:
            _drop(element, before, child)
            continue
        before = child
        if "data-each" not in child.attrib and child.tag != "template":
            _prune(child)


def _drop(parent: Element, before: Element | None, child: Element) -> None:
    """Remove a child, and join the texts on its two sides."""
    if before is None:
        parent.text = (parent.text or "") + (child.tail or "")
    else:
        before.tail = (before.tail or "") + (child.tail or "")
    parent.remove(child)


def _draw(element: Element, content: str, ports: Ports) -> None:
    """Draw a QR code as one path, with the four quiet modules the standard asks for."""
    _write(element, "")
    if not content:
        return
    square = ports.qr(content)
    side = square.size + 8
    element.set("viewBox", f"-4 -4 {side} {side}")
    ElementTree.SubElement(element, "path", {"d": square.path})


def parse(markup: str) -> Element:
    """Read a whole page; SVG elements lose their namespace, as in the text they came from."""
    import tinyhtml5  # its tables take a while to build, and only paper needs them

    source = BytesIO(markup.encode("utf-8", "replace"))
    root: Element = tinyhtml5.parse(
        source, override_encoding="utf-8", namespace_html_elements=False
    )
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.removeprefix(SVG)
    return root


def markup(root: Element) -> str:
    """Write a tree as HTML text."""
    return "<!doctype html>\n" + ElementTree.tostring(root, encoding="unicode", method="html")
