"""Whose passes a gate believes: a list that the house signs, so that a phone can carry it for days.

The twin of static/js/models/gate/trust_list.js. The list is the bytes of a JSON text: what is
signed is what was sent, never something written anew.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desk import keys

CONTEXT = b"vestibule-trust-v1\n"

Trouble = Literal["not_signed", "unreadable", "older"]


class Unfit(ValueError):
    """This list does not take the place of the one that is held; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True)
class Key:
    """One who may sign passes; times in seconds UTC, `revoked` None while nobody took it away."""

    kid: str
    public: bytes
    site: int
    issues: bool
    since: int
    until: int
    revoked: int | None = None


@dataclass(frozen=True)
class TrustList:
    """The keys of a site and the passes that were taken back (ids in hex) before they ran out."""

    version: int
    issued: int
    keys: tuple[Key, ...] = ()
    void: frozenset[str] = frozenset()

    def of(self, kid: bytes) -> list[Key]:
        """Return the keys with this short name: two may share one."""
        return [key for key in self.keys if key.kid == kid.hex()]


def write(found: TrustList) -> str:
    """Return the text that is signed and sent."""
    rows = [
        {**vars(key), "public": keys.b64(key.public)}
        for key in sorted(found.keys, key=lambda key: (key.kid, key.public))
    ]
    told = {"version": found.version, "issued": found.issued, "keys": rows}
    return json.dumps({**told, "void": sorted(found.void)}, separators=(",", ":"))


def statement(text: str) -> bytes:
    """Return the bytes that the house signs."""
    return CONTEXT + text.encode()


def read(text: str) -> TrustList:
    """Return what a text tells whose signature was found good; raise Unfit."""
    try:
        told = json.loads(text)
        rows = (Key(**{**row, "public": keys.unb64(row["public"])}) for row in told["keys"])
        return TrustList(told["version"], told["issued"], tuple(rows), frozenset(told["void"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Unfit("unreadable") from error


def accept(
    text: str, signature: bytes, publics: Iterable[bytes], held: TrustList | None = None
) -> TrustList:
    """Return a list that one of the house's keys signed, unless a newer one is held; raise Unfit.

    A list written anew without a change has the version of the one before, and is younger.
    """
    if not any(keys.verify(public, signature, statement(text)) for public in publics):
        raise Unfit("not_signed")
    found = read(text)
    if held and (found.version, found.issued) < (held.version, held.issued):
        raise Unfit("older")
    return found
