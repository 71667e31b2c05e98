"""What one hot site takes in, against Flask and SQLAlchemy writing the same rows unchecked."""

import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask, request
from sqlalchemy import Table, create_engine, event, insert, select

from benchmarks.house import build, enrol, prepare
from benchmarks.table import Row, clock, edge
from desk.testing.tablet import Tablet

BATCH, ROUNDS, WRITERS, EACH = 50, 9, 8, 3
Rows = list[tuple[Table, list[dict[str, Any]]]]


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Measure on SQLite, on a real disk."""
    with tempfile.TemporaryDirectory() as folder:
        app = build(Path(folder))
        with app.app_context():
            floor = Floor(Path(folder))
            yield from alone(enrol(app), floor)
            yield from together([enrol(app) for _ in range(WRITERS)], floor)
            yield from stages(enrol(app))


class Floor:
    """A bare application: it parses the same request and inserts the same rows, table by table."""

    def __init__(self, folder: Path) -> None:
        from desk import db

        self.engine = create_engine(f"sqlite:///{folder / 'floor.db'}")
        event.listen(self.engine, "connect", db._prepare_sqlite)
        event.listen(self.engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=OFF"))
        event.listen(self.engine, "begin", db._begin_sqlite)
        self.tables = db.db.metadata.sorted_tables
        db.db.metadata.create_all(self.engine)
        self.lock = threading.Lock()
        self.seen: dict[str, set[Any]] = {}
        self.wanted: dict[str, Rows] = {}
        self.app = Flask("floor")
        self.app.add_url_rule("/<key>", view_func=self.take, methods=["POST"])
        self.new()

    def take(self, key: str) -> dict[str, int]:
        """Parse and write."""
        entries = request.get_json()["entries"]
        engine = self.engine.execution_options(vestibule_write=True)
        with self.lock, engine.begin() as connection:
            for table, rows in self.wanted[key]:
                connection.execute(insert(table), rows)
        return {"taken": len(entries)}

    def post(self, key: str, entries: list[Any]) -> None:
        """Send a batch to the bare application."""
        answer = self.app.test_client().post(f"/{key}", json={"entries": entries})
        assert answer.status_code == 200

    def new(self) -> Rows:
        """Return the rows that the house wrote since the last look."""
        from desk.db import db

        db.session.rollback()
        found: Rows = []
        for table in self.tables:
            names = [column.name for column in table.primary_key]
            rows = [dict(row) for row in db.session.execute(select(table)).mappings()]
            seen = self.seen.setdefault(table.name, set())
            fresh = [row for row in rows if tuple(row[name] for name in names) not in seen]
            seen |= {tuple(row[name] for name in names) for row in fresh}
            if fresh:
                found.append((table, fresh))
        return found


def alone(tablet: Tablet, floor: Floor) -> Iterator[Row]:
    """Let one writer hand in batches, the house and the floor in turns."""
    floor.new()
    ours, bare = [], []
    for turn in range(ROUNDS + 1):
        batch = prepare(tablet, BATCH)
        taken = clock(partial(tablet.post, batch))
        floor.wanted["0"] = floor.new()
        least = clock(partial(floor.post, "0", batch))
        if turn:
            ours.append(taken)
            bare.append(least)
    yield from compared("1 writer", [ours], [bare], median(ours), median(bare))


def together(tablets: Sequence[Tablet], floor: Floor) -> Iterator[Row]:
    """Let eight write at once, the house and the floor in turns."""
    floor.new()
    ours: list[list[float]] = []
    bare: list[list[float]] = []
    whole: list[float] = []
    least: list[float] = []
    count = WRITERS * EACH
    for _ in range(3):
        batches = [prepare(tablet, BATCH) for tablet in tablets for _ in range(EACH)]
        posts = [partial(tablets[at // EACH].post, batch) for at, batch in enumerate(batches)]
        whole.append(crowd(posts, ours) / count)
        rows = floor.new()
        for at in range(count):
            shares = [(table, found[at::count]) for table, found in rows]
            floor.wanted[str(at)] = [(table, share) for table, share in shares if share]
        bares = [partial(floor.post, str(at), batch) for at, batch in enumerate(batches)]
        least.append(crowd(bares, bare) / count)
    yield from compared(f"{WRITERS} writers", ours, bare, median(whole), median(least))


def crowd(works: Sequence[Callable[[], object]], taken: list[list[float]]) -> float:
    """Share works out over the writers; note each time; return how long all took, ms."""
    shares = [works[at : at + EACH] for at in range(0, len(works), EACH)]
    with ThreadPoolExecutor(WRITERS) as pool:

        def all_done() -> None:
            taken.extend(pool.map(lambda own: [clock(one) for one in own], shares))

        return clock(all_done)


def compared(
    who: str, ours: list[list[float]], bare: list[list[float]], each: float, least: float
) -> Iterator[Row]:
    """Tell rate, ratio and steadiness."""
    mine = [ms for times in ours for ms in times]
    rate, top = BATCH * 1000 / each, BATCH * 1000 / least
    yield Row(f"one hot site, batches of {BATCH}, {who}", "≥ 1000 entries/s",
              f"{rate:.0f} entries/s", rate >= 1000)  # fmt: skip
    yield Row(f"… against the same rows unchecked, {who}", "", f"{each / least:.2f}× of the time "
              f"({top:.0f} entries/s)")  # fmt: skip
    steady = edge(mine, 99) / median(mine)
    yield Row(f"… p99 / p50, {who}", "≤ 3", f"{steady:.1f}", steady <= 3)


class Stages:
    """Share time out over stages; what a stage spends in another counts there alone."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.inner: list[float] = []
        self.undo: list[tuple[Any, str, Any]] = []

    def watch(self, owner: Any, name: str, stage: str) -> None:
        """Let a function add its own time to a stage."""
        inner = getattr(owner, name)

        def run(*given: Any, **named: Any) -> Any:
            box: list[Any] = []
            self.inner.append(0.0)
            ms = clock(lambda: box.append(inner(*given, **named)))
            self.spent[stage] = self.spent.get(stage, 0) + ms - self.inner.pop()
            if self.inner:
                self.inner[-1] += ms
            return box[0]

        self.undo.append((owner, name, inner))
        setattr(owner, name, run)

    def end(self) -> None:
        """Put the functions back."""
        for owner, name, inner in self.undo:
            setattr(owner, name, inner)


def stages(tablet: Tablet) -> Iterator[Row]:
    """Share a batch's time out over its stages, by wrapping the functions that do them."""
    from desk import effects, forms, journal, strict
    from desk.db import db
    from desk.entry import Entry

    preparing: Any = import_module("desk.sync.prepare")
    settling: Any = import_module("desk.sync.batch").Batch
    connection = type(db.session.connection())
    db.session.rollback()
    found = Stages()
    for owner, name, stage in (
        (strict, "loads_marking", "JSON"),
        (preparing.entries, "read", "bodies and commitments"),
        (Entry, "signed_by", "signatures"),
        (preparing, "_judge", "judging"),
        (forms, "judge", "forms"),
        (preparing, "gather", "look-ups"),
        (settling, "_load", "look-ups"),
        (settling, "_one", "deciding"),
        (effects, "run", "effects"),
        (journal.Pen, "add", "chain"),
        (settling, "_flush", "rows"),
        (connection, "execute", "SQL"),
        (connection, "_commit_impl", "commit"),
    ):
        found.watch(owner, name, stage)
    total = 0.0
    try:
        for _ in range(ROUNDS):
            batch = prepare(tablet, BATCH)
            total += clock(partial(tablet.post, batch))
    finally:
        found.end()
    shares = sorted(found.spent.items(), key=lambda one: -one[1])
    rest = 1 - sum(found.spent.values()) / total
    told = [f"{stage} {ms / total:.0%}" for stage, ms in shares]
    yield Row("where a batch's time goes", "", ", ".join([*told, f"the rest {rest:.0%}"]))
