"""The test of the test: a feed over rows that a sequence numbers loses some, ours none (T4)."""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from random import Random

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from desk.db import SiteBusyError, db, write

pytestmark = pytest.mark.engine

WRITERS, ROWS = 5, 10
MANY, AT_ONCE, HANDS, POLLERS, PAGE = 100_000, 250, 16, 4, 1_000
INSERT = text("INSERT INTO numbered (seq, who) VALUES (:seq, :who)")
Wait = Callable[[], None]


class GivenUpError(Exception):
    """A writer that fails before its commit."""


class Reader:
    """Read as a tablet does: what is numbered above the last number that was seen."""

    def __init__(self) -> None:
        self.since = 0
        self.seen: set[int] = set()
        self.lock, self.far = threading.Lock(), threading.Event()

    def page(self) -> None:
        query = text("SELECT seq FROM numbered WHERE seq > :since ORDER BY seq")
        with self.lock, db.engine.connect() as connection:
            found = list(connection.scalars(query, {"since": self.since}))
        self.seen.update(found)
        self.since = max([self.since, *found])
        if self.since > 1:
            self.far.set()


@pytest.fixture
def table(app: Flask) -> Iterator[None]:
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE numbered (seq BIGINT, who INTEGER)"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("CREATE SEQUENCE numbers"))
    yield
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE numbered"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP SEQUENCE numbers"))


class BySequence:
    """Number as AUTOINCREMENT and bigserial do: by a counter that no transaction holds."""

    def __init__(self) -> None:
        self.count = itertools.count(1)

    def next(self, connection: Connection) -> int:
        if connection.dialect.name == "postgresql":
            return int(connection.scalar(text("SELECT nextval('numbers')")) or 0)
        return next(self.count)

    @contextmanager
    def writing(self, who: int, wait: Wait) -> Iterator[None]:
        with db.engine.connect() as connection:
            seq = self.next(connection)
            wait()
            connection.execute(INSERT, {"seq": seq, "who": who})
            yield
            connection.commit()


class UnderTheLock:
    """Number as the journal does: by the site's row, inside its lock."""

    @contextmanager
    def writing(self, who: int, wait: Wait) -> Iterator[None]:
        with write(1) as site:
            site.seq += 1
            wait()
            db.session.execute(INSERT, {"seq": site.seq, "who": who})
            yield


def race(app: Flask, numbering: BySequence | UnderTheLock, patience: float) -> tuple[int, int, int]:
    """Let many write, some in vain, one slowly; return rows a reader missed, gaps, doubles."""
    reader, done = Reader(), threading.Event()
    inside = threading.Event()

    def slowly() -> None:
        """Take the first number, and be overtaken if that can be."""
        inside.set()
        reader.far.wait(patience)

    def work(who: int) -> None:
        dice = Random(who)
        with app.app_context():
            for _ in range(ROWS):
                with suppress(GivenUpError), numbering.writing(who, lambda: None):
                    if dice.random() < 0.2:
                        raise GivenUpError

    def first() -> None:
        with app.app_context(), numbering.writing(0, slowly):
            pass

    def read() -> None:
        with app.app_context():
            while not done.is_set():
                reader.page()

    slow, polling = threading.Thread(target=first), threading.Thread(target=read)
    slow.start()
    assert inside.wait(30)
    polling.start()
    writers = [threading.Thread(target=work, args=(who,)) for who in range(1, WRITERS)]
    for thread in writers:
        thread.start()
    for thread in [*writers, slow]:
        thread.join()
    done.set()
    polling.join()
    reader.page()
    return outcome(reader)


def outcome(reader: Reader) -> tuple[int, int, int]:
    with db.engine.connect() as connection:
        rows = list(connection.scalars(text("SELECT seq FROM numbered")))
    there = set(rows)
    return len(there - reader.seen), max(there) - len(there), len(rows) - len(there)


def test_a_sequence_loses_rows_and_leaves_gaps(app: Flask, estate: int, table: None) -> None:
    missed, gaps, _ = race(app, BySequence(), 30)
    assert missed > 0
    assert gaps > 0


def test_the_lock_loses_none_and_leaves_none(app: Flask, estate: int, table: None) -> None:
    assert race(app, UnderTheLock(), 0.5) == (0, 0, 0)


class Poller(Reader):
    """Read page after page, and remember each number as often as it came."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[int] = []

    def page(self) -> None:
        query = text("SELECT seq FROM numbered WHERE seq > :since ORDER BY seq LIMIT :most")
        with db.engine.connect() as connection:
            found = list(connection.scalars(query, {"since": self.since, "most": PAGE}))
        self.read += found
        self.since = found[-1] if found else self.since


def write_many(app: Flask, who: int, batches: int) -> None:
    """Write so many batches; one in five fails before its commit, and comes again."""
    dice = Random(who)
    with app.app_context():
        while batches:
            with suppress(GivenUpError, SiteBusyError), write(1) as site:
                first, site.seq = site.seq + 1, site.seq + AT_ONCE
                rows = [{"seq": seq, "who": who} for seq in range(first, site.seq + 1)]
                db.session.execute(INSERT, rows)
                if dice.random() < 0.2:
                    raise GivenUpError
                batches -= 1


def test_a_hundred_thousand_rows_are_missed_by_nobody(app: Flask, estate: int, table: None) -> None:
    """T4: sixteen hands write, four read meanwhile; each row once, in order, without a gap."""
    share = MANY // AT_ONCE // HANDS
    hands = [threading.Thread(target=write_many, args=(app, who, share)) for who in range(HANDS)]
    pollers, done = [Poller() for _ in range(POLLERS)], threading.Event()

    def poll(one: Poller) -> None:
        with app.app_context():
            while not done.is_set():
                one.page()

    readers = [threading.Thread(target=poll, args=(one,)) for one in pollers]
    for thread in (*readers, *hands):
        thread.start()
    for thread in hands:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    for one in pollers:
        while one.since < MANY:
            before = one.since
            one.page()
            assert one.since > before, f"nothing after {before}"
        assert one.read == list(range(1, MANY + 1))
