"""Codes spoilt by chance: a mutation is named by its seed, and the same each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from desk.gate import base45, claims, signed
from tests.gate.makers import CODE, DESK, FORTY, NOW, SAMPLE, STRANGER, THIEF, unwritten

GOOD = (
    CODE,
    DESK.seal(claims.fitted(SAMPLE, FORTY)),
    DESK.seal(replace(SAMPLE, plate="", holder="", lines=(), count=0, digest=b"")),
    THIEF.seal(SAMPLE),
    STRANGER.seal(SAMPLE),
    DESK.seal(replace(SAMPLE, until=NOW - 1)),
)
LETTERS = base45.LETTERS + "abcFDé\0\n\U0001f69a\u0661\uff21"
HEADS = bytes(
    [0x00, 0x18, 0x1F, 0x3B, 0x40, 0x5F, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC2, 0xF6, 0xFB, 0xFF]
)


def spoilt(count: int, first: int = 1) -> Iterator[str]:
    """Yield codes none of which anybody signed."""
    for seed in range(first, first + count):
        chance = random.Random(seed)
        text = chance.choice(GOOD)
        while text in GOOD:
            text = chance.choice((_letters, _bytes, _spliced, _noise))(text, chance)
        yield text


def resigned(count: int, first: int = 1) -> Iterator[str]:
    """Yield codes that a desk signed though no desk writes such payloads."""
    payload = claims.encode(SAMPLE)
    for seed in range(first, first + count):
        chance = random.Random(-seed)
        yield DESK.forge(changed(payload, chance))


def _letters(text: str, chance: random.Random) -> str:
    at, to = sorted(chance.choices(range(len(text) + 1), k=2))
    new = "".join(chance.choices(LETTERS, k=chance.choice((0, 1, 1, 2, to - at))))
    return text[:at] + new + text[chance.choice((at, at + 1, at + len(new), to)) :]


def _bytes(text: str, chance: random.Random) -> str:
    return signed.PREFIX + base45.encode(changed(_raw(text), chance))


def changed(raw: bytes, chance: random.Random) -> bytes:
    """Return bytes, a few of them changed."""
    found = bytearray(raw)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at = chance.randrange(len(found))
        match chance.randrange(6):
            case 0:
                found[at] ^= 1 << chance.randrange(8)
            case 1:
                found[at] = chance.choice(HEADS)
            case 2:
                found.insert(at, chance.choice(HEADS))
            case 3 if len(found) > 1:
                del found[at]
            case 4:
                found[at : at + 4] = chance.randbytes(4)
            case _:
                found[at:at] = found[at : at + chance.randrange(1, 9)]
    return bytes(found)


def _spliced(text: str, chance: random.Random) -> str:
    """Begin as one pass and go on as another, at the same place."""
    one, other = _raw(text), _raw(chance.choice(GOOD))
    at = chance.randrange(1, min(len(one), len(other)))
    return signed.PREFIX + base45.encode(one[:at] + other[at:])


def _noise(_: str, chance: random.Random) -> str:
    prefix = chance.choice((signed.PREFIX, signed.PREFIX, "FD", ""))
    if chance.random() < 0.5:
        return prefix + base45.encode(chance.randbytes(chance.randrange(260)))
    return prefix + "".join(chance.choices(LETTERS, k=chance.choice((1, 7, 60, 396, 397, 5000))))


def _raw(text: str) -> bytes:
    try:
        return unwritten(text) or b"\0"
    except ValueError:
        return unwritten(CODE)
