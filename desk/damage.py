"""Go on after damage: a stretch of the journal that can no longer be proven is marked by the house.

The mark is a row of the server's own at the end of the journal. It says which rows, why, and what
state they are in now, so that nothing more can be changed there unnoticed. Everything before and
after is proven as ever (offline.md D14).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from desk import keys
from desk.db import write
from desk.entry import signed
from desk.journal import Pen, Status
from desk.reference import audit
from desk.server_keys import Spans
from desk.tables import Journal
from desk.time import now_ms

DAMAGE = "journal.damage"
KEPT = ("seq", "id", "recv", "status", "flags", "body", "kid", "dev", "n", "op", "t", "rec")


@dataclass(frozen=True)
class Stretch:
    """Rows that are damaged, both ends included, and what they were found as."""

    first: int
    last: int
    reason: str = ""
    state: str = ""  # hex
    at: int = 0  # seq of the row that marks them

    def holds(self, seq: int) -> bool:
        """Tell whether a row lies in it."""
        return self.first <= seq <= self.last


class State:
    """The digest of rows as they stand, damage and all."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, row: Journal) -> None:
        """Take in one more row."""
        raw = [value.hex() if value else None for value in (row.digest, row.sig, row.hash)]
        facts = [getattr(row, name) for name in KEPT]
        self._digest.update(json.dumps([*facts, *raw]).encode())

    @property
    def hex(self) -> str:
        """Return the digest so far."""
        return self._digest.hexdigest()


def marked(rows: Iterable[Journal], servers: Spans) -> tuple[Stretch, ...]:
    """Read the marks among rows; one that the server did not sign counts for nothing.

    A later mark takes the place of those that it covers.
    """
    found = [
        Stretch(d["from"], d["to"], d["reason"], d["state"], row.seq)
        for row in rows
        if row.t == DAMAGE and row.status == Status.SERVER and _ours(row, servers)
        for d in [json.loads(row.body or "{}")["d"]]
    ]
    return tuple(
        one
        for place, one in enumerate(found)
        if not any(o.first <= one.first and one.last <= o.last for o in found[place + 1 :])
    )


def _ours(row: Journal, servers: Spans) -> bool:
    span = servers.get(row.kid)
    if span is None or row.sig is None or row.body is None:
        return False
    return keys.verify(span.public, row.sig, signed(row.body))


def stretches(bad: Iterable[int], there: Iterable[int]) -> Iterator[Stretch]:
    """Join bad rows to stretches; rows that are missing before a bad one belong to it."""
    present = sorted(there)
    before = dict(zip(present, [0, *present], strict=False))
    lost = {n for seq in bad for n in range(before.get(seq, seq - 1) + 1, seq + 1)}
    ordered = sorted(lost)
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        found = [seq for _, seq in run]
        yield Stretch(found[0], found[-1])


def mark(site: int, found: Iterable[Stretch], rows: Iterable[Journal], reason: str) -> None:
    """Mark stretches as they stand in `rows`, with a line in the audit."""
    whole = list(rows)
    with write(site) as locked:
        pen = Pen(locked, now_ms())
        for one in found:
            state = State()
            for row in whole:
                if one.holds(row.seq):
                    state.add(row)
            facts = {"from": one.first, "to": one.last, "reason": reason, "state": state.hex}
            pen.server(DAMAGE, facts)
            audit(site, DAMAGE, first=one.first, last=one.last, reason=reason)
        pen.flush()
