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
    """List who works here and who has left."""
    query = select(Staff).where(Staff.site == access.device().site)
    return jsonify({"staff": [shape(row) for row in db.session.scalars(query.order_by(Staff.id))]})


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
    staff.change(row, staff.read(data, by), by.id, here.id)
    return jsonify(shape(row))


@blueprint.post("/office/staff/<string:id>/leave")
@access.access(roles=access.MANAGERS)
def leave(id: str) -> Response:
    """Let a member of staff go: no PIN, no password, the name stays on old entries."""
    by, row = access.operator(), of_site(id)
    staff.may_change(by, row)
    staff.leave(row, by.id, access.device().id)
    return jsonify(shape(row))


@blueprint.post("/office/staff/<string:id>/pin")
@access.access(roles=access.MANAGERS)
def set_pin(id: str) -> Response:
    """Give a member of staff a new PIN."""
    data, by, row = body(), access.operator(), of_site(id)
    staff.may_change(by, row)
    operators.set_pin(row, text(data, "pin", 12), by.id, access.device().id)
    return jsonify(shape(row))


@blueprint.post("/office/staff/<string:id>/password")
@access.access(roles=access.MANAGERS)
def set_password(id: str) -> Response:
    """Give a member of staff a new office password."""
    data, by, row = body(), access.operator(), of_site(id)
    staff.may_change(by, row)
    operators.set_password(row, text(data, "password", 128), by.id, access.device().id)
    return jsonify(shape(row))


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
        "locked": row.tries >= pins.LOCK_AFTER,
        "left_at": row.left_at,
    }
