"""What a pull costs, when nothing changed and when little did, in a young house and an old one."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy import event, insert

from benchmarks.house import build, enrol, prepare
from benchmarks.table import Row, Work, in_turns, ratio, spread
from desk.testing.people import SITE
from desk.testing.tablet import Tablet

if TYPE_CHECKING:
    from desk.tables import Site

CHANGES, ROUNDS = 10, 40
YOUNG, OLD, OLDEST = 10_000, 200_000, 1_000_000


def measure(options: frozenset[str]) -> Iterator[Row]:
    """Measure two houses turn by turn; `million` makes the old one older."""
    size = OLDEST if "million" in options else OLD
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        houses = [house(Path(one), YOUNG), house(Path(other), size)]
        works = {}
        for name, (app, tablet, site) in zip(("young", "old"), houses, strict=True):
            works[f"idle {name}"] = partial(get, tablet, f"{site.seq}:~", site.ver)
            works[f"late {name}"] = partial(get, tablet, f"{site.seq - CHANGES}:~", site.ver)
            asked = statements(app, works[f"idle {name}"])
        taken = in_turns(works, ROUNDS, warm=5)
    idle = f"{asked} read, {spread(taken['idle young'])}"
    yield Row("idle pull, server side, cookie and all", "1 indexed read", idle, asked == 1)
    yield Row(f"… {size:,} entries against {YOUNG:,}", "≤ 1.1×", *against(taken, "idle", 1.1))
    yield Row(f"pull after {CHANGES} changes, {YOUNG:,} entries", "", spread(taken["late young"]))
    yield Row(f"… {size:,} entries against {YOUNG:,}", "≤ 1.3×", *against(taken, "late", 1.3))


def against(taken: dict[str, list[float]], what: str, goal: float) -> tuple[str, bool]:
    """Set the old house against the young one."""
    grown = ratio(taken[f"{what} old"], taken[f"{what} young"])
    return f"{grown:.2f}× ({median(taken[f'{what} old']):.1f} ms)", grown <= goal


def house(folder: Path, size: int) -> tuple[Flask, Tablet, "Site"]:
    """Make a house with so many entries, the last ones real."""
    from desk.db import db
    from desk.tables import Site

    app = build(folder)
    with app.app_context():
        tablet = enrol(app)
        tablet.post(prepare(tablet, 20))
        grow(size)
        tablet.post(prepare(tablet, 20))
        db.session.rollback()
        return app, tablet, db.session.get_one(Site, SITE)


def get(tablet: Tablet, since: str, ver: int) -> None:
    """Ask for changes."""
    query = {"epoch": tablet.epoch, "since": since, "ref_since": ver, "limit": 500}
    answer = tablet.http.get("/api/changes", query_string=query)
    assert answer.status_code == 200, answer.text


def statements(app: Flask, work: Work) -> int:
    """Count what a piece of work asks the database."""
    from desk.db import db

    asked: list[str] = []
    with app.app_context():
        engine = db.engine
    note = lambda *given: asked.append(given[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
    return len([text for text in asked if not text.startswith("BEGIN")])


def grow(size: int) -> None:
    """Add old records by the thousand, as a site of years would have them."""
    from desk.db import db
    from desk.ids import uuid7
    from desk.tables import Record, Site

    db.session.rollback()
    site = db.session.get_one(Site, SITE)
    while site.seq < size:
        rows: list[dict[str, Any]] = [
            {"id": uuid7(), "site": SITE, "reg": "visitors", "state": "on_site", "opened": 1,
             "flags": [], "seq": n, "first": n}
            for n in range(site.seq + 1, site.seq + 2001)
        ]  # fmt: skip
        db.session.execute(insert(Record.__table__), rows)  # type: ignore[arg-type]
        site.seq += len(rows)
        db.session.commit()
