"""Pictures as a tablet writes and hands them in."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from desk import blobs
from desk.ids import uuid7
from desk.picture import Picture
from desk.testing.tablet import Tablet
from desk.time import now_ms


def jpeg(inside: bytes = b"") -> bytes:
    """Make bytes that begin as a JPEG does; those that nobody names are different each time."""
    return b"\xff\xd8\xff\xe0" + (inside or secrets.token_bytes(400)) + b"\xff\xd9"


def taken(data: bytes, **other: Any) -> Picture:
    """Say what an entry says of a picture's bytes; further words say something else of it."""
    facts = {"id": uuid7(now_ms()), "kind": "jpeg", "size": len(data)}
    return Picture(**{**facts, "digest": hashlib.sha256(data).digest(), **other})


def hand_in(tablet: Tablet, value: str, data: bytes) -> dict[str, Any]:
    """Send all parts of what a value names; return the last answer."""
    answer: dict[str, Any] = {}
    for part, start in enumerate(range(0, len(data), blobs.PART)):
        piece = data[start : start + blobs.PART]
        answer = send(tablet, value.split()[0], part, piece).get_json()
    return answer


def send(tablet: Tablet, id: str, part: int, data: bytes) -> Any:
    """Send one part."""
    kind = "application/octet-stream"
    return tablet.http.put(f"/api/blobs/{id}/{part}", data=data, content_type=kind)
