"""Know a column by its heading, in English, both Chinese scripts or Spanish."""

from __future__ import annotations

import re
from configparser import ConfigParser
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask_babel import force_locale

from desk.i18n import LOCALES
from desk.importing.sheet import Line, Sheet, Unreadable
from desk.register import Register, registers
from desk.searchkey import fold

LOOKED_AT = 12  # lines above the heading: a title, the name of the estate, a date
NOT_WORD = re.compile(r"[\W_]+")

HERE = Path(__file__).parent
USUAL = ("room", "tower", "ref")  # what every list of a register may have a column for
EVERY = {
    "rooms": ("tower", "ref"),
    "people": ("room", "tower", "ref", "lang"),
    "staff": ("lang",),
    "permissions": ("room", "tower", "ref"),
    "households": ("room", "tower"),
}
# One of each group must be there, or the file is about something else.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "rooms": (("name",),),
    "people": (("room",), ("name", "surname", "given", "owner_name", "tenant_name")),
    "staff": (("name",), ("roles",)),
    "permissions": (("room",), ("name",)),
    "households": (
        ("room",),
        ("call_first", "away_from", "quiet_from", "collectors", "words"),
    ),
}


def table(path: Path) -> dict[str, dict[str, str]]:
    """Read a table of words: section -> word -> what it means."""
    parser = ConfigParser(interpolation=None, delimiters=(":",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # zh-Hans keeps its case
    parser.read_string(path.read_text("utf-8"))
    return {
        section: {word: meaning for meaning, words in rows.items() for word in words.split()}
        for section, rows in parser.items()
        if section != parser.default_section
    }


@cache
def meanings(kind: str) -> dict[str, str]:
    """Return what each heading of a kind of list means."""
    known = table(HERE / "headings.ini")
    own = of_register(registers()[kind]) if kind not in EVERY else known[kind]
    shared = {w: name for w, name in known["every"].items() if name in EVERY.get(kind, USUAL)}
    return shared | own


def of_register(register: Register) -> dict[str, str]:
    """Return what the headings of a register's list mean: its fields' labels, and its own words."""
    found: dict[str, str] = {}
    action = register.lists
    if action is None or action.listing is None:
        return found
    form = action.form or register.form
    for locale in LOCALES.values():
        with force_locale(locale):
            found |= {bare(str(row.label.text)): row.name for row in form().fields}
    return found | table(action.listing.headings)[register.name]


def needed(kind: str) -> tuple[tuple[str, ...], ...]:
    """Return the columns without which a file is about something else, one of each group."""
    if kind in NEEDED:
        return NEEDED[kind]
    action = registers()[kind].lists
    return tuple((name,) for name in action.listing.same) if action and action.listing else ()


@dataclass(frozen=True)
class Headed:
    """A sheet whose columns are known: meaning -> its place and its heading as written."""

    columns: dict[str, tuple[int, str]]
    unused: tuple[str, ...]
    lines: tuple[Line, ...]

    def cells(self, line: Line) -> dict[str, str]:
        """Return a line's cells by what they mean; what is missing is empty."""
        cells = line.cells
        return {
            name: cells[place] if place < len(cells) else ""
            for name, (place, _) in self.columns.items()
        }

    def heading(self, column: str) -> str:
        """Return the heading of a column as it stands in the file."""
        return self.columns[column][1] if column in self.columns else ""


def bare(heading: str) -> str:
    """Return a heading without what people add: case, accents, spaces, stars, brackets."""
    return NOT_WORD.sub("", fold(re.sub(r"[(（\[【].*?[)）\]】]", "", heading)))


def recognise(kind: str, sheet: Sheet) -> Headed:
    """Find the heading line and what each column means; raise Unreadable."""
    known = meanings(kind)
    for place, line in enumerate(sheet.lines[:LOOKED_AT]):
        found = [known.get(bare(cell), "") for cell in line.cells]
        if not all(any(one in found for one in group) for group in needed(kind)):
            continue
        columns: dict[str, tuple[int, str]] = {}
        for at, column in enumerate(found):
            if column in columns:
                raise Unreadable("twice_heading", f"{columns[column][1]} / {line.cells[at]}")
            if column:
                columns[column] = (at, line.cells[at])
        unused = [
            cell for cell, column in zip(line.cells, found, strict=True) if cell and not column
        ]
        return Headed(columns, tuple(unused), sheet.lines[place + 1 :])
    raise Unreadable("no_heading", " · ".join(sheet.lines[0].cells[:12]) if sheet.lines else "")
