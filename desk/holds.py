"""Legal holds: what a court or the police asked for stays, though its time is over.

A hold is on one record, or on a person: then on every record that names them, later ones too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, false, or_, select

from desk.db import db, write
from desk.errors import Refusal
from desk.forms import ReferenceField
from desk.records import own
from desk.reference import audit
from desk.register import registers
from desk.tables import Hold, Person, Record, Staff
from desk.time import now_ms

Kind = Literal["record", "person"]
KINDS: tuple[Kind, ...] = ("record", "person")


@dataclass(frozen=True)
class Wish:
    """What is to be held, why, and until when (ms UTC; None: until somebody lifts it)."""

    kind: str
    target: str
    why: str
    until: int | None = None


def covers(site: int, now: int) -> ColumnElement[bool]:
    """Return the condition on Record: it is under a hold at `now` (ms)."""
    return or_(Record.id.in_(_targets(site, "record", now)), names(_targets(site, "person", now)))


def names(people: Select[Any] | list[str]) -> ColumnElement[bool]:
    """Return the condition on Record: it points to one of these people."""
    return or_(
        false(),
        *(Record.id.in_(select(t.c.id).where(t.c[c].in_(people))) for t, c in _naming()),
    )


def put(site: int, wish: Wish, by: str, dev: str = "") -> Hold:
    """Set a hold, with its line in the audit; raise Refusal where there is nothing to hold."""
    now = now_ms()
    if wish.until is not None and wish.until <= now:
        raise Refusal("invalid", 400, field="until")
    with write(site):
        if not _there(site, wish):
            raise Refusal("not_found", 404)
        row = Hold(
            site=site,
            kind=wish.kind,
            target=wish.target,
            since=now,
            until=wish.until,
            op=by,
            why=wish.why,
        )
        db.session.add(row)
        audit(site, "hold.set", by, dev, kind=wish.kind, target=wish.target, why=wish.why)
    return row


def lift(site: int, id: str, why: str, by: str, dev: str = "") -> Hold:
    """End a hold, with its reason; the row stays as a memory. Raise Refusal."""
    with write(site):
        row = db.session.get(Hold, id, populate_existing=True)
        if row is None or row.site != site or row.lifted is not None:
            raise Refusal("not_found", 404)
        row.lifted, row.lifted_by, row.lifted_why = now_ms(), by, why
        audit(site, "hold.lift", by, dev, hold=id, target=row.target, why=why)
    return row


def listed(site: int, now: int) -> list[dict[str, Any]]:
    """List the holds, standing ones first, the newest first among each."""
    rows = db.session.scalars(select(Hold).where(Hold.site == site).order_by(Hold.since.desc()))
    found = [_shape(row, now) for row in rows]
    return sorted(found, key=lambda row: not row["stands"])


def _shape(row: Hold, now: int) -> dict[str, Any]:
    record = db.session.get(Record, row.target) if row.kind == "record" else None
    person = db.session.get(Person, (row.site, row.target)) if row.kind == "person" else None
    setter = db.session.get(Staff, (row.site, row.op))
    return {
        "id": row.id,
        "kind": row.kind,
        "target": row.target,
        "record": record.id if record else None,
        "reg": record.reg if record else None,
        "no": record.no if record else "",
        "name": person.name if person else "",
        "since": row.since,
        "until": row.until,
        "by": setter.name if setter else row.op,
        "why": row.why,
        "lifted": row.lifted,
        "lifted_why": row.lifted_why,
        "stands": row.lifted is None and (row.until is None or row.until > now),
    }


def _targets(site: int, kind: Kind, now: int) -> Select[str]:
    return select(Hold.target).where(
        Hold.site == site,
        Hold.kind == kind,
        Hold.lifted.is_(None),
        Hold.until.is_(None) | (Hold.until > now),
    )


def _naming() -> list[tuple[Any, str]]:
    """Name the columns of registers that point to a person."""
    return [
        (own(register.model), field.name)
        for register in registers().values()
        for field in register.form().fields
        if isinstance(field, ReferenceField)
        and field.of == "person"
        and field.name in own(register.model).c
    ]


def person_held(site: int, id: str, now: int) -> bool:
    """Tell whether somebody is under a hold at `now` (ms)."""
    query = _targets(site, "person", now).where(Hold.target == id)
    return db.session.scalar(query.limit(1)) is not None


def held_people(site: int, now: int) -> set[str]:
    """Return everybody who is under a hold at `now` (ms)."""
    return set(db.session.scalars(_targets(site, "person", now)))


def _there(site: int, wish: Wish) -> bool:
    if wish.kind == "person":
        return db.session.get(Person, (site, wish.target)) is not None
    record = db.session.get(Record, wish.target)
    return record is not None and record.site == site
