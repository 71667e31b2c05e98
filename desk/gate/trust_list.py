"""Whose passes a gate believes: a list that the house signs, so that a phone can carry it for days.

The twin of static/js/models/gate/trust_list.js. The list is the bytes of a JSON text: what is
signed is what was sent, never something written anew.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

CONTEXT = b"vestibule-trust-v1\n"


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
    rows: Sequence[dict[str, Any]] = [
        {**vars(key), "public": key.public.hex()}
        for key in sorted(found.keys, key=lambda key: (key.kid, key.public))
    ]
    told = {"version": found.version, "issued": found.issued, "keys": rows}
    return json.dumps({**told, "void": sorted(found.void)}, separators=(",", ":"))


def statement(text: str) -> bytes:
    """Return the bytes that the house signs."""
    return CONTEXT + text.encode()


def read(text: str) -> TrustList:
    """Return what a text tells whose signature was found good."""
    told = json.loads(text)
    rows = (Key(**{**row, "public": bytes.fromhex(row["public"])}) for row in told["keys"])
    return TrustList(told["version"], told["issued"], tuple(rows), frozenset(told["void"]))
