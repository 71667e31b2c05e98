"""What a form lets through fits its column: SQLite would not mind, PostgreSQL would."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import BigInteger, String

from desk import entry, forms, ids
from desk.actions import Action
from desk.db import db
from desk.register import Register, registers
from desk.tables import Record
from desk.testing.devices import Devices
from desk.testing.samples import samples

every = pytest.mark.parametrize("register", registers().values(), ids=lambda one: one.name)
# What an entry's own parts may be at most (desk/entry.py, desk/ids.py).
PARTS = {"op": 40, "dev": 9, "entry": forms.RECORD_ID}
MOMENT = len("2026-11-22T09:30")


def longest(field: forms.DeskField) -> int:
    """Return the most letters that one good value of a field has, or all of its values joined."""
    limits = [MOMENT] if isinstance(field, forms.MomentField) else []
    for check in field.checks:
        if isinstance(check, forms.Length):
            limits.append(check.most)
        if isinstance(check, forms.OneOf):
            several = len(",".join(check.choices))
            limits.append(several if field.many else max(map(len, check.choices), default=0))
    return min(limits)


def written(register: Register, action: Action) -> Iterator[tuple[str, Any]]:
    """Yield the columns that an action writes, and from what."""
    model: dict[str, Any] = {c.key: c for c in register.model.__mapper__.columns}
    model["room"] = Record.__table__.c.room
    yield from ((name, (model[name], value)) for name, value in action.row["set"].items())


@every
def test_each_value_fits_its_column(register: Register) -> None:
    too_wide = []
    for action in register.table.values():
        fields = {one.name: one for one in forms.outline(action.form)} if action.form else {}
        for name, (column, value) in written(register, action):
            room = column.type.length if isinstance(column.type, String) else None
            if isinstance(value, dict) and value.get("as") == "int":
                assert isinstance(column.type, BigInteger), (action.name, name)
            elif isinstance(value, dict) and "from" in value:
                needs = longest(fields[value["from"]])
                too_wide += [(action.name, name, needs, room)] if needs > (room or 0) else []
            elif isinstance(value, str):
                assert len(value) <= (room or 0), (action.name, name)
            elif room is not None:
                assert max(PARTS[key] for key in value if key in PARTS) <= room
    assert too_wide == []


def test_an_entrys_own_parts_fit() -> None:
    for table in db.metadata.sorted_tables:
        for name in {"op", "dev", "t", "rec", "id", "entry"} & set(table.columns.keys()):
            kind = table.columns[name].type
            if isinstance(kind, String) and table.name in ("journal", "receipt", "quarantine"):
                assert (kind.length or 0) >= (61 if name == "t" else 36), (table.name, name)
    assert not ids.is_device("d" + "0" * 9)
    assert entry._CODE.fullmatch("x" * PARTS["op"])
    assert not entry._CODE.fullmatch("x" * (PARTS["op"] + 1))


@pytest.mark.engine
@every
def test_the_longest_values_are_applied(register: Register, device: Devices) -> None:
    """No entry is held by a fault of the database, however much is typed into it."""
    tablet = device()
    sample = samples(register.name)[0]
    action = register.table[sample.action]
    values, personal = dict(sample.values), dict(sample.personal)
    for field in forms.outline(action.form) if action.form else ():
        if isinstance(field, forms.TextField | forms.NoteField | forms.ReferenceField):
            target = personal if field.personal else values
            target[field.name] = "𠀀" * longest(field)
    for more in (0, 1):
        wide = {k: v + "x" * more if isinstance(v, str) else v for k, v in values.items()}
        tablet.act(f"{register.name}.{action.name}", None, wide, personal, no=tablet.number("V"))
    tablet.push()
    assert {one["status"] for one in tablet.results.values()} == {"applied"}
