"""What must hold over a healed house, whatever happened: I1 to I11 of offline.md, and four more.

I12: what a tablet believes of an entry is what the house remembers of it.
I13: nobody raises an alarm over a history that is whole, nor over a tablet that was never put back.
I14: every tablet believes the key that the house signs with now, however often it was rotated.
I15: of those that were merged, the one that stays is there: never are both gone.
"""

import json
from collections import Counter

from sqlalchemy import select

from desk import journal_file, keys, purge
from desk.db import db
from desk.journal import Status
from desk.tables import Audit, Device, Journal, Personal, Quarantine, Receipt, Record, Site
from desk.testing.devices import present
from desk.testing.tablet import Tablet
from desk.time import DAY_MS
from tests.simulation.rebuild import Rebuilt
from tests.simulation.story import Story
from tests.simulation.tablets import Json

# What waits for a person stays in sight on its own tablet only.
MARKED = ("held", "rejected")
COMPARED = (
    "id", "reg", "state", "seq", "no", "room", "at", "end", "flags", "undo", "f", "p", "clocks",
)  # fmt: skip
LONG_MS = 600 * DAY_MS  # the longest: 180 days after a record that ends by itself after a year


def assert_well(story: Story, seen: Json) -> None:
    """Hold every invariant over a healed house; I5 is held at each step, by the story."""
    db.session.rollback()
    story.house.values.keep()
    assert_nothing_lost(story, seen)
    assert_same_fate(story, seen)
    assert_gapless(story, seen)
    assert_same_views(story, seen)
    for site in story.house.sites:
        rebuilt = Rebuilt(story.house, site)
        assert_one_row_each(rebuilt.journal)
        assert_named(story, rebuilt.journal)
        rebuilt.assert_same()
        assert_one_stays(rebuilt)
    assert_sound(story)
    assert_no_false_alarm(story)
    assert_trusted(story, seen)


def assert_trusted(story: Story, seen: Json) -> None:
    """I14: each followed the house from key to key, and nobody doubts it."""
    own = keys.public_jwk(keys.server_public())
    for name in story.living:
        assert seen[name]["doubt"] is None, f"I14: {name} doubts {seen[name]['doubt']}"
        assert seen[name]["believed"] == own, f"I14: {name} knows only an older key"


def assert_no_false_alarm(story: Story) -> None:
    """I13: the house suspects only tablets whose storage was put back."""
    lives = {
        name: [story.house.devices[name], *story.house.former.get(name, ())]
        for name in story.set_back
    }
    copied = {life.id for ones in lives.values() for life in ones}
    alarms = select(Audit.dev, Audit.what).where(Audit.what.in_(("journal_fork", "device_copied")))
    false = [
        (dev, what)
        for dev, what in db.session.execute(alarms)
        if what == "journal_fork" or dev not in copied
    ]
    assert not false, f"I13: {false}, and only {copied} were put back"


def assert_nothing_lost(story: Story, seen: Json) -> None:
    """I1, I10: every promise has a receipt, and nothing waits any more."""
    remembered = set(db.session.scalars(select(Receipt.id).where(Receipt.dev != "")))
    for name in story.living:
        missing = story.promised[name] - remembered
        assert not missing, f"I1: saved on {name} and lost: {missing}"
        assert seen[name]["queue"] == 0, f"I10: {name} still waits: {seen[name]['entries']}"


def assert_one_stays(rebuilt: Rebuilt) -> None:
    """I15: whoever was entered twice stands once."""
    known = {key: one.wire for key, one in rebuilt.batch.records.items()}
    for wire in known.values():
        stays, met = wire, 0
        while into := stays["f"].get("merged_into"):
            stays, met = known[str(into)], met + 1
            assert met < len(known), f"I15: {wire['id']} leads round"
        gone = wire["state"] == "merged" and stays["state"] in ("merged", "taken_back")
        assert not gone, f"I15: {wire['id']} and {stays['id']} are both gone"


def assert_same_fate(story: Story, seen: Json) -> None:
    """I12: no tablet believes that something counts that does not, nor the other way round."""
    for name in story.living:
        site = story.site(name)
        query = select(Receipt.id, Receipt.status).where(Receipt.site == site, Receipt.dev != "")
        fates: dict[str, str] = {row.id: row.status for row in db.session.execute(query)}
        for row in seen[name]["entries"]:
            fate = fates.get(row["id"], "rejected")
            assert row["status"] == fate, f"I12: {name} believes {row}, the house {fate}"


def assert_one_row_each(journal: list[Journal]) -> None:
    """I2, I3: one row for an entry, and rows without a gap."""
    own = Counter(row.id for row in journal if row.status in (Status.APPLIED, Status.HELD))
    twice = [id for id, times in own.items() if times > 1]
    assert not twice, f"I2: {twice}"
    assert [row.seq for row in journal] == list(range(1, len(journal) + 1)), "I3"


def assert_named(story: Story, journal: list[Journal]) -> None:
    """Each entry names who held the tablet when it was saved, whoever held it when it was sent."""
    for row in journal:
        if row.id in story.by and row.body:
            assert row.op == story.by[row.id], f"{row.id} names {row.op}, not {story.by[row.id]}"


def assert_gapless(story: Story, seen: Json) -> None:
    """I8: no device's numbers have a gap that nobody reports."""
    for name, tablet in story.house.devices.items():
        if name in story.living:
            row = db.session.get_one(Device, tablet.id, populate_existing=True)
            entries = seen[name]["entries"]
            # What was rejected shows in quarantine; its number counts if the tablet had signed it.
            out = {one["n"] for one in entries if one["status"] == "rejected"}
            gaps = {n for low, high in row.gaps for n in range(low, high + 1)}
            assert gaps <= out, f"I8: {name}: {row.gaps}"
            last = max(({0} | {*range(1, seen[name]["n"] + 1)}) - out)
            # A tablet whose storage was set back counts anew from there.
            if name not in story.set_back:
                assert last <= row.last_n <= seen[name]["n"], (
                    f"I8: {name}: {row.last_n}, not {last}"
                )
        else:
            assert_told(tablet)
        for former in story.house.former.get(name, ()):
            assert_told(former)


def assert_told(tablet: Tablet) -> None:
    """What a tablet took with it shows as far as it ever told its n."""
    row = db.session.get_one(Device, tablet.id, populate_existing=True)
    query = select(Journal.n).where(Journal.dev == tablet.id)
    missing = set(range(1, row.said_n + 1)) - set(db.session.scalars(query))
    told = {n for low, high in row.gaps for n in range(low, high + 1)}
    told |= set(range(row.last_n + 1, row.said_n + 1))
    assert missing <= told, f"I8: {tablet.id}: {missing - told}"


def assert_same_views(story: Story, seen: Json) -> None:
    """I4: all tablets show what the house would show to a new one of their kind."""
    known: dict[tuple[int, str], list[Json]] = {}
    for name in story.living:
        place = story.site(name), story.house.kinds[name]
        if place not in known:
            known[place] = projection(story, name)
        truth = {record["id"]: record for record in known[place]}
        shown = {record["id"]: record for record in seen[name]["records"]}
        own = {row["rec"] for row in seen[name]["entries"] if row["status"] in MARKED}
        odd = (shown.keys() ^ truth.keys()) - own
        assert not odd, f"I4: {name}: {[shown.get(key, truth.get(key)) for key in odd]}"
        for key in shown.keys() - own:
            here, there = plain(shown[key]), plain(truth[key])
            assert here == there, f"I4: {name} shows {here}, the house {there}"
            assert "local" not in shown[key], f"I4: {name} still overlays {shown[key]}"
        theirs = select(Record.id).where(Record.site != story.site(name), Record.id.in_(truth))
        assert not db.session.scalars(theirs).all(), f"another site's records on {name}"


def plain(record: Json) -> Json:
    """Leave out what only one side knows."""
    return {key: record[key] for key in COMPARED if key in record}


def projection(story: Story, name: str) -> list[Json]:
    """Read what the house shows to a tablet of this kind and site that knows nothing yet."""
    tablet, found, since, more = story.house.devices[name], [], "0:", True
    story.tick(1)  # no nonce is older than the last
    present(tablet.http, tablet.key)
    site = db.session.get_one(Site, tablet.site, populate_existing=True)
    while more:
        asked = {"epoch": site.epoch, "since": since, "ref_since": site.ver}
        page = tablet.http.get("/api/changes", query_string=asked).get_json()
        found += page["records"]
        since, more = page["to"], page["more"]
    return found


def assert_sound(story: Story) -> None:
    """I7: chain, signatures and personal values agree."""
    for site in story.house.sites:
        row = db.session.get_one(Site, site, populate_existing=True)
        faults = journal_file.verify_database(row).faults
        assert not faults, f"I7: {faults}"


def assert_purged(story: Story) -> None:
    """I9: when its time is over no personal value is left, and the chain is whole without it."""
    for site in story.house.sites:
        purge.purge(site, story.house.clock.ms + LONG_MS)
    left = db.session.scalars(select(Personal)).all()
    assert not left, f"I9: {[(one.entry, one.field) for one in left]}"
    waits = db.session.scalars(select(Quarantine.envelope)).all()
    assert not [text for text in waits if json.loads(text).get("p")], "I9: in quarantine"
    assert_sound(story)
