"""What must hold over a healed house, whatever happened: I1 to I10 of every history."""

import json
from collections import Counter

from sqlalchemy import select

from desk import effects, journal_file, keys, purge, records
from desk.db import db
from desk.journal import Status
from desk.register import registers
from desk.sync.batch import Batch
from desk.sync.prepare import Prepared, examine, gather, read
from desk.tables import Device, Journal, Personal, Quarantine, Receipt, Record, Site
from desk.testing.devices import present
from desk.testing.people import SITE
from desk.time import DAY_MS
from tests.simulation.story import Story
from tests.simulation.tablets import Json

# What waits for a person stays in sight on its own tablet only.
MARKED = ("held", "rejected")
COMPARED = ("id", "reg", "state", "seq", "no", "room", "at", "end", "flags", "undo", "f", "p")
LONG_MS = 600 * DAY_MS  # the longest: 180 days after a record that ends by itself after a year


def assert_well(story: Story, seen: Json) -> None:
    """Hold every invariant over a healed house; I5 is held at each step, by the story."""
    db.session.rollback()
    receipts = {row.id: row for row in db.session.scalars(select(Receipt)) if row.dev}
    journal = list(db.session.scalars(select(Journal).order_by(Journal.seq)))
    assert_nothing_lost(story, seen, receipts)
    assert_one_row_each(journal)
    assert_gapless(story, seen)
    assert_same_views(story, seen)
    assert_rebuilt(journal)
    assert_sound()
    assert_purged(story)


def assert_nothing_lost(story: Story, seen: Json, receipts: dict[str, Receipt]) -> None:
    """I1, I10: every promise has a receipt, and nothing waits any more."""
    for name in story.living:
        missing = story.promised[name] - receipts.keys()
        assert not missing, f"I1: saved on {name} and lost: {missing}"
        assert seen[name]["queue"] == 0, f"I10: {name} still waits: {seen[name]['entries']}"


def assert_one_row_each(journal: list[Journal]) -> None:
    """I2, I3: one row for an entry, and rows without a gap."""
    own = Counter(row.id for row in journal if row.status in (Status.APPLIED, Status.HELD))
    twice = [id for id, times in own.items() if times > 1]
    assert not twice, f"I2: {twice}"
    assert [row.seq for row in journal] == list(range(1, len(journal) + 1)), "I3"


def assert_gapless(story: Story, seen: Json) -> None:
    """I8: no device's numbers have a gap that nobody reports."""
    for name, tablet in story.house.devices.items():
        row = db.session.get_one(Device, tablet.id)
        if name in story.living:
            assert row.last_n == seen[name]["n"], f"I8: {name}: {row.last_n}"
            assert not row.gaps, f"I8: {name}: {row.gaps}"
            continue
        # What a wiped tablet took with it shows as far as it ever told its n.
        query = select(Journal.n).where(Journal.dev == tablet.id)
        missing = set(range(1, row.said_n + 1)) - set(db.session.scalars(query))
        told = {n for low, high in row.gaps for n in range(low, high + 1)}
        told |= set(range(row.last_n + 1, row.said_n + 1))
        assert missing <= told, f"I8: {name}: {missing - told}"


def assert_same_views(story: Story, seen: Json) -> None:
    """I4: all tablets show what the house would show to a new one."""
    truth = {record["id"]: record for record in projection(story)}
    for name in story.living:
        shown = {record["id"]: record for record in seen[name]["records"]}
        own = {row["rec"] for row in seen[name]["entries"] if row["status"] in MARKED}
        odd = (shown.keys() ^ truth.keys()) - own
        assert not odd, f"I4: {name}: {[shown.get(key, truth.get(key)) for key in odd]}"
        for key in shown.keys() - own:
            here, there = plain(shown[key]), plain(truth[key])
            assert here == there, f"I4: {name} shows {here}, the house {there}"
            assert "local" not in shown[key], f"I4: {name} still overlays {shown[key]}"


def plain(record: Json) -> Json:
    """Leave out what only one side knows."""
    return {key: record[key] for key in COMPARED}


def projection(story: Story) -> list[Json]:
    """Read what the house shows to a tablet that knows nothing yet."""
    tablet = next(iter(story.house.devices.values()))
    present(tablet.http, tablet.key)
    tablet.epoch = db.session.get_one(Site, SITE, populate_existing=True).epoch
    return list(tablet.pull()["records"])


def assert_rebuilt(journal: list[Journal]) -> None:
    """I6: the journal, played again, gives the records and flags that the tables hold."""
    rebuilt = rebuild(journal)
    models = [register.model for register in registers().values()]
    kept = {one.wire["id"]: one.wire for one in records.read(models, Record.site == SITE)}
    pointers = records.pointers(kept)
    assert kept.keys() == rebuilt.keys(), f"I6: {kept.keys() ^ rebuilt.keys()}"
    for key, wire in kept.items():
        full, again = filled({**wire, "p": pointers.get(key, {})}), filled(rebuilt[key])
        differ = {name: (full[name], again[name]) for name in full if full[name] != again[name]}
        assert not differ, f"I6: {key}: kept and rebuilt: {differ}"


def filled(record: effects.Record) -> Json:
    """Leave out typed fields that hold nothing: a table has them all the same."""
    return {**record, "f": {k: v for k, v in record["f"].items() if v is not None}}


def rebuild(journal: list[Journal]) -> dict[str, effects.Record]:
    """Play a journal into an empty house, writing nothing."""
    entries = {row.seq: read(envelope(row)) for row in journal if row.body and row.kid}
    facts = gather(SITE, [one.entry for one in entries.values() if one.entry])
    batch = Batch(db.session.get_one(Site, SITE), facts, 0)
    times = {row.seq: row.recv for row in journal}
    for row in journal:
        origin = row.seq
        if row.t == "journal.released":
            origin = json.loads(row.body or "{}")["d"]["held"]
        elif row.status != Status.APPLIED:
            continue
        replay(batch, row, examine(entries[origin], facts, times[origin]))
    return {key: one.wire for key, one in batch.records.items()}


def replay(batch: Batch, row: Journal, one: Prepared) -> None:
    """Let one entry happen again; it must earn the flags that it earned."""
    assert one.entry, f"I6: entry {row.seq} cannot be read: {one.reject}"
    assert one.judged, f"I6: entry {row.seq} cannot be judged: {one.hold}"
    after, flags = batch._run(one.entry, one.judged)
    assert after is not None, f"I6: entry {row.seq} has no record"
    earned = ",".join(sorted(flags))
    assert earned == row.flags, f"I6: entry {row.seq} earns {earned}, not {row.flags}"
    batch._keep(one.entry, one.judged, after, row.seq, flags)


def envelope(row: Journal) -> Json:
    """Put an entry together again: the journal's bytes, and the personal values beside it."""
    query = select(Personal).where(Personal.site == SITE, Personal.entry == row.id)
    kept = {one.field: [one.salt, one.value] for one in db.session.scalars(query)}
    if row.status == Status.HELD:  # its personal values wait with it
        held = db.session.get(Quarantine, (SITE, row.seq))
        if held is not None and not kept:
            kept = json.loads(held.envelope).get("p", {})
    sig = keys.b64(row.sig) if row.sig else ""
    return {"v": 1, "b": row.body, "k": row.kid, "s": sig, "p": kept}


def assert_sound() -> None:
    """I7: chain, signatures and personal values agree."""
    faults = journal_file.verify_database(db.session.get_one(Site, SITE)).faults
    assert not faults, f"I7: {faults}"


def assert_purged(story: Story) -> None:
    """I9: when its time is over no personal value is left, and the chain is whole without it."""
    purge.purge(SITE, story.house.clock.ms + LONG_MS)
    left = db.session.scalars(select(Personal)).all()
    assert not left, f"I9: {[(one.entry, one.field) for one in left]}"
    waits = db.session.scalars(select(Quarantine.envelope)).all()
    assert not [text for text in waits if json.loads(text).get("p")], "I9: in quarantine"
    assert_sound()
