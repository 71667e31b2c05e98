"""A record's history: every entry about it, in order; online only.

The kind of device decides which personal values are shown, as in the feed; the reasons people
wrote are for roles that may see reasons.
"""

import json
from typing import Any

from sqlalchemy import func, select

from desk import access, roles
from desk.conditions import Values
from desk.db import db
from desk.errors import Refusal
from desk.forms import Form
from desk.journal import Status
from desk.lifting import lifted
from desk.register import Register, registers
from desk.tables import Device, Journal, Personal, Record, Staff
from desk.time import happened

Line = dict[str, Any]


def of(device: Device, record: str) -> list[Line]:
    """Return what happened to a record, oldest first; raise Refusal when it is not of this site."""
    found = db.session.get(Record, record)
    if found is None or found.site != device.site:
        raise Refusal("not_found", 404)
    query = select(Journal).where(Journal.site == device.site, Journal.rec == record)
    rows = list(db.session.scalars(query.order_by(Journal.seq)))
    values = _personal(device.site, [row.id for row in rows])
    names = _names(device.site, rows)
    signed_in = access.signed_in()
    reasons = roles.shows(signed_in.roles if signed_in else (), "reasons")
    return [_line(row, values.get(row.id, {}), names, reasons) for row in rows]


def _personal(site: int, entries: list[str]) -> dict[str, dict[str, str]]:
    query = select(Personal).where(Personal.site == site, Personal.entry.in_(entries))
    found: dict[str, dict[str, str]] = {}
    for row in db.session.scalars(query):
        found.setdefault(row.entry, {})[row.field] = row.value
    return found


def _names(site: int, rows: list[Journal]) -> dict[str, str]:
    """Return the names of operators and devices by their ids."""
    staff = select(Staff.id, Staff.name).where(
        Staff.site == site, Staff.id.in_({row.op for row in rows})
    )
    called = func.coalesce(func.nullif(Device.name, ""), Device.letters)
    devices = select(Device.id, called).where(Device.id.in_({row.dev for row in rows}))
    return {
        **dict(db.session.execute(staff).all()),
        **dict(db.session.execute(devices).all()),
    }


def _line(row: Journal, values: dict[str, str], names: dict[str, str], reasons: bool) -> Line:
    body: dict[str, Any] = json.loads(row.body or "{}")
    known = values if reasons else {n: v for n, v in values.items() if n not in _reasons(row.t)}
    return {
        "seq": row.seq,
        "id": row.id,
        "status": Status(row.status).name.lower(),
        "flags": [flag for flag in row.flags.split(",") if flag],
        "t": row.t,
        "at": happened(body, row.recv),
        "recv": row.recv,
        "op": row.op,
        "op_name": names.get(row.op, ""),
        "how": body.get("how", ""),
        "dev": row.dev,
        "dev_name": names.get(row.dev, ""),
        "d": _as_today(row.t, body),
        "p": known,
        "purged": sorted(body.get("pc", {}).keys() - values.keys()),
        "hidden": sorted(values.keys() - known.keys()),
    }


def _as_today(t: str, body: dict[str, Any]) -> Values:
    """Return the values under the names and in the words of today's forms."""
    values: Values = body.get("d", {})
    register, _, name = t.partition(".")
    found = registers().get(register)
    action = found.table.get(name) if found else None
    if found is None or action is None:
        return values
    if name == "correct":
        return _corrected(found, values)
    return lifted(action.row.get("lifts", ()), body.get("tv", action.tv), values)


def _corrected(register: Register, values: Values) -> Values:
    """Lift a correction's fields that the main form does not have any more."""
    known = {f"f:{f.name}" for f in register.form().fields}
    old = {n: v for n, v in values.items() if n.startswith("f:") and n not in known}
    bare: Values = {n.removeprefix("f:"): v for n, v in old.items()}
    for action in register.table.values() if old else ():
        if action.creates:
            bare = lifted(action.row.get("lifts", ()), 0, bare)
    kept = {n: v for n, v in values.items() if n not in old}
    return {f"f:{n}": v for n, v in bare.items()} | kept


def _reasons(t: str) -> set[str]:
    """Name the personal fields that an action asks for the entry alone: why it was done."""
    register, _, action = t.partition(".")
    found = registers().get(register)
    form: type[Form] | None = found.table[action].form if found and action in found.table else None
    return {f.name for f in form().fields if f.personal and not f.kept} if form else set()
