"""Codes that somebody spoilt: changed by a bit or a letter, forged, or spelt as no desk does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desk.gate import cbor, claims, signed
from desk.gate.base45 import LETTERS
from desk.keys import ORDER
from tests.gate.cases import Case
from tests.gate.makers import CODE, DESK, SAMPLE, THIEF, TRUST, other, unwritten, written

RAW = unwritten(CODE)
PAYLOAD = claims.encode(SAMPLE)
PARTS = cbor.decode(PAYLOAD)
ALTERED = ("red", ("altered",))


def altered() -> Iterator[Case]:
    """Codes in which somebody changed something; one whose key is unknown then is amber."""
    for at in range(0, len(RAW), 5):
        for bit in (0, 7):
            raw = bytearray(RAW)
            raw[at] ^= 1 << bit
            yield Case(f"bit {bit} of byte {at}", written(bytes(raw)), *_by_byte(at, bytes(raw)))
    for at in range(4, len(CODE), 23):
        other = LETTERS[(LETTERS.index(CODE[at]) + 1) % 45]
        text = CODE[:at] + other + CODE[at + 1 :]
        try:
            outcome = _by_byte(at, unwritten(text))
        except ValueError:
            outcome = ("red", ("altered",))
        yield Case(f"letter {at}", text, *outcome)
    yield Case("bytes at the end", written(RAW + b"\0"), "red", ("altered",))
    yield Case("small letters", CODE[:4] + CODE[4:].lower(), "red", ("altered",))
    yield Case("a letter of no alphabet", CODE[:-1] + "é", "red", ("altered",))
    yield Case("three letters beyond two bytes", CODE[:4] + ":::" + CODE[7:], "red", ("altered",))


def _by_byte(at: int, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return what must come of a changed byte, by the part in which it stands."""
    try:
        sealed = signed.read(written(raw))
    except signed.Unreadable as fault:
        return "red", (fault.trouble,)
    known = bool(TRUST.of(sealed.kid))
    return ("red", ("altered",)) if known else ("amber", ("unknown_key",))


def forged() -> Iterator[Case]:
    """Codes that were signed well by a desk and shaped badly."""
    for name, header in (
        ("no algorithm", cbor.encode({4: DESK.kid})),
        ("another algorithm", cbor.encode({1: -8, 4: DESK.kid})),
        ("a number for its key", cbor.encode({1: -7, 4: 7})),
        ("a key of three bytes", cbor.encode({1: -7, 4: DESK.kid[:3]})),
        ("a critical part", cbor.encode({1: -7, 2: [9], 4: DESK.kid})),
        ("an empty header", b""),
        ("a header that is no map", cbor.encode([1, -7])),
        ("a header in another order", bytes([0xA2, 4, 0x44, *DESK.kid, 1, 0x26])),
    ):
        yield Case(name, DESK.forge(PAYLOAD, header), *ALTERED)
    for name, payload in payloads():
        yield Case(f"a payload: {name}", DESK.forge(payload), *ALTERED)
    large = DESK.forge(claims.encode(replace(SAMPLE, lines=(("x" * 120, 1),), count=1)))
    yield Case("too many bytes", large, *ALTERED)
    yield Case("letters at the end", CODE + "0" * 400, *ALTERED)
    yield Case("signs of two halves at the end", CODE + "🚚" * 40, *ALTERED)


def rearranged() -> Iterator[Case]:
    """Codes of which the parts are not what they should be, or the signature is not."""
    for name, shape in (
        ("an open part", lambda p, _, b, s: [p, {4: DESK.kid}, b, s]),
        ("a fifth part", lambda p, u, b, s: [p, u, b, s, 0]),
        ("three parts", lambda p, u, b, s: [p, u, b]),
        ("a map of parts", lambda p, u, b, s: {1: p, 2: b, 3: s}),
        ("a payload of text", lambda p, u, b, s: [p, u, "x", s]),
        ("a number for a signature", lambda p, u, b, s: [p, u, b, 1]),
        ("a signature of 63 bytes", lambda p, u, b, s: [p, u, b, s[:63]]),
        ("a signature of 65 bytes", lambda p, u, b, s: [p, u, b, s + b"\0"]),
        ("r is zero", lambda p, u, b, s: [p, u, b, bytes(32) + s[32:]]),
        ("s is zero", lambda p, u, b, s: [p, u, b, s[:32] + bytes(32)]),
        ("r and s are zero", lambda p, u, b, s: [p, u, b, bytes(64)]),
        ("r is the order", lambda p, u, b, s: [p, u, b, ORDER.to_bytes(32) + s[32:]]),
        ("the upper signature", lambda p, u, b, s: [p, u, b, other(s)]),
        ("r and s exchanged", lambda p, u, b, s: [p, u, b, signed.low(s[32:] + s[:32])]),
        ("a tag", lambda *parts: b"\xd2" + cbor.encode(list(parts))),
        ("an endless list", lambda *parts: b"\x9f" + cbor.encode(list(parts))[1:] + b"\xff"),
        ("a long head", lambda *parts: b"\x98\x04" + cbor.encode(list(parts))[1:]),
    ):
        yield Case(f"a code with {name}", DESK.forge(PAYLOAD, shape=shape), *ALTERED)
    swapped = DESK.forge(PAYLOAD, shape=lambda p, u, b, s: [signed.protected(THIEF.kid), u, b, s])
    yield Case("under another's name", swapped, *ALTERED)


def payloads() -> Iterator[tuple[str, bytes]]:
    """Payloads that no desk writes."""
    assert isinstance(PARTS, dict)
    wrong: dict[int, tuple[cbor.Value, ...]] = {
        1: ("1", b"1", [1], -1),
        2: (bytes(15), bytes(17), "0" * 16, 7),
        3: ([1], [1, 2, 3], 1, [1, "2"], [-1, 2], {1: 1, 2: 2}),
        4: ("1", -1, b""),
        5: ("1", -1, []),
        6: ("A" * 13, 7, ""),
        7: ("A" * 21, 7, b"M", ""),
        8: (
            [["Sofa"]],
            [["Sofa", 0]],
            [["Sofa", -1]],
            [["", 1]],
            [[1, 1]],
            "Sofa",
            [["a", "1"]],
            [],
        ),
        9: (0, 2, -1, "3"),
        10: (bytes(7), bytes(9), "x" * 8, b""),
    }
    for key, values in wrong.items():
        for at, value in enumerate(values):
            yield f"part {key} is wrong, {at}", cbor.encode({**PARTS, key: value})
    for key in (1, 2, 3, 4, 5):
        yield f"part {key} is missing", cbor.encode({k: v for k, v in PARTS.items() if k != key})
    yield "goods without a digest", cbor.encode({k: v for k, v in PARTS.items() if k != 10})
    bare = {k: v for k, v in PARTS.items() if k not in (8, 9)}
    yield "a digest without goods", cbor.encode(bare)
    yield "an unknown part", cbor.encode({**PARTS, 11: 1})
    yield "part 0", cbor.encode({**PARTS, 0: 1})
    yield "a list", cbor.encode([1, 2, 3])
    yield "nothing", b""
    yield from traps()


def traps() -> Iterator[tuple[str, bytes]]:
    """CBOR that says what a pass says in another spelling, or that other readers stumble over."""
    body = PAYLOAD[1:]
    yield "its keys twice", bytes([PAYLOAD[0] + 1]) + body + bytes([10]) + b"\x48" + SAMPLE.digest
    yield "a key too few", bytes([PAYLOAD[0] - 1]) + body
    yield "an endless map", b"\xbf" + body + b"\xff"
    yield "a long key", bytes([PAYLOAD[0]]) + b"\x18\x01" + body[1:]
    yield "a long kind", PAYLOAD[:2] + b"\x18\x01" + PAYLOAD[3:]
    yield "its first two keys exchanged", PAYLOAD[:1] + PAYLOAD[3:21] + PAYLOAD[1:3] + PAYLOAD[21:]
    yield "a float for a kind", PAYLOAD[:2] + b"\xf9\x3c\x00" + PAYLOAD[3:]
    yield "a float of 32 bits", PAYLOAD[:2] + b"\xfa\x3f\x80\x00\x00" + PAYLOAD[3:]
    yield "a float of 64 bits", PAYLOAD[:2] + b"\xfb\x3f\xf0" + bytes(6) + PAYLOAD[3:]
    yield "no number for a kind", PAYLOAD[:2] + b"\xf9\x7e\x00" + PAYLOAD[3:]
    yield "a kind of two bytes", PAYLOAD[:2] + b"\x19\x00\x01" + PAYLOAD[3:]
    yield "a kind of four bytes", PAYLOAD[:2] + b"\x1a\x00\x00\x00\x01" + PAYLOAD[3:]
    yield "a kind of eight bytes", PAYLOAD[:2] + b"\x1b" + bytes(7) + b"\x01" + PAYLOAD[3:]
    yield "a big number for a kind", PAYLOAD[:2] + b"\xc2\x41\x01" + PAYLOAD[3:]
    yield "a long length", PAYLOAD[:4] + b"\x58\x10" + PAYLOAD[5:]
    yield "an endless id", PAYLOAD[:4] + b"\x5f" + PAYLOAD[4:21] + b"\xff" + PAYLOAD[21:]
    yield "an endless place", PAYLOAD.replace(b"\x03\x82\x01\x02", b"\x03\x9f\x01\x02\xff")
    yield "a text for a key", PAYLOAD[:1] + b"\x61\x01" + PAYLOAD[2:]
    yield "a list for a key", PAYLOAD[:1] + b"\x81\x01" + PAYLOAD[2:]
    yield "its first key twice, both its kind", PAYLOAD[:1] + PAYLOAD[1:3] + PAYLOAD[1:]
    yield "an accent apart", PAYLOAD.replace("á".encode(), b"a\xcc")
    yield "true for a kind", PAYLOAD[:2] + b"\xf5" + PAYLOAD[3:]
    yield "nothing for a kind", PAYLOAD[:2] + b"\xf6" + PAYLOAD[3:]
    yield "a tag before a kind", PAYLOAD[:2] + b"\xc1" + PAYLOAD[2:]
    large = b"\x1b" + bytes([0, 0x20]) + bytes(6)
    yield "a kind beyond what JavaScript counts", PAYLOAD[:2] + large + PAYLOAD[3:]
    yield "a kind of 64 bits", PAYLOAD[:2] + b"\x1b" + b"\xff" * 8 + PAYLOAD[3:]
    yield "text that is not UTF-8", PAYLOAD.replace(b"AB 1234", b"AB \xff234")
    yield "half a pair of surrogates", PAYLOAD.replace(b"AB 1234", b"AB \xed\xa0\x804")
    yield "a list that promises more", PAYLOAD[:2] + b"\x9a\xff\xff\xff\xff" + PAYLOAD[3:]
    yield "a text that promises more", PAYLOAD[:2] + b"\x7b" + b"\x7f" * 8 + PAYLOAD[3:]
    yield "lists in lists", PAYLOAD[:2] + b"\x81" * 90 + b"\x00"
    yield "a reserved length", PAYLOAD[:2] + b"\x1c" + PAYLOAD[3:]


def cases() -> list[Case]:
    """Return all."""
    return [*altered(), *forged(), *rearranged()]
