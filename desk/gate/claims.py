"""What a pass claims: whose, for which site and gate, from when until when, which goods.

The twin of static/js/models/gate/claims.js. No phone, no ID, no whole name.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from desk.gate import cbor

KIND, ID, PLACE, UNTIL, SINCE, PLATE, HOLDER, LINES, COUNT, DIGEST = range(1, 11)
NEEDED: Final = frozenset({KIND, ID, PLACE, UNTIL, SINCE})
EMPTY: Final[Mapping[int, cbor.Value]] = {PLATE: "", HOLDER: "", LINES: [], COUNT: 0, DIGEST: b""}
ID_BYTES, DIGEST_BYTES, PLATE_SIGNS, HOLDER_SIGNS = 16, 8, 12, 20
ROOM_BYTES = 160  # of 240: what signature, key and frame leave
ANY_GATE = 0

Line = tuple[str, int]


@dataclass(frozen=True)
class Claims:
    """One pass; times in seconds UTC, `gate` 0 for any, as many `lines` as there is room for."""

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
    """Return what binds a paper to its whole list: eight bytes of SHA-256, none for no goods."""
    whole = hashlib.sha256(cbor.encode([list(line) for line in lines])).digest()
    return whole[:DIGEST_BYTES] if lines else b""


def bound(claims: Claims, lines: Sequence[Line]) -> bool:
    """Tell whether this is the whole list for which a pass was signed."""
    return claims.count == len(lines) and claims.digest == digest(lines)


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
    found = replace(claims, lines=(), count=len(lines), digest=digest(lines))
    if len(encode(found)) > ROOM_BYTES:
        raise ValueError("no room for a pass even without goods")
    for kept in range(1, len(lines) + 1):
        wider = replace(found, lines=tuple(lines[:kept]))
        if len(encode(wider)) > ROOM_BYTES:
            break
        found = wider
    return found


def decode(payload: bytes) -> Claims:
    """Read what `encode` writes; raise cbor.Fault on anything else."""
    parts = cbor.decode(payload)
    if not isinstance(parts, dict) or not parts.keys() <= NEEDED | EMPTY.keys():
        raise cbor.Fault("not a pass")
    whole: dict[int, cbor.Value] = {**EMPTY, **parts}
    match [whole.get(key) for key in range(KIND, DIGEST + 1)]:
        case [
            int(kind), bytes(id), [int(site), int(gate)], int(until), int(since), str(plate),
            str(holder), list(lines), int(count), bytes(mark),
        ]:  # fmt: skip
            place = (site, gate, since, until)
            found = Claims(kind, id, *place, plate, holder, _lines(lines), count, mark)
        case _:
            raise cbor.Fault("not a pass")
    if not _fits(found) or encode(found) != payload:
        raise cbor.Fault("not a pass")
    return found


def _fits(found: Claims) -> bool:
    numbers = (found.kind, found.site, found.gate, found.since, found.until)
    return (
        min(numbers) >= 0
        and len(found.id) == ID_BYTES
        and len(found.plate) <= PLATE_SIGNS
        and len(found.holder) <= HOLDER_SIGNS
        and len(found.lines) <= found.count
        and len(found.digest) == (DIGEST_BYTES if found.count else 0)
    )


def _lines(parts: Sequence[cbor.Value]) -> tuple[Line, ...]:
    return tuple(_line(part) for part in parts)


def _line(part: cbor.Value) -> Line:
    match part:
        case [str(name), int(quantity)] if name and quantity > 0:
            return name, quantity
    raise cbor.Fault("not a pass")
