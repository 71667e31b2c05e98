"""XLSX: the first sheet with anything on it, merged cells filled, formulas by their results."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from desk.importing.sheet import (
    MOST_COLUMNS,
    MOST_LINES,
    UNCOUNTED,
    Sheet,
    Unreadable,
    numbered,
)

UNPACKED = 192 * 1024 * 1024  # bytes; a zip may promise a thousand times its size
MOST_PARTS = 2000
MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
FORMULA = re.compile(rb"<f[ >]")


def read(data: bytes) -> Sheet:
    """Read a workbook; raise Unreadable for what is none, or unpacks to more than a house has."""
    weigh(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that we do not look at
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return _first(book, data)
        except Unreadable:
            raise
        except Exception as fault:  # damaged in ways that openpyxl has no one name for
            raise Unreadable("not_a_workbook") from fault


def weigh(data: bytes) -> None:
    """Look at what the archive promises before anything is unpacked; raise Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise Unreadable("not_a_workbook") from fault
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Unreadable("too_large")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable("not_a_workbook")


def _first(book: Any, data: bytes) -> Sheet:
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            source = archive.read(sheet._worksheet_path)
        rows: Iterable[tuple[int, list[str]]] = _rows(sheet)
        if FORMULA.search(source):
            rows = _counted(rows, data, sheet.title)
        lines = tuple(numbered(_filled(rows, MERGED.findall(source))))
        if lines:
            return Sheet(lines, "xlsx", sheet.title)
    return Sheet((), "xlsx")


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # many programs write a wrong one
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, [spelled(value) for value in row[:MOST_COLUMNS]]


def _counted(
    rows: Iterable[tuple[int, list[str]]], data: bytes, title: str
) -> Iterator[tuple[int, list[str]]]:
    """Mark formulas without a result, so that they are not taken for empty cells."""
    formulas = load_workbook(io.BytesIO(data), read_only=True)[title]
    formulas.reset_dimensions()
    asked = formulas.iter_rows(values_only=True)
    for (number, row), written in zip(rows, asked, strict=False):
        for place, value in enumerate(written[: len(row)]):
            if not row[place] and isinstance(value, str) and value.startswith("="):
                row[place] = UNCOUNTED
        yield number, row


def _filled(
    rows: Iterable[tuple[int, list[str]]], merged: list[bytes]
) -> Iterator[tuple[int, list[str]]]:
    """Repeat a merged cell's value all over it: one room stands beside all who live there."""
    begins: dict[int, list[tuple[int, int, int, int]]] = {}
    for ref in merged:
        left, top, right, bottom = (edge or 0 for edge in range_boundaries(ref.decode()))
        if bottom <= MOST_LINES:
            begins.setdefault(top, []).append((left, top, right, bottom))
    open_: list[tuple[tuple[int, int, int, int], str]] = []
    for number, row in rows:
        open_ = [one for one in open_ if one[0][3] >= number]
        for box in begins.get(number, ()):
            open_.append((box, row[box[0] - 1] if box[0] <= len(row) else ""))
        for (left, _, right, _), value in open_:
            for place in range(left - 1, min(right, MOST_COLUMNS)):
                if place < len(row):
                    row[place] = value
                elif value:
                    row += [""] * (place - len(row)) + [value]
        yield number, row


def spelled(value: Any) -> str:
    """Return a cell as somebody would read it: no `.0` behind a phone, days as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
