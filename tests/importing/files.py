"""Files as other systems write them: CSV in an encoding, XLSX with its oddities."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

Rows = Iterable[Sequence[Any]]


def csv_text(rows: Rows, separator: str = ",", end: str = "\r\n") -> str:
    """Write rows as a spreadsheet would."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def xlsx(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    """Write rows into a workbook's first sheet, and merge cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for box in merged:
        sheet.merge_cells(box)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """Put something else into one part of an archive."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info, content if info.filename == part else old.read(info))
    return out.getvalue()
