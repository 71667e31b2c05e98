"""T2 of offline.md: whatever is done in whatever order, a plain dict knows how it must end.

Hypothesis chooses the steps and shrinks what fails; --examples N plays more of them.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from desk import backup, devices, journal_file, purge
from desk.db import db
from desk.journal import Status
from desk.sync import EpochError
from desk.tables import Device, Journal, Personal, Receipt, Record, Site
from desk.testing.apps import empty
from desk.testing.devices import enter, present
from desk.testing.people import SITE, furnish
from desk.testing.tablet import Json, Tablet
from desk.time import now_ms
from tests.engine.test_feed import Reader

pytestmark = [pytest.mark.engine, pytest.mark.slow]

STEPS = 40
SOUND = ("applied", "duplicate")
pick = st.integers(0, 30)


class Lost(Exception):
    """The house knows another history."""


class Kept(Tablet):
    """A tablet that keeps what it wrote, handed in or not, and what it heard of it."""

    def begin(self) -> "Kept":
        """Stand as a device that has written nothing yet."""
        self.written: dict[str, Json] = {}
        self.fate: dict[str, Json] = {}
        self.reader = Reader(self.id)
        return self

    @property
    def waiting(self) -> list[Json]:
        """Return what has no result yet, in order."""
        return [entry for key, entry in self.written.items() if key not in self.fate]

    def hand_in(self, entries: list[Json]) -> list[Json]:
        """Send a batch once; raise Lost when the house came back from a backup."""
        body = {"proto": 1, "dev": self.id, "epoch": self.epoch, "last_n": self.n}
        present(self.http, self.key)
        answer = self.http.post("/api/sync", json={**body, "entries": entries})
        heard = answer.get_json()
        if answer.status_code == 409:
            self.epoch, self.fate, self.reader = heard["epoch"], {}, Reader(self.id)
            raise Lost
        assert answer.status_code == 200, answer.text
        return list(heard["results"])


class Desk(RuleBasedStateMachine):
    """A house and up to four tablets; `model` says which entries of a record must count."""

    app: Flask

    def __init__(self) -> None:
        super().__init__()
        empty()
        furnish()
        self.folder = Path(tempfile.mkdtemp(prefix="stateful-"))
        self.tablets: list[Kept] = []
        self.wiped: list[Kept] = []
        self.gone: set[str] = set()  # ids that went with a tablet before anybody had them
        self.model: dict[str, dict[str, str]] = {}  # record → entry → what it does
        self.revoked: dict[str, int] = {}  # device → the last n that is believed
        self.erased: set[str] = set()
        self.saved: dict[str, Any] | None = None

    @initialize(count=st.integers(1, 3))
    def open(self, count: int) -> None:
        for _ in range(count):
            self.join()

    def join(self) -> Kept:
        """Enrol one more tablet."""
        number = len(self.tablets) + len(self.wiped) + 1
        one = Kept(self.app.test_client(), f"d{number:08x}", SITE, f"L{number}").begin()
        enter(one, "desk")
        self.tablets.append(one)
        return one

    def one(self, which: int) -> Kept:
        return self.tablets[which % len(self.tablets)]

    # What people do

    @rule(which=pick, more=st.integers(1, 3))
    def write(self, which: int, more: int) -> None:
        """Let visitors in."""
        tablet = self.one(which)
        for _ in range(more):
            rec = tablet.sign_in()
            self.model[rec] = {}
            self.note(tablet, rec, "on_site")

    @precondition(lambda self: self.model)
    @rule(which=pick, whom=pick)
    def sign_out(self, which: int, whom: int) -> None:
        """Let somebody out, here or at another desk, perhaps for the second time."""
        tablet, recs = self.one(which), list(self.model)
        rec = recs[whom % len(recs)]
        tablet.act("visitors.sign_out", rec)
        self.note(tablet, rec, "closed")

    def note(self, tablet: Kept, rec: str, state: str) -> None:
        entry = tablet.outbox.pop()
        key = json.loads(entry["b"])["id"]
        tablet.written[key] = entry
        self.model[rec][key] = state

    # What the network does

    @rule(which=pick, size=st.integers(1, 5), heard=st.booleans())
    def push(self, which: int, size: int, heard: bool) -> None:
        """Hand in a batch; the answer may be lost."""
        tablet = self.one(which)
        try:
            found = tablet.hand_in(tablet.waiting[:size])
        except Lost:
            return
        if heard:
            self.believe(tablet, found)

    @rule(which=pick, size=st.integers(1, 5), backwards=st.booleans())
    def resend(self, which: int, size: int, backwards: bool) -> None:
        """Hand in again what was handed in before, in any order."""
        tablet = self.one(which)
        old = [tablet.written[key] for key in tablet.fate][-size:]
        try:
            self.believe(tablet, tablet.hand_in(old[::-1] if backwards else old))
        except Lost:
            return

    def believe(self, tablet: Kept, found: list[Json]) -> None:
        """Hold each result against what was told of the same entry before."""
        for result in found:
            before = tablet.fate.get(result["id"])
            if before and before["status"] in SOUND:
                assert result["status"] == "duplicate", result
                assert (result["seq"], result["hash"]) == (before["seq"], before["hash"])
            tablet.fate[result["id"]] = result

    @rule(which=pick)
    def pull(self, which: int) -> None:
        """Read a page of the feed."""
        tablet = self.one(which)
        try:
            tablet.reader.page()
        except EpochError:
            tablet.reader = Reader(tablet.id)

    # What befalls the house

    @rule(which=pick)
    def revoke(self, which: int) -> None:
        device = db.session.get_one(Device, self.one(which).id, populate_existing=True)
        devices.revoke(device, "lost", None, "dora")
        self.revoked[device.id] = device.trust_until or 0

    @precondition(lambda self: len(self.tablets) > 1 and self.saved is None and len(self.wiped) < 2)
    @rule(which=pick)
    def wipe(self, which: int) -> None:
        """Lose a tablet's storage, and give the desk another tablet."""
        tablet = self.tablets.pop(which % len(self.tablets))
        had = set(db.session.scalars(select(Receipt.id).where(Receipt.dev == tablet.id)))
        self.wiped.append(tablet)
        self.gone |= tablet.written.keys() - had
        self.join()

    @rule()
    def back_up(self) -> None:
        backup.backup(self.folder / "backup.zip")
        self.saved = {"revoked": dict(self.revoked), "tablets": len(self.tablets)}

    @precondition(lambda self: self.saved)
    @rule()
    def restore(self) -> None:
        """Lose all since the backup; what was erased since stays erased by being asked again."""
        assert self.saved is not None
        backup.restore(self.folder / "backup.zip")
        db.session.remove()
        self.revoked = dict(self.saved["revoked"])
        self.erased.clear()

    @precondition(lambda self: self.model)
    @rule(whom=pick)
    def erase(self, whom: int) -> None:
        """Erase the personal values of somebody whom the house knows."""
        rec = list(self.model)[whom % len(self.model)]
        if db.session.get(Record, rec) is not None:
            purge.erase(SITE, rec, now_ms())
            self.erased.add(rec)

    # What must hold

    @invariant()
    def numbered(self) -> None:
        """I2, I3: rows without a gap, one for an entry."""
        db.session.rollback()
        rows = db.session.execute(
            select(Journal.seq, Journal.id, Journal.status).order_by(Journal.seq)
        ).all()
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        own = [row.id for row in rows if row.status in (Status.APPLIED, Status.HELD)]
        assert len(own) == len(set(own))

    def teardown(self) -> None:
        """Let everything arrive, and compare."""
        try:
            for tablet in self.tablets:
                self.heal(tablet)
            db.session.rollback()
            self.same_records()
            self.same_views()
            self.sound()
        finally:
            db.session.remove()
            shutil.rmtree(self.folder)

    def heal(self, tablet: Kept) -> None:
        asked = False  # a tablet that waits for nothing asks as well
        while tablet.waiting or not asked:
            try:
                self.believe(tablet, tablet.hand_in(tablet.waiting[:20]))
                asked = True
            except Lost:
                continue
        fates = {tablet.fate[key]["status"] for key in tablet.written}
        assert fates <= {*SOUND, "held"}, fates

    def counts(self, key: str) -> bool:
        """Tell whether an entry must count: it is not gone, and its device is believed so far."""
        for tablet in (*self.tablets, *self.wiped):
            if key in tablet.written and key not in self.gone:
                n = json.loads(tablet.written[key]["b"])["n"]
                return bool(n <= self.revoked.get(tablet.id, n))
        return False

    def same_records(self) -> None:
        """I1, I6: the model's records are the house's."""
        expected = {}
        for rec, entries in self.model.items():
            states = [state for key, state in entries.items() if self.counts(key)]
            if "on_site" in states:
                expected[rec] = "closed" if "closed" in states else "on_site"
        found = {row.id: row.state for row in db.session.execute(select(Record.id, Record.state))}
        assert found == expected

    def same_views(self) -> None:
        """I4: who read page by page knows what a newcomer is told."""
        for tablet in self.tablets:
            try:
                tablet.reader.all()
            except EpochError:
                tablet.reader = Reader(tablet.id).all()
            assert tablet.reader.records == Reader(tablet.id).all().records

    def sound(self) -> None:
        """I7, I8, I9: the chain, every device's count, and nothing that was erased."""
        report = journal_file.verify_database(db.session.get_one(Site, SITE))
        assert report.faults == []
        for tablet in self.tablets:
            row = db.session.get_one(Device, tablet.id, populate_existing=True)
            assert (row.last_n, row.gaps) == (tablet.n, [])
        for rec in self.erased:
            entries = self.model[rec]
            assert not db.session.scalars(select(Personal).where(Personal.entry.in_(entries))).all()


def test_any_order_of_things_ends_as_the_model_says(
    app: Flask, pytestconfig: pytest.Config
) -> None:
    Desk.app = app
    how = settings(
        max_examples=int(pytestconfig.getoption("--examples")),
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Desk, settings=how)
