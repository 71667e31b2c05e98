"""Say who holds a device: PINs and passwords, slowed and locked against guessing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select

from desk import pins, throttle
from desk.db import db, write
from desk.errors import Refusal
from desk.ids import is_uuid7
from desk.reference import audit
from desk.sync.push import EXACT
from desk.tables import Audit, Staff
from desk.time import now_ms

FAILS_LIMIT = 50  # wrong PINs told at once


@dataclass(frozen=True)
class Try:
    """One attempt to be somebody: where it is made."""

    site: int
    dev: str


def by_pin(place: Try, op: str, pin: str) -> Staff:
    """Return the member of staff whose PIN it is; raise Refusal with the tries left."""
    staff = _count_pin(place, op)
    right = pins.matches(pin, pepper(), staff.pin if staff else None)
    if staff is None or not right:
        _failed(place, op, "pin")
        raise Refusal("bad_pin", 403, left=pins.tries_left(staff.tries if staff else 1))
    with write(place.site):
        staff.tries, staff.locked_until = 0, None
        audit(place.site, "auth.pin", op, place.dev)
    return staff


def _count_pin(place: Try, op: str) -> Staff | None:
    """Count the try before it is checked: parallel guesses win nothing."""
    with write(place.site):
        staff = working(place.site, op)
        if staff is None or not staff.pin:
            return None
        if staff.tries >= pins.LOCK_AFTER:
            raise Refusal("wait", 423, until=None)
        if staff.locked_until and staff.locked_until > now_ms():
            raise Refusal("wait", 423, until=staff.locked_until)
        staff.tries += 1
        staff.locked_until = pins.wait_after(staff.tries, now_ms()) or None
    return staff


def by_password(login: str, password: str, dev: str) -> Staff:
    """Return the member of staff who signs in to the office; raise Refusal."""
    staff = _count_password(login)
    right = pins.matches(password, pepper(), staff.password if staff else None)
    if staff is None:
        throttle.fail(throttle.NAMES, login.casefold())
        raise Refusal("bad_password", 403)
    place = Try(staff.site, dev)
    if not right:
        _failed(place, staff.id, "password")
        raise Refusal("bad_password", 403)
    with write(staff.site):
        staff.password_tries, staff.password_until = 0, None
        audit(staff.site, "auth.password", staff.id, dev)
    return staff


def _count_password(login: str) -> Staff | None:
    """Count the try; a password only ever waits, else strangers could lock the office out."""
    query = select(Staff).where(Staff.login == login.casefold())
    found = db.session.scalars(query).one_or_none()
    if found is None or not found.password or found.left_at is not None or found.deleted:
        return None
    with write(found.site):
        db.session.refresh(found)
        if found.password_until and found.password_until > now_ms():
            raise Refusal("wait", 423, until=found.password_until)
        found.password_tries = min(found.password_tries + 1, pins.LOCK_AFTER - 1)
        found.password_until = pins.wait_after(found.password_tries, now_ms()) or None
    return found


def working(site: int, op: str) -> Staff | None:
    """Return a member of staff who has not left."""
    staff = db.session.get(Staff, (site, op), populate_existing=True)
    return staff if staff and staff.left_at is None and not staff.deleted else None


def _failed(place: Try, op: str, how: str) -> None:
    with write(place.site):
        audit(place.site, "auth.fail", op, place.dev, how=how)


def note_offline(place: Try, fails: object) -> None:
    """Keep a line for each wrong PIN that the tablet itself turned away, told again or not."""
    given = fails[:FAILS_LIMIT] if isinstance(fails, list) else []
    found = {str(row["id"]): row for row in given if _is_fail(row)}
    if not found:
        return
    with write(place.site):
        known = set(db.session.scalars(select(Audit.id).where(Audit.id.in_(found))))
        for id, row in found.items():
            if id not in known:
                line = Audit(id=id, site=place.site, at=row["at"], op=row["op"], dev=place.dev)
                line.what, line.detail = "auth.fail", {"how": "pin_offline"}
                db.session.add(line)


def _is_fail(row: object) -> bool:
    if not isinstance(row, dict):
        return False
    id, op, at = (row.get(name) for name in ("id", "op", "at"))
    timed = type(at) is int and 0 <= at <= EXACT
    return isinstance(id, str) and is_uuid7(id) and isinstance(op, str) and len(op) <= 40 and timed


def set_pin(staff: Staff, pin: str, by: str, dev: str) -> None:
    """Give a member of staff a PIN, and all tries back; raise Refusal for a weak one."""
    if pins.weak_pin(pin):
        raise Refusal("weak_pin", 400, field="pin")
    verifier = pins.seal(pin, pepper())
    with write(staff.site):
        staff.pin, staff.tries, staff.locked_until = verifier, 0, None
        audit(staff.site, "staff.pin", by, dev, staff=staff.id)


def set_password(staff: Staff, password: str, by: str, dev: str, once: bool = False) -> None:
    """Give a member of staff a password, perhaps for one time; raise Refusal for a weak one."""
    if pins.weak_password(password, staff.login or ""):
        raise Refusal("weak_password", 400, field="password")
    verifier = pins.seal(password, pepper())
    with write(staff.site):
        staff.password, staff.password_once = verifier, once
        staff.password_tries, staff.password_until = 0, None
        audit(staff.site, "staff.password", by, dev, staff=staff.id)


def choose_password(staff: Staff, old: str, new: str, dev: str) -> None:
    """Let somebody who has just signed in choose an own password; one given once must go.

    Raises Refusal without a choice, or for a weak one.
    """
    if not new and not staff.password_once:
        return
    if not new:
        raise Refusal("choose_password", 403)
    if new == old:
        raise Refusal("weak_password", 400, field="new")
    set_password(staff, new, staff.id, dev)


def unlock(staff: Staff, by: str, dev: str) -> None:
    """Give a member of staff all tries back."""
    with write(staff.site):
        staff.tries, staff.locked_until = 0, None
        audit(staff.site, "staff.unlock", by, dev, staff=staff.id)


def pepper() -> str:
    """Return the secret that is not in the database."""
    return str(current_app.config["PEPPER"])
