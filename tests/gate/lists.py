"""Trust lists that a phone is handed, and whether it takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desk.gate import trust_list
from desk.gate.trust_list import TrustList
from tests.gate.makers import NOW, TRUST, Maker

HOUSE, NEXT, OTHER = Maker("house"), Maker("next house"), Maker("other house")
PUBLICS = (HOUSE.public, NEXT.public)
TEXT = trust_list.write(TRUST)


@dataclass(frozen=True)
class Handed:
    """A list as it came, the one that is held, and why it is not taken (None when it is)."""

    name: str
    text: str
    signature: bytes
    trouble: str | None = None
    held: str | None = None
    publics: tuple[bytes, ...] = PUBLICS


def by(who: Maker, text: str) -> bytes:
    """Sign a list."""
    return who.sign(trust_list.statement(text))


def taken() -> Iterator[Handed]:
    """Lists that take the place of what was held."""
    yield Handed("the first list", TEXT, by(HOUSE, TEXT))
    yield Handed("signed by the next key", TEXT, by(NEXT, TEXT))
    yield Handed("the same once more", TEXT, by(HOUSE, TEXT), held=TEXT)
    for name, before in (
        ("a younger one of the same version", replace(TRUST, issued=TRUST.issued - 1)),
        ("a newer version", replace(TRUST, version=TRUST.version - 1)),
        ("a newer version after the clock was put back",
         replace(TRUST, version=TRUST.version - 1, issued=NOW + 1)),
    ):  # fmt: skip
        yield Handed(name, TEXT, by(HOUSE, TEXT), held=trust_list.write(before))
    empty = trust_list.write(TrustList(1, NOW))
    yield Handed("an empty list", empty, by(HOUSE, empty))


def refused() -> Iterator[Handed]:
    """Lists that are not taken."""
    good = by(HOUSE, TEXT)
    spaced = TEXT.replace(",", ", ")
    for name, text, signature in (
        ("signed by another house", TEXT, by(OTHER, TEXT)),
        ("not signed", TEXT, b""),
        ("a signature of zeros", TEXT, bytes(64)),
        ("a signature cut short", TEXT, good[:-1]),
        ("signed for something else", TEXT, HOUSE.sign(TEXT.encode())),
        ("a pass no longer taken back", TEXT.replace("00ff", "00fe"), good),
        ("a key given more time", TEXT.replace('"until":1', '"until":2'), good),
        (
            "a stolen key given back",
            TEXT.replace(f'"revoked":{NOW - 7200}', '"revoked":null'),
            good,
        ),
        ("written anew with spaces", spaced, good),
        ("nothing", "", good),
    ):
        yield Handed(name, text, signature, "not_signed")
    yield Handed("no key of the house is known", TEXT, good, "not_signed", None, ())
    yield Handed("a broken key is known", TEXT, good, "not_signed", None, (b"\x04" + bytes(64),))
    for name, after in (
        ("an older version", replace(TRUST, version=TRUST.version + 1)),
        ("an older version that is younger", replace(TRUST, version=8, issued=TRUST.issued - 9)),
        ("an older one of the same version", replace(TRUST, issued=TRUST.issued + 1)),
    ):
        yield Handed(name, TEXT, good, "older", trust_list.write(after))
    for text in (
        "",
        "null",
        "[]",
        "{}",
        '{"version":1,"issued":1,"keys":[1],"void":[]}',
        TEXT[:-1],
    ):
        yield Handed(f"signed and no list: {text[:24]}", text, by(HOUSE, text), "unreadable")


def handed() -> list[Handed]:
    """Return all."""
    return [*taken(), *refused()]
