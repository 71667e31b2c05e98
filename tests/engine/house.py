"""What engine tests share: pictures of the database, and the questions every journal answers."""

import json
from typing import Any

from sqlalchemy import select

from desk.db import db
from desk.journal import Status, row_hash
from desk.register import registers
from desk.tables import Journal, Receipt, Site
from desk.tables.site import NO_HASH
from desk.testing.tablet import Json, Tablet, Values

# They change with every push, and say nothing of what happened.
STATISTICS = {"device", "audit"}
ACTIONS = [
    f"{register.name}.{name}" for register in registers().values() for name in register.table
]
CREATING = {
    f"{register.name}.{action.name}"
    for register in registers().values()
    for action in register.actions
    if action.creates
}
ONLINE = {
    f"{register.name}.{name}"
    for register in registers().values()
    for name, action in register.table.items()
    if action.nature == "online"
}


def picture() -> dict[str, list[Any]]:
    """Return every row of every table that tells what happened."""
    db.session.rollback()
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in db.metadata.sorted_tables
            if table.name not in STATISTICS
        }


def site_row(site: int) -> Site:
    db.session.rollback()
    return db.session.get_one(Site, site, populate_existing=True)


def journal(site: int) -> list[Journal]:
    db.session.rollback()
    query = select(Journal).where(Journal.site == site).order_by(Journal.seq)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def receipt(site: int, key: str) -> Receipt | None:
    db.session.rollback()
    return db.session.get(Receipt, (site, key), populate_existing=True)


def assert_sound(site: int) -> None:
    """Hold I2, I3 and I7 of offline.md: one row an entry, no gap, an unbroken chain."""
    row, lines = site_row(site), journal(site)
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    head = NO_HASH
    for line in lines:
        head = row_hash(
            row.epoch, site, line.seq, head, line.digest, line.sig, line.recv, line.status,
            line.flags,
        )  # fmt: skip
        assert head == line.hash
    assert (row.seq, row.head) == (len(lines), head)
    kept = [line.id for line in lines if line.status in (Status.APPLIED, Status.HELD)]
    assert len(kept) == len(set(kept))


def write_one(tablet: Tablet, action: str, rec: str | None = None) -> Json:
    """Write one entry of any type, fit or not: what happened at the desk is never refused."""
    values: Values = {"room": "r1"}
    if action in CREATING:
        tablet.act(action, rec, values, {}, no=tablet.number("V"))
    else:
        tablet.act(action, rec, {}, {})
    return tablet.outbox.pop()


def parent(tablet: Tablet, action: str) -> str:
    """Create the record that an action of this register needs, and return its id."""
    creating = next(name for name in CREATING if name.split(".")[0] == action.split(".")[0])
    entry = write_one(tablet, creating)
    (result,) = tablet.post([entry])["results"]
    assert result["status"] == "applied"
    return str(rec_of(entry))


def rec_of(entry: Json) -> str:
    return str(json.loads(entry["b"])["rec"])


def results(tablet: Tablet, *entries: Json) -> list[Json]:
    """Hand in entries as one batch and return their results."""
    found: list[Json] = tablet.post(list(entries))["results"]
    return found


def settled(result: Json) -> Json:
    """Return what must never change about a result."""
    return {key: value for key, value in result.items() if key not in ("status", "errors")}
