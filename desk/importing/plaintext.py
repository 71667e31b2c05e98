"""CSV as spreadsheets of four languages write it: with or without BOM, UTF-8, GB18030 or Big5."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

from desk.importing.sheet import Sheet, Unreadable, numbered

ENCODINGS = {"utf-8": "utf-8", "gb18030": "gb18030", "big5": "big5hkscs", "utf-16": "utf-16"}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = ",;\t|"  # of two that part a file as evenly, the first
SAMPLE_LINES = 20
# The lead bytes of the characters that every Chinese reader knows: GB 2312's first level and its
# signs, Big5's first level and its signs. A text read by the wrong table falls out of them.
COMMON = {"gb18030": (0xA1, 0xD7), "big5": (0xA1, 0xC6)}


def read(data: bytes, encoding: str = "") -> Sheet:
    """Read a CSV file; raise Unreadable when it is no text, or not in the encoding named."""
    text, used = decode(data, encoding)
    if "\0" in text:
        raise Unreadable("not_text")
    separator = separator_of(text)
    return Sheet(tuple(numbered(rows(text, separator))), used)


def rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line that it begins on; raise Unreadable for endless cells."""
    # The reader ends a line at \n, \r\n and a bare \r alike: a file may mix them.
    found = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        begins = found.line_num + 1
        try:
            row = next(found)
        except StopIteration:
            return
        except csv.Error as fault:
            raise Unreadable("not_a_table", str(begins)) from fault
        yield begins, row


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text and the encoding that fits; raise Unreadable."""
    if encoding:
        if encoding not in ENCODINGS:
            raise Unreadable("encoding", encoding)
        return _decoded(data, ENCODINGS[encoding]), encoding
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _decoded(data, codec), codec.removesuffix("-sig")
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        shares = {name: familiar(data, name) for name in COMMON}
    likely = max(shares, key=lambda name: shares[name])
    if shares[likely] < 0:
        raise Unreadable("encoding")
    return _decoded(data, ENCODINGS[likely]), likely


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        raise Unreadable("encoding", codec) from fault


def familiar(data: bytes, name: str) -> float:
    """Return the share of common characters when read so, -1 when it cannot be read so."""
    codec = ENCODINGS[name]
    try:
        signs = [sign.encode(codec) for sign in data.decode(codec) if not sign.isascii()]
    except UnicodeError:
        return -1
    low, high = COMMON[name]
    # GB 2312 has no second byte below 0xA1; Big5 has many.
    second = 0xA1 if name == "gb18030" else 0x40
    known = [len(one) == 2 and low <= one[0] <= high and one[1] >= second for one in signs]
    return sum(known) / len(known) if known else 0


def separator_of(text: str) -> str:
    """Return what parts the cells: found as often in each of the first lines."""
    lines = [line for line in text[:100_000].splitlines()[:SAMPLE_LINES] if line.strip()]

    def evenness(sign: str) -> tuple[int, int]:
        counts = Counter(line.count(sign) for line in lines)
        often, times = max(counts.items(), key=lambda item: (item[0] > 0, item[1]), default=(0, 0))
        return (times if often else 0, often)

    return max(SEPARATORS, key=evenness)
