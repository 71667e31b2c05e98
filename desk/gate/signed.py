"""A pass as it stands in a QR code: one signature over one payload (COSE_Sign1, RFC 9052 and 9053).

`FD1:` and base45 of [protected {1: -7, 4: kid}, {}, payload, signature], untagged. Nothing but
ES256 is ever read, and of the two signatures that anybody can make out of one (s and n - s) only
the lower: no pass can be spelt twice. The twin of static/js/models/gate/signed.js.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desk.gate import base45, cbor
from desk.keys import ORDER, SIGNATURE_BYTES

PREFIX = "FD1:"
# 240 bytes are 61 modules a side at level M and 73 at level Q: 37 mm where 203 dots an inch
# give each module four.
MOST_BYTES, MOST_LETTERS = 240, 400
KID_BYTES = 4
ALGORITHM, KEY_ID, ES256 = 1, 4, -7
CONTEXT = "Signature1"

Trouble = Literal["foreign", "half", "altered"]
Sign = Callable[[bytes], bytes]


class Unreadable(ValueError):
    """What was scanned holds no pass; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True)
class Sealed:
    """What a code says and who says to have signed it; nothing of it is believed yet."""

    kid: bytes
    payload: bytes
    signature: bytes

    @property
    def statement(self) -> bytes:
        """Return the bytes that were signed (RFC 9052, 4.4)."""
        return cbor.encode([CONTEXT, protected(self.kid), b"", self.payload])


def protected(kid: bytes) -> bytes:
    """Return the header that is signed along."""
    return cbor.encode({ALGORITHM: ES256, KEY_ID: kid})


def low(signature: bytes) -> bytes:
    """Return the lower of the two signatures that say the same."""
    r, s = signature[:32], int.from_bytes(signature[32:])
    return r + min(s, ORDER - s).to_bytes(32)


def seal(payload: bytes, kid: bytes, sign: Sign) -> str:
    """Sign a payload and write the code; raise ValueError when it would be too large."""
    signature = low(sign(Sealed(kid, payload, b"").statement))
    raw = cbor.encode([protected(kid), {}, payload, signature])
    if len(raw) > MOST_BYTES:
        raise ValueError(f"{len(raw)} bytes are too many for a pass")
    return PREFIX + base45.encode(raw)


def read(text: str) -> Sealed:
    """Take a scanned code apart; raise Unreadable."""
    if not text.startswith(PREFIX):
        raise Unreadable("half" if PREFIX.startswith(text) and text else "foreign")
    if len(text) > MOST_LETTERS:
        raise Unreadable("altered")
    try:
        raw = base45.decode(text.removeprefix(PREFIX))
    except ValueError as error:
        raise Unreadable("altered") from error
    try:
        parts = cbor.decode(raw)
    except cbor.CutShort as error:
        raise Unreadable("half") from error
    except cbor.Fault as error:
        raise Unreadable("altered") from error
    return _sealed(parts, raw)


def _sealed(parts: cbor.Value, raw: bytes) -> Sealed:
    """Return the parts; raise Unreadable when there are others, or spelt otherwise."""
    match parts:
        case [bytes() as header, {}, bytes() as payload, bytes() as signature]:
            kid = _kid(header)
        case _:
            raise Unreadable("altered")
    whole = cbor.encode([protected(kid), {}, payload, signature])
    if len(signature) != SIGNATURE_BYTES or len(raw) > MOST_BYTES or whole != raw:
        raise Unreadable("altered")
    return Sealed(kid, payload, signature)


def _kid(header: bytes) -> bytes:
    try:
        found = cbor.decode(header)
    except cbor.Fault as error:
        raise Unreadable("altered") from error
    match found:
        case {4: bytes() as kid} if len(kid) == KID_BYTES:
            return kid
    raise Unreadable("altered")
