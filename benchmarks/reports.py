"""What a year's report costs a house with 200,000 slips."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from benchmarks.house import build
from benchmarks.table import Row, in_turns
from desk.period import Period, read
from desk.testing.people import SITE
from desk.time import DAY_MS, HOUR_MS

SLIPS, PIECE = 200_000, 2_000
GOAL_MS = 2_000
ROOMS = 800
WHY = ("visit", "delivery", "works", "viewing", "business", "other")


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Reckon a whole year, then one month of it, and put it into words."""
    with tempfile.TemporaryDirectory() as folder:
        app = build(Path(folder))
        with app.app_context():
            year = read("2026-01-01", "2026-12-31", "Asia/Hong_Kong")
            month = read("2026-06-01", "2026-06-30", "Asia/Hong_Kong")
            grow(year)
            taken = in_turns({"year": lambda: tell(year), "month": lambda: tell(month)}, 7)
    took = median(taken["year"])
    yield Row(f"report over {SLIPS:,} slips, a year, in words", "≤ 2 s", f"{took:.0f} ms",
              took <= GOAL_MS)  # fmt: skip
    yield Row("… one month of them", "", f"{median(taken['month']):.0f} ms")


def grow(year: Period) -> None:
    """Write a year of slips, one in two hundred still out."""
    from desk import records
    from desk.db import db
    from desk.ids import uuid7
    from desk.register import registers

    luck, own = random.Random(7), records.own(registers()["visitors"].model)
    for start in range(1, SLIPS, PIECE):
        base, typed = [], []
        for place in range(start, start + PIECE):
            came = year.begin + luck.randrange(365) * DAY_MS + luck.randrange(6, 22) * HOUR_MS
            left, out, id = (
                came + int(luck.expovariate(1 / HOUR_MS)),
                luck.random() < 0.005,
                uuid7(),
            )
            base.append(
                {"id": id, "site": SITE, "reg": "visitors", "opened": came, "flags": [],
                 "state": "checked_out" if out else "closed", "closed": None if out else left,
                 "seq": place, "first": place, "room": f"r{luck.randrange(ROOMS)}"}
            )  # fmt: skip
            typed.append(
                {"id": id, "signed_in_at": came, "left_at": left, "purpose": luck.choice(WHY),
                 "slip_returned_at": None if out else left}
            )  # fmt: skip
        db.session.execute(insert(records.BASE), base)
        db.session.execute(insert(own), typed)
        db.session.commit()


def tell(days: Period) -> None:
    """Make the report that the page asks for."""
    from desk.db import db
    from desk.register import registers
    from desk.reports import reports
    from desk.reports.figures import figures
    from desk.reports.telling import Account, told

    register, report = registers()["visitors"], reports()["visitors"]
    made = figures(SITE, register, report, days, days.end)
    assert told(Account(SITE, register, report, days, made, days.end, "es"))["total"] != "0"
    db.session.rollback()
