"""Read and write records in the shape that effects and devices know, many at a time."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    FromClause,
    Row,
    RowMapping,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from desk import effects, lines
from desk.conditions import Scalar
from desk.db import db
from desk.tables import Record, RecordPersonal

BASE = cast(Table, Record.__table__)
POINTERS = cast(Table, RecordPersonal.__table__)
Model = type[Record]
Condition = ColumnElement[bool]


class Stored:
    """A record as the database has it: its wire shape, and what the wire does not tell."""

    __slots__ = ("first", "site", "wire")

    def __init__(self, wire: effects.Record, site: int, first: int) -> None:
        self.wire, self.site, self.first = wire, site, first


@cache
def fields(model: Model) -> tuple[str, ...]:
    """Name a register's typed fields: the columns of its own table but the key."""
    return tuple(column.key for column in own(model).columns if column.key != "id")


@cache
def lined(model: Model) -> tuple[str, ...]:
    """Name those that hold lines, {"0-qty": 2}: on the wire each is a field of its own."""
    return tuple(name for name in fields(model) if isinstance(own(model).c[name].type, JSON))


def own(model: Model) -> Table:
    """Return a register's own table."""
    return cast(Table, model.__mapper__.local_table)


def read(
    models: Sequence[Model],
    *conditions: Condition,
    order: Sequence[InstrumentedAttribute[Any]] = (),
    limit: int | None = None,
) -> list[Stored]:
    """Read records with the typed fields of the given registers, in one statement.

    `p` stays empty: see `pointers` and desk/changes.py.
    """
    source: FromClause = BASE
    for model in models:
        source = source.outerjoin(own(model), own(model).c.id == BASE.c.id)
    columns = [
        own(model).c[name].label(f"{_reg(model)}.{name}")
        for model in models
        for name in fields(model)
    ]
    query = select(*BASE.c, *columns).select_from(source).where(*conditions)
    rows = db.session.execute(query.order_by(*order).limit(limit))
    known = {_reg(model): model for model in models}
    return [_stored(row, known) for row in rows]


def pointers(ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return by record and field the entry that holds the personal value now."""
    query = select(RecordPersonal.record, RecordPersonal.field, RecordPersonal.entry)
    found: dict[str, dict[str, str]] = {}
    for record, field, entry in db.session.execute(query.where(RecordPersonal.record.in_(ids))):
        found.setdefault(record, {})[field] = entry
    return found


def add(models: Iterable[Model], records: Sequence[Stored]) -> None:
    """Insert new records: one statement for all, one for each register's own table."""
    if not records:
        return
    db.session.connection().execute(insert(BASE), [_base(record) for record in records])
    for model in models:
        rows = [_typed(model, one) for one in records if one.wire["reg"] == _reg(model)]
        if rows:
            db.session.connection().execute(insert(own(model)), rows)


def change(models: Iterable[Model], records: Sequence[Stored]) -> None:
    """Update records, likewise."""
    if not records:
        return
    _update(BASE, [_base(record) for record in records])
    for model in models:
        rows = [_typed(model, one) for one in records if one.wire["reg"] == _reg(model)]
        if rows:
            _update(own(model), rows)


def point(before: dict[str, dict[str, str]], records: Iterable[Stored]) -> None:
    """Make the personal pointers of records what their `p` says now."""
    gone, new = [], []
    for record in records:
        key, had, has = record.wire["id"], before.get(record.wire["id"], {}), record.wire["p"]
        gone += [{"r": key, "f": field} for field in had if had[field] != has.get(field)]
        new += [
            {"record": key, "field": field, "entry": entry}
            for field, entry in has.items()
            if had.get(field) != entry
        ]
    if gone:
        here = (POINTERS.c.record == bindparam("r")) & (POINTERS.c.field == bindparam("f"))
        db.session.connection().execute(delete(POINTERS).where(here), gone)
    if new:
        db.session.connection().execute(insert(POINTERS), new)


def _reg(model: Model) -> str:
    return str(model.__mapper__.polymorphic_identity)


def _stored(row: Row[Any], known: dict[str, Model]) -> Stored:
    has = row._mapping
    model = known.get(has["reg"])
    wire: effects.Record = {
        "id": has["id"],
        "reg": has["reg"],
        "state": has["state"],
        "seq": has["seq"],
        "no": has["no"],
        "room": has["room"],
        "at": has["opened"],
        "end": has["closed"],
        "flags": has["flags"],
        "undo": has["undo"],
        "f": _spread(model, has) if model else {},
        "p": {},
    }
    return Stored(wire, has["site"], has["first"])


def _base(record: Stored) -> dict[str, Any]:
    wire = record.wire
    return {
        "id": wire["id"],
        "site": record.site,
        "reg": wire["reg"],
        "state": wire["state"],
        "seq": wire["seq"],
        "first": record.first,
        "no": wire["no"],
        "room": wire["room"],
        "opened": wire["at"],
        "closed": wire["end"],
        "flags": wire["flags"],
        "undo": wire["undo"],
    }


def _typed(model: Model, record: Stored) -> dict[str, Any]:
    given = record.wire["f"]
    row: dict[str, Any] = {
        "id": record.wire["id"],
        **{name: given.get(name) for name in fields(model)},
    }
    for each in lined(model):
        names = [name for name in given if lines.among(each, name)]
        row[each] = {name.removeprefix(f"{each}-"): given[name] for name in names}
    return row


def _spread(model: Model, row: RowMapping) -> dict[str, Scalar]:
    """Return a record's typed fields as the wire has them."""
    typed = {name: row[f"{_reg(model)}.{name}"] for name in fields(model)}
    for each in lined(model):
        typed |= {f"{each}-{name}": value for name, value in (typed.pop(each) or {}).items()}
    return typed


def _update(table: Table, rows: list[dict[str, Any]]) -> None:
    """Update rows by their id, all columns at once."""
    names = [name for name in rows[0] if name != "id"]
    query = (
        update(table)
        .where(table.c.id == bindparam("_id"))
        .values({name: bindparam(f"_{name}") for name in names})
    )
    values = [{f"_{name}": value for name, value in row.items()} for row in rows]
    db.session.connection().execute(query, values)
