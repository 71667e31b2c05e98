"""Entries under the site's lock: one read of each kind, then pure work, then bulk writes."""

import json
from collections.abc import Sequence
from dataclasses import replace

from desk import clocks, effects, passes, records
from desk.actions import may
from desk.alike import FLAG
from desk.entry import Entry
from desk.journal import Line, Pen, Status
from desk.records import Stored
from desk.sync import store
from desk.sync.pairs import Pairs, joined
from desk.sync.prepare import Facts, Judged, Prepared, examine, gather, read
from desk.sync.result import Result
from desk.tables import Quarantine, Record, Site

REFUSALS = {"not_allowed": "not_allowed", "conflict": "conflict", "parent_missing": "conflict"}


class Batch:
    """Settle entries of one site in order and write everything at the end."""

    def __init__(self, site: Site, facts: Facts, recv: int) -> None:
        self.site, self.facts, self.recv = site, facts, recv
        self.pen = Pen(site, recv)
        self.out = store.Out(site.id)
        self.known: dict[str, Result] = {}
        self.records: dict[str, Stored] = {}
        self.numbers: dict[str, str] = {}
        self.pointers: dict[str, dict[str, str]] = {}
        self.running: dict[str, dict[str, clocks.Running]] = {}
        # Registers whose typed fields were read: no other may be written.
        self.models: dict[str, type[Record]] = {}
        self.pairs = Pairs(site.id, self.records)
        self.created: set[str] = set()
        self.changed: set[str] = set()

    def settle(self, batch: Sequence[Prepared]) -> list[Result]:
        """Return the results of entries, in the order they were given."""
        self._load(batch)
        order = sorted(range(len(batch)), key=lambda at: _turn(batch[at]))
        results = {at: self._one(batch[at]) for at in order}
        if self.created and self.site.held:
            self._release_children()
        self._flush()
        return [results[at] for at in range(len(batch))]

    def release(self, row: Quarantine, one: Prepared) -> Result | None:
        """Apply a held entry by a row of the server's own; None while it must go on waiting."""
        self._load([one])
        result = self._release(row, one)
        self._flush()
        return result

    # What is known

    def _load(self, batch: Sequence[Prepared]) -> None:
        self._load_receipts(batch)
        self._load_records(batch)
        self.pairs.load(batch)

    def _load_records(self, batch: Sequence[Prepared]) -> None:
        wanted = [one.entry for one in batch if one.entry and one.judged]
        named = {key for one in batch if one.judged for key in joined(one.judged)}
        ids = ({entry.body.rec for entry in wanted} | named) - self.records.keys()
        numbers = {entry.body.no for entry in wanted if entry.body.no}
        if not ids:
            return
        self.models |= {o.judged.register.name: o.judged.register.model for o in batch if o.judged}
        touched = Record.id.in_(ids)
        same_number = (Record.site == self.site.id) & Record.no.in_(numbers)
        found = records.read(
            list(self.models.values()), touched | same_number if numbers else touched
        )
        ours = [one.wire for one in found if one.site == self.site.id]
        self.numbers |= {wire["no"]: wire["id"] for wire in ours if wire["no"]}
        self.records |= {one.wire["id"]: one for one in found if one.wire["id"] in ids}
        self._load_details([one.wire["id"] for one in found if one.wire["id"] in ids])

    def _load_receipts(self, batch: Sequence[Prepared]) -> None:
        """Read what is remembered; of an id that comes with other bytes, those bytes' fate too."""
        self.known |= store.receipts(self.site.id, {one.key for one in batch})
        digests = {key: result.digest for key, result in self.known.items()}
        odd = {o.odd_key for o in batch if digests.setdefault(o.key, o.digest) != o.digest}
        if odd:
            self.known |= store.receipts(self.site.id, odd)

    def _load_details(self, ids: list[str]) -> None:
        if not ids:
            return
        self.pointers |= records.pointers(ids)
        found = store.running(ids)
        self.running |= found
        self.out.standing |= {(key, name) for key, rows in found.items() for name in rows}
        for key, fields in self.pointers.items():
            self.records[key].wire["p"] = dict(fields)

    # One entry

    def _one(self, one: Prepared) -> Result:
        before = self.known.get(one.key)
        if before and before.digest == one.digest:
            return before.again()
        if before:
            one = replace(one, reject="id_reuse")
            if again := self.known.get(one.key):
                return again
        return self._remember(one, self._decide(one))

    def _decide(self, one: Prepared) -> Result:
        if one.reject or one.entry is None:
            return self._reject(one, one.reject or "malformed")
        if one.refuse:
            return self._refuse(one, one.entry, one.refuse)
        if one.hold or one.judged is None:
            return self._hold(one, one.entry, one.hold or "unknown_type")
        if self._foreign(one.entry):
            return self._reject(one, "wrong_site", Line.of(one.entry))
        return self._act(one, one.entry, one.judged)

    def _foreign(self, entry: Entry) -> bool:
        """Tell whether an entry names another site's record, which may be younger than it."""
        stored = self.records.get(entry.body.rec)
        return stored is not None and stored.site != self.site.id

    def _act(self, one: Prepared, entry: Entry, judged: Judged) -> Result:
        after, flags = self._run(entry, judged)
        if judged.action.nature == "online":
            code = next((code for flag, code in REFUSALS.items() if flag in flags), None)
            if code:
                return self._refuse(one, entry, code)
        if after is None:
            return self._hold(one, entry, "parent_missing")
        seq, digest = self.pen.add(Line.of(entry), Status.APPLIED, flags)
        self._keep(entry, judged, after, seq, flags)
        return Result(one.id, "applied", one.digest, seq, digest, sorted(flags))

    def _run(self, entry: Entry, judged: Judged) -> tuple[effects.Record | None, set[str]]:
        """Return the record as the action leaves it, and all flags the entry earns."""
        body = entry.body
        stored = self.records.get(body.rec)
        wire = stored.wire if stored else None
        flags = set(judged.flags)
        if not may(judged.action, judged.roles, wire and wire["undo"], body.op, judged.at):
            flags.add("not_allowed")
        if body.no and self.numbers.setdefault(body.no, body.rec) != body.rec:
            flags.add("number_reused")
        if wire and wire["reg"] != judged.register.name:
            return wire, flags | {"conflict"}
        flags |= self._doubt_pass(judged, wire)
        if wire and self.pairs.breaks(judged, wire):
            return wire, flags | {"conflict"}
        after, earned = effects.run(judged.action.row, wire, judged.values, _context(entry, judged))
        if after is None or earned:
            return after, flags | set(earned)
        self.pairs.hear(entry)
        after, found = self.pairs.mark(judged, wire, after)
        return after, flags | found

    def _doubt_pass(self, judged: Judged, shown: effects.Record | None) -> set[str]:
        """Flag a pass that did not hold when it was shown, whatever a tablet thought of it."""
        if shown is None or not judged.action.presents:
            return set()
        good = passes.verdict(shown, judged.at, self.facts.times.zone) == "good"
        return set() if good else {passes.FLAG}

    def _keep(
        self, entry: Entry, judged: Judged, after: effects.Record, seq: int, flags: set[str]
    ) -> None:
        """Note what an accepted entry changes: record, clocks, personal values."""
        body, before = entry.body, self.records.get(entry.body.rec)
        after = self._move_clocks(judged, before.wire if before else None, after)
        kept: effects.Record = {
            **after,
            "seq": seq,
            "flags": sorted({*after["flags"], *flags}),
        }
        first = before.first if before else seq
        self.records[body.rec] = Stored(kept, self.site.id, first)
        (self.changed if before else self.created).add(body.rec)
        self.pairs.note(judged, before.wire if before else None, kept)
        for key in self.pairs.settled(judged, kept):
            self._answer(key, seq)
        self.out.personal(entry, judged.search)
        self.out.pictures(entry, judged.pictures, self.recv)

    def _answer(self, key: str, seq: int) -> None:
        """Take the question off a record whether it is there twice."""
        stored = self.records[key]
        open_ = [flag for flag in stored.wire["flags"] if flag != FLAG]
        stored.wire = {**stored.wire, "flags": open_, "seq": seq}
        self.changed.add(key)

    def _move_clocks(
        self, judged: Judged, before: effects.Record | None, after: effects.Record
    ) -> effects.Record:
        """Move the clocks; return the record as it remembers them."""
        if after["reg"] != judged.register.name:
            return after
        known = self.running.setdefault(after["id"], {})
        running = clocks.facts(known.values())
        lengths = {clock.name: clock.length for clock in judged.register.clocks}
        moved = clocks.advance(judged.action.row, lengths, before, after, running, self.facts.times)
        for row in clocks.rows(moved, known, after, self.site.id, judged.at):
            known[row["name"]] = row
            self.out.clock(row)
        return clocks.remember(after, moved, running)

    # What else may become of it

    def _reject(self, one: Prepared, code: str, line: Line | None = None) -> Result:
        """Put aside what can never count; `line` where the device's own word is proven."""
        line = line or Line(id=one.id, digest=one.digest)
        seq, digest = self.pen.add(line, Status.REJECTED)
        self.out.quarantine(one, seq, "rejected", code, self.recv)
        return Result(one.id, "rejected", one.digest, seq, digest, code=code)

    def _hold(self, one: Prepared, entry: Entry, reason: str) -> Result:
        seq, digest = self.pen.add(Line.of(entry), Status.HELD)
        self.out.quarantine(one, seq, "held", reason, self.recv)
        self.site.held += 1
        return Result(one.id, "held", one.digest, seq, digest, reason=reason)

    def _refuse(self, one: Prepared, entry: Entry, code: str) -> Result:
        seq, digest = self.pen.add(Line.of(entry), Status.REFUSED)
        errors = one.judged.errors if one.judged and code == "invalid" else None
        return Result(one.id, "refused", one.digest, seq, digest, code=code, errors=errors)

    def _remember(self, one: Prepared, result: Result) -> Result:
        # What is rejected only for the record it names is the device's own word all the same.
        proven = one.entry is not None and one.reject is None
        self.known[one.key] = result
        self.out.receipt(result, one.key, one.entry.body.dev if one.entry and proven else "")
        return result

    # What waited

    def _release_children(self) -> None:
        rows = store.children(self.site.id, self.created)
        found = [read(json.loads(row.envelope)) for row in rows]
        facts = gather(self.site.id, [one.entry for one in found if one.entry])
        judged = [examine(one, facts, row.recv) for row, one in zip(rows, found, strict=True)]
        self._load_records(judged)
        self.pairs.load(judged)
        for row, one in zip(rows, judged, strict=True):
            self._release(row, one)

    def _release(self, row: Quarantine, one: Prepared) -> Result | None:
        if one.reject or one.hold or one.refuse or one.entry is None or one.judged is None:
            return None
        if self._foreign(one.entry):
            return None
        after, flags = self._run(one.entry, one.judged)
        if after is None:
            return None
        body = one.entry.body
        facts = {"entry": body.id, "held": row.seq}
        seq, digest = self.pen.server("journal.released", facts, body.rec, flags)
        self._keep(one.entry, one.judged, after, seq, flags)
        result = Result(one.id, "applied", one.digest, seq, digest, sorted(flags))
        self.known[one.key] = result
        self.out.settled(one.key, result)
        if row.settled is None:  # what was set aside waits no more
            self.site.held -= 1
        row.status, row.settled, row.released_seq = "held", self.recv, seq
        return result

    def _flush(self) -> None:
        self.pen.flush()
        touched = [self.records[key] for key in (*self.created, *self.changed - self.created)]
        models = list(self.models.values())
        records.add(models, [self.records[key] for key in self.created])
        records.change(models, [self.records[key] for key in self.changed - self.created])
        records.point(self.pointers, touched)
        self.out.flush()


def _turn(one: Prepared) -> tuple[str, int]:
    """Order a device's entries as it wrote them."""
    return (one.entry.body.dev, one.entry.body.n) if one.entry else ("", 0)


def _context(entry: Entry, judged: Judged) -> effects.Context:
    body = entry.body
    return {
        "entry": body.id,
        "rec": body.rec,
        "reg": judged.register.name,
        "no": body.no,
        "at": judged.at,
        "op": body.op,
        "dev": body.dev,
        "final": judged.register.final,
        "personal": judged.personal,
    }
