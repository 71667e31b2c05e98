"""Verify a journal: chain, signatures, columns, counters, checkpoints, kept personal values.

It needs no personal value, so that it works as well after purges; what is still kept must agree
with its commitment.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk import keys
from desk.checkpoint import Checkpoint
from desk.damage import State, Stretch
from desk.entry import commitment, signed
from desk.journal import Status, row_hash
from desk.server_keys import Spans
from desk.tables import Journal, Personal
from desk.tables.site import NO_HASH

RESTORED = "journal.restored"
COPIED = ("id", "dev", "n", "op", "t", "rec")  # columns that repeat the body for look-ups
SILENT = {"dev": "", "n": 0, "op": "", "t": "", "rec": None}


@dataclass(frozen=True, order=True)
class Fault:
    """Something that is not as it was written."""

    seq: int
    what: str


@dataclass
class Report:
    """What was found: faults by seq, entries that never came, and what a restore left behind."""

    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    gaps: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    lost: list[Checkpoint] = field(default_factory=list)  # seen before a backup was restored
    damaged: list[Fault] = field(default_factory=list)  # in stretches that the house has marked
    damage: tuple[Stretch, ...] = ()

    def found(self, faults: Iterable[Fault]) -> None:
        """Put faults where they belong: to those, or to the damage that is known."""
        for fault in faults:
            known = any(stretch.holds(fault.seq) for stretch in self.damage)
            (self.damaged if known else self.faults).append(fault)

    @property
    def first(self) -> int | None:
        return min(self.faults).seq if self.faults else None


@dataclass(frozen=True)
class Known:
    """What a journal is held against: keys, its head and checkpoints."""

    site: int
    began: str  # the epoch of the first row
    epoch: str
    seq: int
    head: bytes
    servers: Spans  # the server's own keys
    devices: Mapping[str, bytes]
    checkpoints: Sequence[Checkpoint] = ()
    damage: tuple[Stretch, ...] = ()


def verify(rows: Iterable[Journal], known: Known) -> Report:
    """Walk over a site's whole journal, in order of seq."""
    report, walk = Report(damage=known.damage), Walk(known)
    states = {stretch: State() for stretch in known.damage}
    for row in rows:
        report.rows += 1
        report.found(Fault(row.seq, what) for what in walk.step(row))
        for stretch, state in states.items():
            if stretch.holds(row.seq):
                state.add(row)
    report.faults += walk.end()
    report.faults += [
        Fault(seq, f"the damaged rows {one.first} to {one.last} were altered again")
        for one, state in states.items()
        if state.hex != one.state
        for seq in range(one.first, one.last + 1)
    ]
    report.lost = walk.lost
    report.gaps = {dev: gaps for dev, seen in walk.seen.items() if (gaps := missing(seen))}
    return report


class Walk:
    """Hold each row against the one before."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.seq, self.head = 0, NO_HASH
        self.epoch = known.began
        self.seen: dict[str, set[int]] = {}
        self.lost: list[Checkpoint] = []
        self.points: dict[tuple[str, int], list[Checkpoint]] = {}
        for point in known.checkpoints:
            self.points.setdefault((point.epoch, point.seq), []).append(point)

    def step(self, row: Journal) -> Iterator[str]:
        body = _body(row)
        if row.seq != self.seq + 1:
            yield f"rows {self.seq + 1} to {row.seq - 1} are missing"
        if row.site != self.known.site:
            yield "belongs to another site"
        if row.body is not None and hashlib.sha256(row.body.encode()).digest() != row.digest:
            yield "the text was altered"
        if row.hash != self._hash(row):
            yield "the chain is broken"
        yield from _copied(row, body)
        yield from self._signature(row)
        yield from self._point(row)
        if row.dev:
            self.seen.setdefault(row.dev, set()).add(row.n)
        self.seq, self.head = row.seq, row.hash

    def end(self) -> list[Fault]:
        """Hold the end of the walk against the head and the checkpoints beyond it."""
        faults = []
        end = (self.epoch, self.seq, self.head)
        if end != (self.known.epoch, self.known.seq, self.known.head):
            faults.append(Fault(self.seq + 1, "the journal does not end at the site's head"))
        left = [point for points in self.points.values() for point in points]
        faults += [Fault(self.seq + 1, f"cut off before checkpoint {p.seq}") for p in left]
        return faults

    def _hash(self, row: Journal) -> bytes:
        epoch = self._epoch(row)
        if not (0 <= row.recv < 2**63 and 0 <= row.status < 256 and len(epoch) == 32):
            return b""
        return row_hash(
            epoch, row.site, row.seq, self.head, row.digest, row.sig, row.recv, row.status,
            row.flags,
        )  # fmt: skip

    def _epoch(self, row: Journal) -> str:
        """Follow the epochs: a restored journal says in its first row which one began."""
        if row.status == Status.SERVER and row.t == RESTORED:
            for key in [key for key in self.points if key[0] == self.epoch]:
                self.lost += self.points.pop(key)
            self.epoch = str(_body(row).get("d", {}).get("epoch", ""))
        return self.epoch

    def _signature(self, row: Journal) -> Iterator[str]:
        if row.body is None:
            return
        public = self._public(row)
        if public is None:
            if row.status == Status.APPLIED:
                yield "written by an unknown device"
            if row.status == Status.SERVER:
                yield "signed by another key" if row.kid else "the signature is gone"
            return
        if row.sig is None:
            if row.status in (Status.APPLIED, Status.SERVER):
                yield "the signature is gone"
            return
        if row.kid != keys.kid(public):
            yield "signed by another key"
        elif not keys.verify(public, row.sig, signed(row.body)):
            yield "the signature does not fit"

    def _public(self, row: Journal) -> bytes | None:
        """Return the key that should have signed a row; the server's, only in its own time."""
        if row.status != Status.SERVER:
            return self.known.devices.get(row.dev)
        span = self.known.servers.get(row.kid)
        return span.public if span and span.covers(row.recv) else None

    def _point(self, row: Journal) -> Iterator[str]:
        for point in self.points.pop((self.epoch, row.seq), ()):
            if (point.site, point.head) != (row.site, row.hash):
                yield f"differs from checkpoint {point.seq}"


def first_epoch(rows: Iterable[Journal], now: str) -> str:
    """Return the epoch in which a journal began: the one that its first restoring row left."""
    for row in rows:
        if row.status == Status.SERVER and row.t == RESTORED:
            return str(_body(row).get("d", {}).get("from", [""])[0])
    return now


def personal_faults(row: Journal, values: Iterable[Personal]) -> list[Fault]:
    """Hold an entry's kept personal values against its commitments."""
    committed = _body(row).get("pc", {})
    return [
        Fault(row.seq, f"the personal value {one.field} was altered")
        for one in values
        if commitment(keys.unb64(one.salt), one.field, one.value) != committed.get(one.field)
    ]


def missing(seen: set[int]) -> list[tuple[int, int]]:
    """Return the gaps in a device's count from 1, as (first, last)."""
    ordered = sorted(seen)
    pairs = zip([0, *ordered], ordered, strict=False)
    return [(low + 1, high - 1) for low, high in pairs if high > low + 1]


def _body(row: Journal) -> dict[str, Any]:
    try:
        found = json.loads(row.body or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _copied(row: Journal, body: dict[str, Any]) -> Iterator[str]:
    """Compare the columns beside the body with what it says; they are not in the chain."""
    for name in COPIED:
        if name == "id" and row.body is None:
            continue  # what could not be read has an id of its sender's choice, if any
        if getattr(row, name) != body.get(name, SILENT.get(name)):
            yield f"the column {name} was altered"
