"""Staff: who works here, their PINs and passwords."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from sqlalchemy import select

from blueprints.office import blueprint
from desk import access, operators, pins, staff
from desk.body import body, text
from desk.db import db
from desk.errors import Refusal
from desk.tables import Staff


@blueprint.get("/office/staff")
@access.access(roles=access.SENIOR)
def staff_list() -> Response:
    """List who works here, and last who has left."""
    by, query = access.operator(), select(Staff).where(Staff.site == access.device().site)
    rows = db.session.scalars(query.order_by(Staff.left_at.is_not(None), Staff.name, Staff.id))
    return jsonify({"staff": [shape(row) | {"mine": staff.within(by, row)} for row in rows]})


@blueprint.post("/office/staff")
@access.access(roles=access.MANAGERS)
def add_staff() -> Response:
    """Add a member of staff: `{name, roles, lang, login?}`."""
    data, here = body(), access.device()
    row = staff.add(here.site, staff.read(data, access.operator()), access.operator().id, here.id)
    return jsonify(shape(row))


@blueprint.put("/office/staff/<string:id>")
@access.access(roles=access.MANAGERS)
def change_staff(id: str) -> Response:
    """Change name, roles, language or login."""
    data, here, by = body(), access.device(), access.operator()
    row = of_site(id)
    staff.may_change(by, row)
    facts = staff.read(data, by)
    staff.keeps_house(by, row, facts.roles)
    staff.change(row, facts, by.id, here.id)
    return jsonify(shape(row))


@blueprint.post("/office/staff/<string:id>/leave")
@access.access(roles=access.MANAGERS)
def leave(id: str) -> Response:
    """Let a member of staff go: no PIN, no password, the name stays on old entries."""
    by, row = access.operator(), of_site(id)
    staff.may_change(by, row)
    staff.keeps_house(by, row, ())
    staff.leave(row, by.id, access.device().id)
    return jsonify(shape(row))


@blueprint.post("/office/staff/<string:id>/pin")
@access.access(roles=access.MANAGERS)
def set_pin(id: str) -> Response:
    """Give a member of staff a new PIN; one that the house draws is told now and never again."""
    data, by, row = body(), access.operator(), of_site(id)
    staff.may_change(by, row)
    drawn = "pin" not in data
    pin = pins.fresh_pin() if drawn else text(data, "pin", 12)
    operators.set_pin(row, pin, by.id, access.device().id)
    return jsonify(shape(row) | ({"pin": pin} if drawn else {}))


@blueprint.post("/office/staff/<string:id>/password")
@access.access(roles=access.MANAGERS)
def set_password(id: str) -> Response:
    """Give a member of staff a new office password; a drawn one is told now and works once."""
    data, by, row = body(), access.operator(), of_site(id)
    staff.may_change(by, row)
    if row.login is None:
        raise Refusal("no_login", 409, field="login")
    drawn = "password" not in data
    password = pins.fresh_password(row.login) if drawn else text(data, "password", 128)
    operators.set_password(row, password, by.id, access.device().id, once=drawn)
    return jsonify(shape(row) | ({"password": password} if drawn else {}))


@blueprint.post("/office/staff/<string:id>/unlock")
@access.access(roles=access.SENIOR)
def unlock(id: str) -> Response:
    """Give a member of staff all tries back."""
    row = of_site(id)
    operators.unlock(row, access.operator().id, access.device().id)
    return jsonify(shape(row))


def of_site(id: str) -> Staff:
    """Return who works at the caller's site; raise Refusal for who has left."""
    row = db.session.get(Staff, (access.device().site, id))
    if row is None or row.left_at is not None:
        raise Refusal("not_found", 404)
    return row


def shape(row: Staff) -> dict[str, Any]:
    """Return what the office sees of a member of staff."""
    return {
        "id": row.id,
        "name": row.name,
        "roles": row.roles,
        "lang": row.lang,
        "login": row.login,
        "has_pin": row.pin is not None,
        "has_password": row.password is not None,
        "once": row.password is not None and row.password_once,
        "locked": row.tries >= pins.LOCK_AFTER,
        "left_at": row.left_at,
    }
