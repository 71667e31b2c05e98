"""What is scanned at a gate, and what must come of it: told here by hand, by what was done to a pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desk.gate import cbor, claims, signed
from desk.gate.base45 import LETTERS
from desk.gate.claims import Claims
from desk.gate.trust_list import TrustList
from desk.gate.verdict import Gate, Kind, Look
from desk.keys import ORDER
from tests.gate.makers import (
    DESK, GATE, GOODS, HOUR, KINDS, LOOK, NOW, SAMPLE, STRANGER, THIEF, TRUST, VIEWER, Maker,
    unwritten, written,
)  # fmt: skip

CODE = DESK.seal(SAMPLE)
RAW = unwritten(CODE)
PAYLOAD = claims.encode(SAMPLE)
PARTS = cbor.decode(PAYLOAD)
ID = SAMPLE.id.hex()


@dataclass(frozen=True)
class Case:
    """A code, what the phone knows, the colour and the first reasons that are right."""

    name: str
    text: str
    colour: str
    reasons: tuple[str, ...] = ()
    look: Look = LOOK


def gate(**more: object) -> Look:
    return replace(LOOK, gate=replace(GATE, **more))  # type: ignore[arg-type]


def trust(**more: object) -> Look:
    return replace(LOOK, trust=replace(TRUST, **more))  # type: ignore[arg-type]


def a(who: Maker = DESK, **more: object) -> str:
    return who.seal(replace(SAMPLE, **more))  # type: ignore[arg-type]


def good() -> Iterator[Case]:
    """Passes that go through."""
    yield Case("as it was written", CODE, "green")
    yield Case("without goods", a(lines=(), count=0, digest=b""), "green")
    yield Case("without a plate", a(plate=""), "green")
    yield Case("without a holder", a(holder=""), "green")
    yield Case("the longest plate and holder", a(plate="粵Z·AB12港·澳", holder="Ñ" * 20, lines=()), "green")
    yield Case("signs beyond the basic plane", a(holder="𠮷" * 9, plate="🚚" * 5, lines=()), "green")
    for count in (1, 2, 5, 40, 1000):
        lines = tuple((f"箱 {n}", n) for n in range(1, count + 1))
        yield Case(f"{count} lines", DESK.seal(claims.fitted(SAMPLE, lines)), "green")
    yield Case("a line with a long name", DESK.seal(claims.fitted(SAMPLE, (("s" * 80, 1),))), "green")
    yield Case("in its first second", CODE, "green", (), gate(now=SAMPLE.since))
    yield Case("in its last second", CODE, "green", (), gate(now=SAMPLE.until - 1))
    yield Case("as long as it may be", a(since=NOW, until=NOW + 24 * HOUR), "green")
    yield Case("a list of one day", CODE, "green", (), trust(issued=NOW - 24 * HOUR))
    yield Case("any gate, where that is allowed", a(kind=2, gate=0), "green")
    yield Case("any gate, no gate set", a(kind=2, gate=0), "green", (), gate(gate=None))
    yield Case("another pass is void", CODE, "green", (), trust(void=frozenset({"00" * 16})))
    yield Case("another pass was used", CODE, "green", (), gate(used=frozenset({"00" * 16})))
    twin = replace(DESK.key(), public=STRANGER.public)
    yield Case("two keys of one short name", CODE, "green", (), trust(keys=(twin, DESK.key())))
    late = replace(DESK.key(), revoked=NOW)
    known = replace(gate(known=frozenset({ID})), trust=replace(TRUST, keys=(late,)))
    yield Case("its key was revoked after the server knew it", CODE, "green", (), known)
    for name, code, look in (
        ("an old list", CODE, trust(issued=NOW - 30 * HOUR)),
        ("a stale list", CODE, trust(issued=NOW - 80 * HOUR)),
        ("any gate", a(gate=0), LOOK),
        ("a kind that asks", a(kind=3), LOOK),
        ("a doubted clock", CODE, gate(clock_doubted=True)),
    ):
        asked = replace(look, gate=replace(look.gate, claim="claimed"))
        yield Case(f"{name}, and the server claimed it", code, "green", (), asked)
    for name, letters in (("letters that need escapes", "$%*+-./: "), ("quotes", "<\"&'>")):
        yield Case(name, a(holder=letters), "green")


def doubted() -> Iterator[Case]:
    """Passes about which the guard decides."""
    yield Case("a key nobody knows", a(STRANGER), "amber", ("unknown_key",))
    yield Case("a list of a day and a second", CODE, "amber", ("old_list",),
               trust(issued=NOW - 24 * HOUR - 1))  # fmt: skip
    yield Case("a list of three days", CODE, "amber", ("old_list",), trust(issued=NOW - 72 * HOUR))
    yield Case("any gate", a(gate=0), "amber", ("any_gate",))
    yield Case("this phone has no gate", CODE, "amber", ("no_gate",), gate(gate=None))
    yield Case("a doubted clock", CODE, "amber", ("clock",), gate(clock_doubted=True))
    yield Case("a kind that asks the server", a(kind=3), "amber", ("ask_server",))
    no_gate = gate(gate=None, claim="claimed")
    yield Case("claimed, by a phone without a gate", CODE, "amber", ("no_gate",), no_gate)
    both = replace(gate(clock_doubted=True), trust=replace(TRUST, issued=NOW - 30 * HOUR))
    yield Case("an old list and a doubted clock", CODE, "amber", ("old_list", "clock"), both)


def refused() -> Iterator[Case]:
    """Passes that say themselves, or of which the phone knows, that they do not hold."""
    yield Case("a key that may not issue", a(VIEWER), "red", ("not_issuer",))
    yield Case("a key of another site", CODE, "red", ("not_issuer",), trust(keys=(DESK.key(site=2),)))
    yield Case("before its key began", CODE, "red", ("key_time",),
               trust(keys=(DESK.key(since=SAMPLE.since + 1),)))  # fmt: skip
    yield Case("after its key ended", CODE, "red", ("key_time",),
               trust(keys=(DESK.key(until=SAMPLE.since - 1),)))  # fmt: skip
    yield Case("of a stolen key", a(THIEF), "red", ("revoked_key",))
    old = a(THIEF, since=NOW - 20 * HOUR, until=NOW + 1)
    yield Case("of a stolen key, dated back", old, "red", ("revoked_key",))
    yield Case("for another site", a(site=2), "red", ("not_issuer", "wrong_site"))
    yield Case("for another gate", a(gate=3), "red", ("wrong_gate",))
    yield Case("a kind nobody knows", a(kind=99), "red", ("unknown_kind",))
    yield Case("a second too early", CODE, "red", ("early",), gate(now=SAMPLE.since - 1))
    yield Case("over in this second", CODE, "red", ("over",), gate(now=SAMPLE.until))
    yield Case("a second too long", a(until=SAMPLE.since + 24 * HOUR + 1), "red", ("too_long",))
    yield Case("over before it begins", a(since=NOW, until=NOW), "red", ("over", "too_long"))
    yield Case("taken back", CODE, "red", ("void",), trust(void=frozenset({ID})))
    yield Case("taken back, says the server", CODE, "red", ("void",), gate(claim="void"))
    yield Case("used here", CODE, "red", ("used",), gate(used=frozenset({ID})))
    yield Case("used elsewhere, says the server", CODE, "red", ("used",), gate(claim="used"))
    yield Case("used here, and claimed", CODE, "red", ("used",),
               gate(used=frozenset({ID}), claim="claimed"))  # fmt: skip
    yield Case("a list older than three days", CODE, "red", ("stale_list",),
               trust(issued=NOW - 72 * HOUR - 1))  # fmt: skip
    yield Case("red before amber", a(gate=0, until=NOW), "red", ("over", "any_gate"))
    yield Case("no list at all", CODE, "amber", ("unknown_key",), replace(LOOK, trust=TrustList(0, 0)))
    yield Case("every red at once", a(gate=3, kind=1, until=NOW - 1), "red", ("wrong_gate", "over"))
    own = replace(LOOK, kinds={**KINDS, 1: Kind(HOUR)})
    yield Case("longer than its kind may be", CODE, "red", ("too_long",), own)


def foreign() -> Iterator[Case]:
    """Codes that are none of ours, or cut off."""
    others = ("", " ", "V1:019A2B3C4D5E7F608A1B2C3D4E5F6071", "https://example.org/FD1:", "fd1:" + CODE[4:],
              "FD2:" + CODE[4:], "HC1:" + CODE[4:], "FD1", " " + CODE, CODE + "0" * 400, "\0", "FD1;0")  # fmt: skip
    for text in others:
        trouble = "half" if text == "FD1" else "foreign"
        yield Case(f"not ours: {text[:12]!r}", text, "red", (trouble,))
    for length in range(4, len(CODE), 9):
        # A base45 text has no length of 3n + 1; what is left there is no spelling of anything.
        trouble = "altered" if (length - 4) % 3 == 1 else "half"
        yield Case(f"cut off after {length} letters", CODE[:length], "red", (trouble,))


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
    """Codes that were signed well by a desk and shaped badly, or signed badly."""
    red = ("red", ("altered",))
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
        yield Case(name, DESK.forge(PAYLOAD, header), *red)
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
        ("the upper signature", lambda p, u, b, s: [p, u, b, s[:32] + _upper(s[32:])]),
        ("r and s exchanged", lambda p, u, b, s: [p, u, b, signed.low(s[32:] + s[:32])]),
        ("a tag", lambda *parts: b"\xd2" + cbor.encode(list(parts))),
        ("an endless list", lambda *parts: b"\x9f" + cbor.encode(list(parts))[1:] + b"\xff"),
        ("a long head", lambda *parts: b"\x98\x04" + cbor.encode(list(parts))[1:]),
    ):
        yield Case(f"a code with {name}", DESK.forge(PAYLOAD, shape=shape), *red)
    for name, payload in payloads():
        yield Case(f"a payload: {name}", DESK.forge(payload), *red)
    swapped = DESK.forge(PAYLOAD, shape=lambda p, u, b, s: [
        signed.protected(THIEF.kid), u, b, s])  # fmt: skip
    yield Case("under another's name", swapped, *red)
    large = DESK.forge(claims.encode(replace(SAMPLE, lines=(("x" * 120, 1),), count=1)))
    yield Case("too many bytes", large, "red", ("foreign",))


def _upper(s: bytes) -> bytes:
    return (ORDER - int.from_bytes(s)).to_bytes(32)


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
        8: ([["Sofa"]], [["Sofa", 0]], [["Sofa", -1]], [["", 1]], [[1, 1]], "Sofa", [["a", "1"]], []),
        9: (0, 2, -1, "3"),
        10: (bytes(7), bytes(9), "x" * 8, b""),
    }
    for key, values in wrong.items():
        for at, value in enumerate(values):
            yield f"part {key} is wrong, {at}", cbor.encode({**PARTS, key: value})
    for key in (1, 2, 3, 4, 5):
        yield f"part {key} is missing", cbor.encode({k: v for k, v in PARTS.items() if k != key})
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
    yield "true for a kind", PAYLOAD[:2] + b"\xf5" + PAYLOAD[3:]
    yield "nothing for a kind", PAYLOAD[:2] + b"\xf6" + PAYLOAD[3:]
    yield "a tag before a kind", PAYLOAD[:2] + b"\xc1" + PAYLOAD[2:]
    yield "a kind beyond what JavaScript counts", PAYLOAD[:2] + b"\x1b" + bytes([0, 0x20]) + bytes(6) + PAYLOAD[3:]
    yield "a kind of 64 bits", PAYLOAD[:2] + b"\x1b" + b"\xff" * 8 + PAYLOAD[3:]
    yield "text that is not UTF-8", PAYLOAD.replace(b"AB 1234", b"AB \xff234")
    yield "half a pair of surrogates", PAYLOAD.replace(b"AB 1234", b"AB \xed\xa0\x804")
    yield "a list that promises more", PAYLOAD[:2] + b"\x9a\xff\xff\xff\xff" + PAYLOAD[3:]
    yield "a text that promises more", PAYLOAD[:2] + b"\x7b" + b"\x7f" * 8 + PAYLOAD[3:]
    yield "lists in lists", PAYLOAD[:2] + b"\x81" * 90 + b"\x00"
    yield "a reserved length", PAYLOAD[:2] + b"\x1c" + PAYLOAD[3:]


def cases() -> list[Case]:
    """Return all."""
    return [case for part in (good, doubted, refused, foreign, altered, forged) for case in part()]
