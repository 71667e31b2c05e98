"""What a pass claims: whose, for which site and gate, from when until when, which goods.

The twin of static/js/models/gate/claims.js. No phone, no ID, no whole name.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desk.gate import cbor

KIND, ID, PLACE, UNTIL, SINCE, PLATE, HOLDER, LINES, COUNT, DIGEST = range(1, 11)
NEEDED: Final = frozenset({KIND, ID, PLACE, UNTIL, SINCE})
ID_BYTES, DIGEST_BYTES, PLATE_SIGNS, HOLDER_SIGNS = 16, 8, 12, 20
ROOM_BYTES = 160  # of 240: what signature, key and frame leave
ANY_GATE = 0

Line = tuple[str, int]


@dataclass(frozen=True)
class Claims:
    """One pass; times in seconds UTC, `gate` 0 for any, `lines` as many as the code has room for."""

    kind: int
    id: bytes
    site: int
    gate: int
    since: int
    until: int
    plate: str = ""
    holder: str = ""
    lines: tuple[Line, ...] = ()
    count: int = 0
    digest: bytes = b""


def digest(lines: Sequence[Line]) -> bytes:
    """Return what binds a paper to the whole list: eight bytes of its SHA-256."""
    return hashlib.sha256(cbor.encode([list(line) for line in lines])).digest()[:DIGEST_BYTES]


def encode(claims: Claims) -> bytes:
    """Write what a pass claims; empty parts are left out."""
    parts: dict[int, cbor.Value] = {
        KIND: claims.kind, ID: claims.id, PLACE: [claims.site, claims.gate],
        UNTIL: claims.until, SINCE: claims.since, PLATE: claims.plate, HOLDER: claims.holder,
        LINES: [list(line) for line in claims.lines], COUNT: claims.count, DIGEST: claims.digest,
    }  # fmt: skip
    return cbor.encode({key: part for key, part in parts.items() if key in NEEDED or part})


def fitted(claims: Claims, lines: Sequence[Line]) -> Claims:
    """Return the claims with as many lines as fit, the number of all and their digest."""
    bound = {"count": len(lines), "digest": digest(lines)}
    for kept in range(len(lines), -1, -1):
        found = Claims(**{**vars(claims), **bound, "lines": tuple(lines[:kept])})
        if len(encode(found)) <= ROOM_BYTES:
            return found
    raise ValueError("no room for a pass without goods")


def decode(payload: bytes) -> Claims:
    """Read what `encode` writes; raise cbor.Fault on anything else."""
    parts = cbor.decode(payload)
    if not isinstance(parts, dict) or not NEEDED <= parts.keys() <= set(range(KIND, DIGEST + 1)):
        raise cbor.Fault("not a pass")
    match parts:
        case {1: int(kind), 2: bytes(id), 3: [int(site), int(gate)], 4: int(until), 5: int(since)}:
            found = Claims(kind, id, site, gate, since, until, **_goods(parts))
        case _:
            raise cbor.Fault("not a pass")
    least = min(kind, site, gate, since, until)
    if len(id) != ID_BYTES or least < 0 or encode(found) != payload:
        raise cbor.Fault("not a pass")
    return found


def _goods(parts: dict[int, cbor.Value]) -> dict[str, object]:
    """Return the parts that a pass may lack."""
    plate, holder = parts.get(PLATE, ""), parts.get(HOLDER, "")
    count, mark = parts.get(COUNT, 0), parts.get(DIGEST, b"")
    lines = parts.get(LINES, [])
    fits = (
        isinstance(plate, str) and len(plate) <= PLATE_SIGNS
        and isinstance(holder, str) and len(holder) <= HOLDER_SIGNS
        and isinstance(mark, bytes) and len(mark) in (0, DIGEST_BYTES)
        and isinstance(lines, list) and all(_is_line(line) for line in lines)
        and isinstance(count, int) and count >= len(lines)
    )  # fmt: skip
    if not fits:
        raise cbor.Fault("not a pass")
    kept = tuple((line[0], line[1]) for line in lines)
    return {"plate": plate, "holder": holder, "lines": kept, "count": count, "digest": mark}


def _is_line(line: cbor.Value) -> bool:
    match line:
        case [str(name), int(quantity)]:
            return bool(name) and quantity > 0
    return False
