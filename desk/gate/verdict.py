"""What a gate makes of a scanned code: green, amber or red, and every reason why.

The twin of static/js/models/gate/verdict.js; both run on tests/vectors/gate.json. Nothing of a code
is shown whose signature does not hold. A server that was reached decides what no phone alone can:
whether the pass went through another gate a moment ago.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from desk import keys
from desk.gate import cbor, claims, signed, trust_list
from desk.gate.claims import ANY_GATE, Claims

Colour = Literal["green", "amber", "red"]
Claim = Literal["claimed", "used", "void"]

# One of these alone turns a pass away.
RED = frozenset({
    "foreign", "half", "altered", "unknown_kind", "not_issuer", "key_time", "revoked_key",
    "wrong_site", "wrong_gate", "early", "over", "too_long", "void", "used", "stale_list",
})  # fmt: skip
# These ask the guard, who decides and says why.
AMBER = frozenset({
    "unknown_key", "old_list", "any_gate", "no_gate", "other_goods", "clock", "ask_server",
})  # fmt: skip
# Of these, the server's word is enough.
CLEARED = frozenset({"old_list", "stale_list", "any_gate", "ask_server", "clock"})
# The desk's clock may go before the gate's; a pass that is over gets no second more.
SKEW = 300


@dataclass(frozen=True)
class Kind:
    """What holds for one kind of pass; seconds."""

    longest: int
    amber_after: int = 24 * 3600
    red_after: int = 72 * 3600
    any_gate: bool = False  # may pass any gate without a server
    ask_server: bool = False


@dataclass(frozen=True)
class Gate:
    """Where and when the code is scanned, and what this phone knows; `now` in seconds UTC."""

    site: int
    now: int
    gate: int | None = None
    clock_doubted: bool = False
    used: frozenset[str] = frozenset()  # ids in hex
    known: frozenset[str] = frozenset()  # of which the server had heard before a key was revoked
    goods: tuple[claims.Line, ...] | None = None  # the whole list, where this phone has it
    claim: Claim | None = None  # what the server said within its time


@dataclass(frozen=True)
class Verdict:
    """The colour, every reason in the order of their weight, and what may be shown of the pass."""

    colour: Colour
    reasons: tuple[str, ...] = ()
    claims: Claims | None = None


@dataclass(frozen=True)
class Look:
    """All that one judgement rests on."""

    trust: trust_list.TrustList
    gate: Gate
    kinds: Mapping[int, Kind] = field(default_factory=dict)


def judge(text: str, look: Look) -> Verdict:
    """Judge what was scanned; never raise."""
    try:
        sealed = signed.read(text)
    except signed.Unreadable as fault:
        return Verdict("red", (fault.trouble,))
    if not look.trust.of(sealed.kid):
        return Verdict("amber", ("unknown_key",))
    key = signer(sealed, look.trust)
    if key is None:
        return Verdict("red", ("altered",))
    try:
        found = claims.decode(sealed.payload)
    except cbor.Fault:
        return Verdict("red", ("altered",))
    reasons = (*_reasons(found, key, look), *_of_goods(found, look.gate))
    return _weighed(found, reasons, look.gate.claim)


def signer(sealed: signed.Sealed, trust: trust_list.TrustList) -> trust_list.Key | None:
    """Return the key that signed a code, be it believed or not; None when none of these did."""
    if signed.low(sealed.signature) != sealed.signature:
        return None
    said = sealed.statement
    held = trust.of(sealed.kid)
    return next((key for key in held if keys.verify(key.public, sealed.signature, said)), None)


def _weighed(found: Claims, reasons: tuple[str, ...], claim: Claim | None) -> Verdict:
    if claim == "claimed":
        reasons = tuple(one for one in reasons if one not in CLEARED)
    reasons = tuple(sorted(reasons, key=lambda one: one not in RED))
    if not reasons:
        return Verdict("green", (), found)
    return Verdict("red" if reasons[0] in RED else "amber", reasons, found)


def _reasons(found: Claims, key: trust_list.Key, look: Look) -> Iterator[str]:
    yield from _of_key(found, key, look.gate)
    yield from _of_place(found, look.gate)
    kind = look.kinds.get(found.kind)
    if kind is None:
        yield "unknown_kind"
        return
    yield from _of_time(found, kind, look.gate)
    yield from _of_use(found, look)
    yield from _of_doubt(found, kind, look)


def _of_key(found: Claims, key: trust_list.Key, gate: Gate) -> Iterator[str]:
    if not key.issues or key.site != found.site:
        yield "not_issuer"
    if not key.since <= found.since <= key.until:
        yield "key_time"
    # A stolen key may write any time into a pass: only what the server knew before counts.
    if key.revoked is not None and found.id.hex() not in gate.known:
        yield "revoked_key"


def _of_place(found: Claims, gate: Gate) -> Iterator[str]:
    if found.site != gate.site:
        yield "wrong_site"
    elif found.gate != ANY_GATE and gate.gate is None:
        yield "no_gate"
    elif found.gate not in (ANY_GATE, gate.gate):
        yield "wrong_gate"


def _of_time(found: Claims, kind: Kind, gate: Gate) -> Iterator[str]:
    if gate.now < found.since - SKEW:
        yield "early"
    if gate.now >= found.until:
        yield "over"
    if not 0 < found.until - found.since <= kind.longest:
        yield "too_long"


def _of_use(found: Claims, look: Look) -> Iterator[str]:
    id = found.id.hex()
    if id in look.trust.void or look.gate.claim == "void":
        yield "void"
    if id in look.gate.used or look.gate.claim == "used":
        yield "used"


def _of_doubt(found: Claims, kind: Kind, look: Look) -> Iterator[str]:
    gate, age = look.gate, look.gate.now - look.trust.issued
    if age > kind.red_after:
        yield "stale_list"
    elif age > kind.amber_after:
        yield "old_list"
    if gate.clock_doubted or age < -SKEW:
        yield "clock"
    if found.gate == ANY_GATE and not kind.any_gate:
        yield "any_gate"
    if kind.ask_server:
        yield "ask_server"


def _of_goods(found: Claims, gate: Gate) -> Iterator[str]:
    goods = found.lines if gate.goods is None and len(found.lines) == found.count else gate.goods
    if goods is not None and not claims.bound(found, goods):
        yield "other_goods"
