"""Five thousand changes to a journal are all found, and a thousand clean ones raise no alarm (T8).

Signatures take long to check, so a walk begins right before the change, where a clean walk stood;
a few are walked from the first row to show that it makes no difference.
"""

import hashlib
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from flask import Flask

from desk import journal_file, keys, server_keys
from desk.checkpoint import Checkpoint
from desk.entry import read
from desk.journal import Line, Pen, Status
from desk.tables import Journal, Personal, Site
from desk.tables.site import NO_HASH
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet
from desk.time import now_ms
from desk.verify import Known, Walk, first_epoch, personal_faults, verify
from tests.desk.test_verify import changed, loose, rewritten

ROWS = 1000
Rows = list[Journal]
MADE: list[tuple[Rows, Known]] = []  # a journal takes long to sign: one for all


@pytest.fixture
def made(request: pytest.FixtureRequest) -> tuple[Rows, Known]:
    """Return a journal of a thousand rows, and what it is held against."""
    if not MADE:
        tablet: Tablet = request.getfixturevalue("device")()
        for _ in range(ROWS // 2):
            tablet.act("visitors.go_up", tablet.sign_in("José 张伟", waits="yes"))
        tablet.push()
        rows = [loose(row) for row in journal_file.rows(1)]
        MADE.append((rows, journal_file.known(request.getfixturevalue("db_site"))))
    return MADE[0]


@pytest.fixture
def db_site(app: Flask) -> Site:
    from desk.db import db

    return db.session.get_one(Site, 1, populate_existing=True)


def first_bad(rows: Rows, known: Known, clean: int) -> int | None:
    """Return the first bad seq of rows whose first `clean` are as they were written."""
    walk = Walk(known)
    if clean:
        walk.seq, walk.head = rows[clean - 1].seq, rows[clean - 1].hash
    bad = [row.seq for row in rows[clean : clean + 2] if list(walk.step(row))]
    return min(bad or [fault.seq for fault in walk.end()], default=None)


def altered(row: Journal) -> list[tuple[str, Journal]]:
    """Return a row with each letter of its text and each byte of its digests changed in turn."""
    found = []
    for name in ("body", "digest", "sig", "hash"):
        value = getattr(row, name)
        for at in range(len(value)):
            one = chr(ord(value[at]) ^ 1) if name == "body" else bytes([value[at] ^ 1 << at % 8])
            spoilt = value[:at] + one + value[at + 1 :]
            found.append((f"{name} {at}", changed(row, **{name: spoilt})))
    return found


def test_every_byte_counts(made: tuple[Rows, Known]) -> None:
    rows, known = made
    assert len(rows) == ROWS
    letters = count = 0
    for at in Random(8).sample(range(ROWS), 14):
        letters += len(rows[at].body or "")
        for what, bad in altered(rows[at]):
            count += 1
            assert first_bad([*rows[:at], bad, *rows[at + 1 :]], known, at) == at + 1, what
    assert letters > 4000
    assert count > 4500


DAMAGE: dict[str, Callable[[Rows, int], tuple[Rows, int]]] = {
    "taken out": lambda rows, at: ([*rows[:at], *rows[at + 1 :]], at + 2),
    "swapped": lambda rows, at: ([*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :]], at + 1),
    "swapped and counted anew": lambda rows, at: (
        [
            *rows[:at],
            changed(rows[at + 1], seq=at + 1),
            changed(rows[at], seq=at + 2),
            *rows[at + 2 :],
        ],
        at + 1,
    ),
    "put in": lambda rows, at: ([*rows[:at], copy(rows[at - 1]), *rows[at:]], at),
    "cut off": lambda rows, at: (rows[:at], at + 1),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_every_row_counts(made: tuple[Rows, Known], name: str) -> None:
    rows, known = made
    for at in Random(name).sample(range(1, ROWS - 2), 200):
        spoilt, where = DAMAGE[name](rows, at)
        assert first_bad(spoilt, known, at) == where, at


def test_from_the_first_row_it_is_the_same(
    made: tuple[Rows, Known], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, known = made
    monkeypatch.setattr(keys, "verify", cache(keys.verify))
    assert verify(rows, known).faults == []
    for name, at in zip(DAMAGE, (3, 333, 500, 700, 997), strict=True):
        spoilt, where = DAMAGE[name](rows, at)
        assert verify(spoilt, known).first == where
    point = Checkpoint(known.site, known.epoch, 900, rows[899].hash)
    anew, head = rewritten([*rows[:399], *rows[400:]], known)
    assert verify(anew, replace(head, checkpoints=(point,))).first == 900
    assert verify(rows[:800], replace(known, checkpoints=(point,))).first == 801


class Book:
    """Write a small journal in memory, as the house would."""

    def __init__(self, random: Random, tablet: Tablet) -> None:
        self.random, self.tablet = random, tablet
        tablet.n, tablet.outbox = 0, []
        self.site = Site(id=1, epoch=random.randbytes(16).hex(), seq=0, head=NO_HASH)
        self.pen = Pen(self.site, now_ms())
        self.values: list[tuple[str, Personal]] = []

    def entry(self) -> None:
        self.tablet.sign_in(self.random.choice(["José", "张伟", "محمد", ""]))
        found = read(self.tablet.outbox.pop())
        status = self.random.choice([Status.APPLIED, Status.HELD, Status.REFUSED])
        flags = self.random.sample(["clock", "conflict", "late"], self.random.randrange(3))
        self.pen.add(Line.of(found), status, flags)
        for field, (salt, value) in found.personal.items():
            kept = Personal(site=1, entry=found.body.id, field=field, salt=salt, value=value)
            self.values.append((found.body.id, kept))

    def odd(self) -> None:
        raw = self.random.randbytes(9)
        self.pen.add(Line(id="", digest=hashlib.sha256(raw).digest()), Status.REJECTED)

    def purged(self) -> None:
        gone = self.values[::2]
        self.pen.server("personal.purged", {"values": [[e, v.field] for e, v in gone]})
        self.values = self.values[1::2]

    def restored(self) -> None:
        was, self.site.epoch = self.site.epoch, self.random.randbytes(16).hex()
        before = [was, self.pen.seq, self.pen.head.hex()]
        self.pen.server("journal.restored", {"epoch": self.site.epoch, "from": before})

    def rows(self) -> Rows:
        return [Journal(**row) for row in self.pen.rows]

    def known(self) -> Known:
        return Known(
            site=1,
            began=first_epoch(self.rows(), self.site.epoch),
            epoch=self.site.epoch,
            seq=self.pen.seq,
            head=self.pen.head,
            servers=server_keys.spans(),
            devices={self.tablet.id: self.tablet.key.raw},
        )


def test_a_thousand_clean_journals_raise_no_alarm(device: Devices) -> None:
    random, tablet = Random(1000), device()
    purged = restored = 0
    for number in range(1000):
        book = Book(random, tablet)
        for _ in range(random.randrange(6)):
            book.entry()
            if random.random() < 0.2:
                book.odd()
        for write in random.sample([book.purged, book.restored], random.randrange(3)):
            write()
            book.entry()
        purged += any(row.t == "personal.purged" for row in book.rows())
        restored += any(row.t == "journal.restored" for row in book.rows())
        report = verify(book.rows(), book.known())
        assert (report.faults, report.gaps) == ([], {}), number
        for row in book.rows():
            mine = [value for entry, value in book.values if entry == row.id]
            assert personal_faults(row, mine) == []
    assert min(purged, restored) > 300
