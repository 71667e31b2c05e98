"""What is scanned at a gate, and what must come of it: told by hand, by what was done to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desk.gate import claims
from desk.gate.trust_list import TrustList
from desk.gate.verdict import SKEW, Kind, Look
from tests.gate.makers import (
    CODE,
    DESK,
    FORTY,
    GATE,
    GOODS,
    HOUR,
    KINDS,
    LOOK,
    NOW,
    SAMPLE,
    STRANGER,
    THIEF,
    TRUST,
    VIEWER,
    Maker,
)

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
    longest = a(plate="粵Z·AB12港·澳", holder="Ñ" * 20, lines=())
    yield Case("the longest plate and holder", longest, "green")
    beyond = a(holder="𠮷" * 9, plate="🚚" * 5, lines=())
    yield Case("signs beyond the basic plane", beyond, "green")
    for count in (1, 2, 5, 40, 1000):
        lines = tuple((f"箱 {n}", n) for n in range(1, count + 1))
        yield Case(f"{count} lines", DESK.seal(claims.fitted(SAMPLE, lines)), "green")
    long = claims.fitted(SAMPLE, (("s" * 80, 1),))
    yield Case("a line with a long name", DESK.seal(long), "green")
    for name, letters in (("letters that need escapes", "$%*+-./: "), ("quotes", "<\"&'>")):
        yield Case(name, a(holder=letters), "green")


def good_here() -> Iterator[Case]:
    """Passes that go through because of what the phone knows."""
    yield Case("in its first second", CODE, "green", (), gate(now=SAMPLE.since))
    yield Case("at a gate five minutes behind", CODE, "green", (), gate(now=SAMPLE.since - SKEW))
    yield Case("a list five minutes ahead", CODE, "green", (), trust(issued=NOW + SKEW))
    yield Case("the goods that this phone knows", CODE, "green", (), gate(goods=GOODS))
    forty = claims.fitted(SAMPLE, FORTY)
    yield Case("forty lines, all known", DESK.seal(forty), "green", (), gate(goods=FORTY))
    own = replace(LOOK, kinds={1: Kind(24 * HOUR, amber_after=HOUR)})
    yield Case("a list as old as this kind allows", CODE, "green", (), own)
    yield Case("in its last second", CODE, "green", (), gate(now=SAMPLE.until - 1))
    yield Case("as long as it may be", a(since=NOW, until=NOW + 24 * HOUR), "green")
    yield Case("a list of one day", CODE, "green", (), trust(issued=NOW - 24 * HOUR))
    yield Case("any gate, where that is allowed", a(kind=2, gate=0), "green")
    yield Case("any gate, no gate set", a(kind=2, gate=0), "green", (), gate(gate=None))
    yield Case("another pass is void", CODE, "green", (), trust(void=frozenset({"00" * 16})))
    yield Case("another pass was used", CODE, "green", (), gate(used=frozenset({"00" * 16})))


def vouched() -> Iterator[Case]:
    """Passes that go through because of their key, or of the server's word."""
    twin = replace(DESK.key(), public=STRANGER.public)
    yield Case("two keys of one short name", CODE, "green", (), trust(keys=(twin, DESK.key())))
    broken = replace(DESK.key(), public=b"\x04" + bytes(64))
    yield Case(
        "a broken key of its short name", CODE, "green", (), trust(keys=(broken, DESK.key()))
    )
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
    fewer = gate(goods=GOODS[:2])
    yield Case("fewer goods than the desk knows of", CODE, "amber", ("other_goods",), fewer)
    more = gate(goods=(*GOODS[:2], (GOODS[2][0], 3)))
    yield Case("another quantity", CODE, "amber", ("other_goods",), more)
    order = gate(goods=GOODS[::-1])
    yield Case("another order of goods", CODE, "amber", ("other_goods",), order)
    last = gate(goods=(*FORTY[:39], ("Piano", 1)))
    yield Case("another last one of forty", DESK.seal(claims.fitted(SAMPLE, FORTY)), "amber",
               ("other_goods",), last)  # fmt: skip
    yield Case("a digest of other goods", a(digest=claims.digest(FORTY)), "amber", ("other_goods",))
    yield Case("other goods, and claimed", CODE, "amber", ("other_goods",),
               gate(goods=GOODS[:2], claim="claimed"))  # fmt: skip
    ahead = trust(issued=NOW + SKEW + 1)
    yield Case("a list from a time to come", CODE, "amber", ("clock",), ahead)
    own = replace(LOOK, kinds={1: Kind(24 * HOUR, amber_after=HOUR - 1)})
    yield Case("a list a second too old for this kind", CODE, "amber", ("old_list",), own)
    both = replace(gate(clock_doubted=True), trust=replace(TRUST, issued=NOW - 30 * HOUR))
    yield Case("an old list and a doubted clock", CODE, "amber", ("old_list", "clock"), both)


def refused() -> Iterator[Case]:
    """Passes whose key or place is wrong."""
    yield Case("a key that may not issue", a(VIEWER), "red", ("not_issuer",))
    elsewhere = trust(keys=(DESK.key(site=2),))
    yield Case("a key of another site", CODE, "red", ("not_issuer",), elsewhere)
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
    yield Case("of a stolen key, and claimed", a(THIEF), "red", ("revoked_key",),
               gate(claim="claimed"))  # fmt: skip
    none = replace(LOOK, trust=TrustList(0, 0))
    yield Case("no list at all", CODE, "amber", ("unknown_key",), none)


def out_of_time() -> Iterator[Case]:
    """Passes that do not hold now, or no more."""
    yield Case(
        "six minutes too early", CODE, "red", ("early", "clock"), gate(now=SAMPLE.since - 360)
    )
    soon = gate(now=SAMPLE.since - SKEW - 1)
    soon = replace(soon, trust=replace(TRUST, issued=SAMPLE.since - 2 * SKEW))
    yield Case("a second too early for any clock", CODE, "red", ("early",), soon)
    yield Case("over a minute ago, whatever the clocks", CODE, "red", ("over",),
               gate(now=SAMPLE.until + 60))  # fmt: skip
    yield Case("over, and the server claimed it", CODE, "red", ("over",),
               gate(now=SAMPLE.until, claim="claimed"))  # fmt: skip
    own = replace(LOOK, kinds={1: Kind(24 * HOUR, amber_after=HOUR // 2, red_after=HOUR - 1)})
    yield Case("a list too old for this kind", CODE, "red", ("stale_list",), own)
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
    yield Case("every red at once", a(gate=3, kind=1, until=NOW - 1), "red", ("wrong_gate", "over"))
    own = replace(LOOK, kinds={**KINDS, 1: Kind(HOUR)})
    yield Case("longer than its kind may be", CODE, "red", ("too_long",), own)


def foreign() -> Iterator[Case]:
    """Codes that are none of ours, or cut off."""
    others = (
        "", " ", "V1:019A2B3C4D5E7F608A1B2C3D4E5F6071", "https://example.org/FD1:",
        "fd1:" + CODE[4:], "FD2:" + CODE[4:], "HC1:" + CODE[4:], "FD1", " " + CODE,
        "V1:" + "0" * 5000, "\0", "FD1;0",
    )  # fmt: skip
    for text in others:
        trouble = "half" if text == "FD1" else "foreign"
        yield Case(f"not ours: {text[:12]!r}", text, "red", (trouble,))
    for length in range(4, len(CODE), 9):
        # A base45 text has no length of 3n + 1; what is left there is no spelling of anything.
        trouble = "altered" if (length - 4) % 3 == 1 else "half"
        yield Case(f"cut off after {length} letters", CODE[:length], "red", (trouble,))


PARTS = (good, good_here, vouched, doubted, refused, out_of_time, foreign)


def cases() -> list[Case]:
    """Return all of a code in one piece."""
    return [case for part in PARTS for case in part()]
