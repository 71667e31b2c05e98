"""Passes to be judged: keys made from numbers, codes that are good, and ways to spoil one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desk.gate import base45, cbor, claims, signed, trust_list
from desk.gate.claims import Claims
from desk.gate.trust_list import Key, TrustList
from desk.gate.verdict import Gate, Kind, Look
from desk.keys import ORDER

HOUR = 3600
NOW = 1_790_000_000
KINDS = {1: Kind(24 * HOUR), 2: Kind(24 * HOUR, any_gate=True), 3: Kind(24 * HOUR, ask_server=True)}
GOODS = (("Sofa", 1), ("纸箱", 12), ("Lámpara", 2))
FORTY = tuple((f"箱 {number}", number) for number in range(1, 41))
RFC6979 = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


class Maker:
    """Somebody with a key."""

    def __init__(self, seed: str) -> None:
        secret = int.from_bytes(hashlib.sha256(seed.encode()).digest()) % (ORDER - 1) + 1
        self.private = ec.derive_private_key(secret, ec.SECP256R1())
        form = (Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = self.private.public_key().public_bytes(*form)
        self.kid = hashlib.sha256(self.public).digest()[: signed.KID_BYTES]

    def sign(self, message: bytes) -> bytes:
        """Return r and s; the same every time (RFC 6979)."""
        r, s = decode_dss_signature(self.private.sign(message, RFC6979))
        return r.to_bytes(32) + s.to_bytes(32)

    def key(self, **more: Any) -> Key:
        """Return the line of the trust list."""
        row = Key(self.kid.hex(), self.public, 1, True, NOW - 1000 * HOUR, NOW + 1000 * HOUR)
        return replace(row, **more)

    def seal(self, found: Claims) -> str:
        """Return a code."""
        return signed.seal(claims.encode(found), self.kid, self.sign)

    def forge(
        self, payload: bytes, header: bytes | None = None, shape: Callable[..., Any] | None = None
    ) -> str:
        """Return a code that is signed well but shaped as asked."""
        protected = signed.protected(self.kid) if header is None else header
        statement = cbor.encode([signed.CONTEXT, protected, b"", payload])
        parts: list[cbor.Value] = [protected, {}, payload, signed.low(self.sign(statement))]
        whole: cbor.Value = shape(*parts) if shape else parts
        return written(whole if isinstance(whole, bytes) else cbor.encode(whole))


def other(signature: bytes) -> bytes:
    """Return the other signature that says the same."""
    return signature[:32] + (ORDER - int.from_bytes(signature[32:])).to_bytes(32)


def written(raw: bytes) -> str:
    """Return bytes as a code."""
    return signed.PREFIX + base45.encode(raw)


def unwritten(text: str) -> bytes:
    """Return a code's bytes."""
    return base45.decode(text.removeprefix(signed.PREFIX))


DESK, THIEF, STRANGER, VIEWER = (Maker(name) for name in ("desk", "thief", "stranger", "viewer"))
SAMPLE = claims.fitted(
    Claims(1, bytes(range(16)), 1, 2, NOW - HOUR, NOW + HOUR, plate="AB 1234", holder="M. Wong"),
    GOODS,
)
CODE = DESK.seal(SAMPLE)
TRUST = TrustList(
    version=7,
    issued=NOW - HOUR,
    keys=(DESK.key(), THIEF.key(revoked=NOW - 2 * HOUR), VIEWER.key(issues=False)),
    void=frozenset({bytes(15).hex() + "ff"}),
)
GATE = Gate(site=1, now=NOW, gate=2)
LOOK = Look(TRUST, GATE, KINDS)


def told(look: Look) -> dict[str, Any]:
    """Return what a judgement rests on as JSON tells it."""
    gate = look.gate
    return {
        "trust": trust_list.write(look.trust),
        "gate": {**vars(gate), "used": sorted(gate.used), "known": sorted(gate.known)},
        "kinds": {str(number): vars(kind) for number, kind in look.kinds.items()},
    }


def untold(found: dict[str, Any]) -> Look:
    """Return what `told` tells."""
    gate = dict(found["gate"])
    gate |= {name: frozenset(gate[name]) for name in ("used", "known")}
    if gate["goods"] is not None:
        gate["goods"] = tuple((name, quantity) for name, quantity in gate["goods"])
    kinds = {int(number): Kind(**kind) for number, kind in found["kinds"].items()}
    return Look(trust_list.read(found["trust"]), Gate(**gate), kinds)
