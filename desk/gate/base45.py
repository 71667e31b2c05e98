"""Bytes in the letters a QR code packs best (RFC 9285); only the one spelling is read.

The twin of static/js/models/gate/base45.js.
"""

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {letter: value for value, letter in enumerate(LETTERS)}
PAIR, SINGLE = 0x10000, 0x100


def encode(raw: bytes) -> str:
    """Write bytes: three letters for two, two for a last one alone."""
    parts = []
    for at in range(0, len(raw), 2):
        piece = raw[at : at + 2]
        rest, first = divmod(int.from_bytes(piece), 45)
        high, low = divmod(rest, 45)
        parts.append(LETTERS[first] + LETTERS[low] + (LETTERS[high] if len(piece) == 2 else ""))
    return "".join(parts)


def decode(text: str) -> bytes:
    """Read what `encode` writes; raise ValueError on any other letter, length or value."""
    if len(text) % 3 == 1:
        raise ValueError("not base45")
    raw = bytearray()
    for at in range(0, len(text), 3):
        piece = text[at : at + 3]
        try:
            value = sum(VALUES[letter] * 45**place for place, letter in enumerate(piece))
        except KeyError as error:
            raise ValueError("not base45") from error
        width = len(piece) - 1
        if value >= (PAIR if width == 2 else SINGLE):
            raise ValueError("not base45")
        raw += value.to_bytes(width)
    return bytes(raw)
