"""The server: what one hot site takes in, and what a pull costs."""

import os
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert

from benchmarks.table import Row, ratio, spread, times
from desk.testing.apps import ENVIRONMENT, DeskClient
from desk.testing.devices import enter, present
from desk.testing.people import SITE
from desk.testing.tablet import Tablet

BATCH, BACKLOG = 50, 500
numbers = count(1)


def measure(options: frozenset[str]) -> Iterator[Row]:
    """Measure on SQLite, on a real disk; `million` adds the long feed."""
    with tempfile.TemporaryDirectory() as folder:
        app = house(Path(folder))
        with app.app_context():
            tablet = enrol(app)
            yield from intake(tablet)
            yield from pulls(tablet, "500 records")
            sizes = (10_000, 1_000_000) if "million" in options else (10_000,)
            for size in sizes:
                grow(size)
                yield from pulls(tablet, f"{size:,} records")


def house(folder: Path) -> Flask:
    """Make an empty house with one site."""
    os.environ |= ENVIRONMENT | {"VESTIBULE_DATA": str(folder), "VESTIBULE_DATABASE": ""}
    from app import create_app
    from desk.db import db
    from desk.tables import Room, Site, Staff

    app: Flask = create_app()
    app.test_client_class = DeskClient
    with app.app_context():
        db.create_all()
        db.session.add(Site(id=SITE))
        db.session.flush()
        db.session.add(Room(site=SITE, id="r1", name="12A", ver=1))
        db.session.add(Staff(site=SITE, id="alice", name="Alice", roles=["receptionist"], ver=2))
        db.session.commit()
    return app


def enrol(app: Flask) -> Tablet:
    """Enrol one tablet."""
    tablet = Tablet(app.test_client(), "d00000001", SITE, "L1")
    enter(tablet, "desk")
    present(tablet.http, tablet.key)
    return tablet


def intake(tablet: Tablet) -> Iterator[Row]:
    """Compare batches of entries with a bare insert of as many rows."""
    batches = iter([prepare(tablet, BATCH) for _ in range(11)])
    ours = times(lambda: tablet.post(next(batches)))
    floor = times(bare)
    rate = BATCH * 1000 / sorted(ours)[len(ours) // 2]
    yield Row(f"hot site, batches of {BATCH}", f"{rate:.0f} entries/s", ratio(ours, floor))
    backlogs = iter([prepare(tablet, BACKLOG) for _ in range(4)])
    taken = times(lambda: drain(tablet, next(backlogs)), 3)
    yield Row(f"drain of {BACKLOG}, server side", spread(taken), "goal: 10 s with the network")


def prepare(tablet: Tablet, wanted: int) -> list[Any]:
    """Let a tablet make entries before the clock runs."""
    for number in range(wanted):
        tablet.sign_in(f"Guest {number}")
    made, tablet.outbox = tablet.outbox, []
    return made


def drain(tablet: Tablet, entries: list[Any]) -> None:
    """Hand in a backlog as the client core does."""
    tablet.outbox = entries
    tablet.push()


def bare() -> None:
    """Insert and commit as many receipts as a batch makes, without a check."""
    from desk.db import db
    from desk.tables import Receipt

    rows = [
        {c.name: filler(c, next(numbers)) for c in Receipt.__table__.columns} for _ in range(BATCH)
    ]
    with db.engine.begin() as connection:
        connection.execute(insert(Receipt), rows)


def filler(column: Any, number: int) -> object:
    """Return something that fits a column."""
    named: dict[str, object] = {"site": SITE, "flags": []}
    known = {int: number, str: f"{number:036d}", bytes: bytes(32)}
    return named.get(column.name, known.get(column.type.python_type))


def pulls(tablet: Tablet, size: str) -> Iterator[Row]:
    """Time a pull that finds nothing, and one after ten changes."""
    from desk.db import db
    from desk.tables import Site

    db.session.rollback()
    site = db.session.get_one(Site, SITE)
    query = {"epoch": tablet.epoch, "ref_since": site.ver, "limit": 500}
    idle = times(lambda: get(tablet, query | {"since": f"{site.seq}:"}), 50)
    yield Row(f"idle pull, {size}", spread(idle))
    late = times(lambda: get(tablet, query | {"since": f"{site.seq - 10}:"}), 50)
    yield Row(f"pull after 10 changes, {size}", spread(late), ratio(late, idle) + " (idle)")


def get(tablet: Tablet, query: dict[str, Any]) -> None:
    """Ask for changes."""
    answer = tablet.http.get("/api/changes", query_string=query)
    assert answer.status_code == 200, answer.text


def grow(size: int) -> None:
    """Add old records by the thousand, as a site of years would have them."""
    from desk.db import db
    from desk.ids import uuid7
    from desk.tables import Record, Site

    db.session.rollback()
    site = db.session.get_one(Site, SITE)
    while site.seq < size:
        rows = [
            {
                "id": uuid7(),
                "site": SITE,
                "reg": "visitors",
                "state": "on_site",
                "opened": 1,
                "flags": [],
                "seq": n,
                "first": n,
            }
            for n in range(site.seq + 1, site.seq + 1001)
        ]
        db.session.execute(insert(Record.__table__), rows)  # type: ignore[arg-type]
        site.seq += len(rows)
        db.session.commit()
