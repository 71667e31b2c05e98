"""A picture as a personal value: which one, of what kind, how long, the digest of its bytes.

The entry commits to this text, and so to the bytes, which travel apart. Twin of
static/js/models/picture.js; both read the vectors of the kind `picture`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk.ids import UUID7

# From 1 to 204800 bytes, which are 200 KiB.
SIZE = "[1-9][0-9]{0,4}|1[0-9]{5}|20[0-3][0-9]{3}|204[0-7][0-9]{2}|204800"
PATTERN = f"{UUID7} (?:jpeg|webp) (?:{SIZE}) [0-9a-f]{{64}}"  # as desk.validators.Pattern takes it
WRITTEN = re.compile(PATTERN)


@dataclass(frozen=True, slots=True)
class Picture:
    """What an entry says of a picture: `size` in bytes, `digest` SHA-256."""

    id: str
    kind: str
    size: int
    digest: bytes

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.size} {self.digest.hex()}"


def file_name(no: str | None, id: str, kind: str) -> str:
    """Return what the file of a picture is called, after the number of its record, if any."""
    return f"{no or ''}-{id[-6:]}.{kind}".lstrip("-")


def read(text: str) -> Picture | None:
    """Read the value; None for what no tablet would write."""
    if WRITTEN.fullmatch(text) is None:
        return None
    id, kind, size, digest = text.split(" ")
    return Picture(id, kind, int(size), bytes.fromhex(digest))
