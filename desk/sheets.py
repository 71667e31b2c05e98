"""Write what a spreadsheet opens: CSV line by line, XLSX; nothing in them is ever a formula.

The twin of `static/js/helpers/file.js`; both run on `tests/vectors/cells.json`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

Cell = str | int | datetime | None
Row = Sequence[Cell]
BOM = "\ufeff"
# What a spreadsheet may take for the beginning of a formula, full-width signs included.
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
QUOTED = re.compile(r'[",\r\n]')
MOST_ROWS = 1_000_000  # of a sheet; Excel stops at 1,048,576
WIDTH = 18  # characters of a column
MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def safe(text: str) -> str:
    """Return a text that no spreadsheet reckons with."""
    clean = CONTROLS.sub("", text)
    return f"'{clean}" if FORMULA.match(clean) else clean


def csv_line(row: Row) -> str:
    """Return a row as a line of CSV."""
    return ",".join(map(_quoted, row)) + "\r\n"


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a whole file: a mark that says UTF-8, then line by line."""
    yield BOM
    for row in rows:
        yield csv_line(row)


def _quoted(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    text = safe(cell) if isinstance(cell, str) else "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text


def workbook(sheets: Iterable[tuple[str, Iterable[Row]]]) -> IO[bytes]:
    """Write titled tables into an XLSX, on disk and row by row; the first row of each is its head.

    The caller closes the file.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, rows in sheets:
        _sheet(book, title[:31], iter(rows))
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller reads it
    book.save(file)
    file.seek(0)
    return file


def _sheet(book: Workbook, title: str, rows: Iterator[Row]) -> None:
    """Write one table, on as many sheets as it needs."""
    head = next(rows, ())
    while True:
        sheet = _begin(book, title, head)
        for count, row in enumerate(rows, 1):
            sheet.append([_cell(cell) for cell in row])
            if count == MOST_ROWS:
                break
        else:
            return


def _begin(book: Workbook, title: str, head: Row) -> Any:
    """Begin a sheet with its headings, which stay in sight."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    cells = [WriteOnlyCell(sheet, _cell(cell)) for cell in head]
    for place, cell in enumerate(cells, 1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    sheet.append(cells)
    return sheet


def _cell(cell: Cell) -> Cell:
    return safe(cell) if isinstance(cell, str) else cell
