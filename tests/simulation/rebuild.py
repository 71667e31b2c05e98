"""Play a journal again: it must give the records, flags and clocks that the tables hold (I6)."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from desk import effects, keys, lapsing, records
from desk.actions import Lapse
from desk.clocks import Running
from desk.db import db
from desk.journal import Status
from desk.purge import PURGED
from desk.register import Register, registers
from desk.sync import store
from desk.sync.batch import Batch
from desk.sync.prepare import Prepared, examine, read
from desk.tables import Device, Journal, Personal, Quarantine, Record, Site
from tests.simulation.house import House
from tests.simulation.tablets import Json


class Rebuilt:
    """A journal of one site, played into an empty house; nothing is written."""

    def __init__(self, house: House, site: int) -> None:
        self.house, self.site = house, site
        query = select(Journal).where(Journal.site == site).order_by(Journal.seq)
        self.journal = list(db.session.scalars(query))
        devices = select(Device).where(Device.site == site)
        self.devices = {row.id: row for row in db.session.scalars(devices)}
        self.entries = {r.seq: read(self.envelope(r)) for r in self.journal if r.body and r.kid}
        row = db.session.get_one(Site, site)
        self.batch = Batch(row, house.past.facts(site, 1, self.devices), 0)

    def assert_same(self) -> None:
        """Compare with what the tables hold."""
        self.play()
        models = [register.model for register in registers().values()]
        kept = {one.wire["id"]: one.wire for one in records.read(models, Record.site == self.site)}
        again = {key: one.wire for key, one in self.batch.records.items()}
        assert kept.keys() == again.keys(), f"I6: {kept.keys() ^ again.keys()}"
        pointers, there = records.pointers(kept), self.there()
        for key, wire in kept.items():
            one = plain({**wire, "p": pointers.get(key, {})}, there)
            other = plain(again[key], there)
            differ = {name: (one[name], other[name]) for name in one if one[name] != other[name]}
            assert not differ, f"I6: {key}: kept and rebuilt: {differ}"
        self.assert_same_clocks(list(kept))

    def assert_same_clocks(self, ids: list[str]) -> None:
        """Compare the running and stopped clocks."""
        for key, clocks in store.running(ids).items():
            one, other = hands(clocks), hands(self.batch.running.get(key, {}))
            assert one == other, f"I6: clocks of {key}: kept {one}, rebuilt {other}"

    def there(self) -> set[tuple[str, str]]:
        """Name the personal values that were not deleted meanwhile."""
        query = select(Personal.entry, Personal.field).where(Personal.site == self.site)
        return {(entry, field) for entry, field in db.session.execute(query)}

    def play(self) -> None:
        """Let every entry that counts happen again, as the house knew things then."""
        times = {row.seq: row.recv for row in self.journal}
        for row in self.journal:
            if row.t == PURGED:
                self.forget(row)
            if row.status == Status.SERVER and (one := self.lapse(row)):
                self.let_lapse(row, *one)
                continue
            origin = row.seq
            if row.t == "journal.released":
                origin = json.loads(row.body or "{}")["d"]["held"]
            elif row.status != Status.APPLIED:
                continue
            facts = self.house.past.facts(self.site, row.seq, self.devices)
            self.batch.facts = facts
            self.replay(row, examine(self.entries[origin], facts, times[origin], trusted=True))

    def forget(self, row: Journal) -> None:
        """Know no more what was deleted: nobody who comes later is told by it."""
        for entry, field in json.loads(row.body or "{}")["d"]["values"]:
            self.batch.pairs.said[entry, field] = ""

    def lapse(self, row: Journal) -> tuple[Register, Lapse] | None:
        """Return which lapse a line of the house tells of."""
        name, _, action = row.t.partition(".")
        register = registers().get(name)
        rows = register.lapses if register else ()
        return next(
            ((register, one) for one in rows if register and one.action.name == action), None
        )

    def let_lapse(self, row: Journal, register: Register, one: Lapse) -> None:
        """Let a record lapse again, and its clocks with it."""
        stored = self.batch.records[row.rec or ""]
        after = lapsing.become(register, one, stored.wire, row.id, row.recv)
        known = self.batch.running.setdefault(after["id"], {})
        for clock in lapsing.stopped(register, one, stored.wire, after, known, row.recv):
            known[clock["name"]] = clock
        stored.wire = {**after, "undo": None}

    def replay(self, row: Journal, one: Prepared) -> None:
        """Let one entry happen again; it must earn the flags that it earned."""
        assert one.entry, f"I6: entry {row.seq} cannot be read: {one.reject}"
        assert one.judged, f"I6: entry {row.seq} cannot be judged: {one.hold}"
        after, flags = self.batch._run(one.entry, one.judged)
        assert after is not None, f"I6: entry {row.seq} has no record"
        earned = ",".join(sorted(flags))
        assert earned == row.flags, f"I6, I11: entry {row.seq} earns {earned}, not {row.flags}"
        self.batch._keep(one.entry, one.judged, after, row.seq, flags)

    def envelope(self, row: Journal) -> Json:
        """Put an entry together again: the journal's bytes, and the personal values beside it."""
        kept: Json = {f: list(pair) for f, pair in self.house.values.of(self.site, row.id).items()}
        if row.status == Status.HELD and not kept:  # its personal values wait with it
            held = db.session.get(Quarantine, (self.site, row.seq))
            kept = json.loads(held.envelope).get("p", {}) if held is not None else {}
        sig = keys.b64(row.sig) if row.sig else ""
        return {"v": 1, "b": row.body, "k": row.kid, "s": sig, "p": kept}


def hands(clocks: Mapping[str, Running]) -> Json:
    """Return when clocks started, run out and stopped."""
    return {name: (row["started"], row["due"], row["stopped"]) for name, row in clocks.items()}


def plain(record: effects.Record, there: set[tuple[str, str]]) -> Json:
    """Leave out fields that hold nothing, which tables have all the same, and what was deleted."""
    held = {field: entry for field, entry in record["p"].items() if (entry, field) in there}
    # A row that the server made for all, such as of a purge, counts as the record's newest.
    typed = {name: value for name, value in record["f"].items() if value is not None}
    return {**record, "f": typed, "p": held, "seq": 0, "undo": _undo(record["undo"], there)}


def _undo(undo: Any, there: set[tuple[str, str]]) -> Any:
    if undo is None or undo["before"] is None:
        return undo
    former = undo["before"]["p"]
    kept = {f: entry if (entry, f) in there else None for f, entry in former.items()}
    return {**undo, "before": {**undo["before"], "p": kept}}
