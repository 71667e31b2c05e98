"""A table as a file holds it: numbered lines of text, whatever wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LARGEST = 32 * 1024 * 1024  # bytes
MOST_LINES = 200_000
MOST_COLUMNS = 200
UNCOUNTED = "#?"  # stands where a formula has no result: nobody opened the file after writing it
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what an encrypted workbook looks like


@dataclass(frozen=True)
class Line:
    """One line of a table; `number` as the file's own program counts it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The lines of a file that hold anything, and how it was read: utf-8, gb18030, big5, xlsx…"""

    lines: tuple[Line, ...]
    encoding: str
    name: str = ""


class Unreadable(Exception):
    """Say by a code why a file as a whole cannot be read; `detail` names what about it."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def numbered(rows: Iterable[tuple[int, Iterable[str]]]) -> Iterator[Line]:
    """Leave out empty lines; raise Unreadable for a table that is no list of an estate."""
    seen = 0
    for number, row in rows:
        cells = tuple(cell.strip() for cell in row)
        if not any(cells):
            continue
        seen += 1
        if seen > MOST_LINES or len(cells) > MOST_COLUMNS:
            raise Unreadable("too_large")
        yield Line(number, cells)


def read(data: bytes, encoding: str = "") -> Sheet:
    """Read CSV text or an XLSX workbook; a named encoding is believed. Raise Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable("too_large")
    if data.startswith(ZIP):
        # openpyxl takes half as long to import as all the rest: whoever brings in a workbook waits.
        from desk.importing import workbook

        return workbook.read(data)
    if data.startswith(OLD_EXCEL):
        raise Unreadable("old_excel")
    from desk.importing import plaintext

    return plaintext.read(data, encoding)
