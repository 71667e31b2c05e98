"""Write QR codes as one SVG path of modules; the twin of `static/js/models/qr.js`."""

import re
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

# Libraries judge masks and cut texts differently; one mask and one mode make both draw the same.
MASK = 3
PLAIN = re.compile(r"[0-9A-Z $%*+\-./:]+")


@dataclass(frozen=True)
class Square:
    """A QR code: how many modules a side has, and the dark ones as an SVG path."""

    size: int
    path: str


def qr(content: str) -> Square:
    """Return the smallest code for the text, with the most correction that costs no room."""
    import segno  # only papers need it

    mode, encoding = ("alphanumeric", None) if PLAIN.fullmatch(content) else ("byte", "utf-8")
    code = segno.make(
        content, error="m", boost_error=True, micro=False, mask=MASK, mode=mode, encoding=encoding
    )
    rows = [bytes(row) for row in code.matrix]
    return Square(len(rows), "".join(_row(y, row) for y, row in enumerate(rows)))


def _row(y: int, modules: bytes) -> str:
    """Return one row as runs of dark modules."""
    path, x = "", 0
    for dark, run in groupby(modules):
        length = len(list(run))
        path += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
        x += length
    return path


def record_code(record_id: str) -> str:
    """Return what a slip's QR says: the record's id in letters that fit 29 × 29 modules."""
    return "V1:" + UUID(record_id).hex.upper()
