"""Whom the house does not admit: kept by supervisors, told to nobody but a supervisor's PIN."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, jsonify

from blueprints.office import blueprint
from blueprints.office.homes import room_names, staff_names
from desk import access, admission, admission_paper, operators, roles
from desk.body import body, text
from desk.db import db, write
from desk.errors import Refusal
from desk.i18n import request_code
from desk.reference import audit
from desk.tables import Barred

MOST_HITS = 20


@blueprint.get("/office/barred")
@access.access(roles=access.SENIOR)
def barred_list() -> Response:
    """List whom not to admit, with reason and end."""
    site, lang = access.device().site, request_code()
    rooms, staff, today = room_names(site), staff_names(site), admission.this_day(site)
    rows = [
        {
            **facts(row),
            "id": row.id,
            "room_name": rooms.get(row.room, ""),
            "until_said": admission_paper.spelt(row.until, lang),
            "over": row.until < today,
            "by": staff.get(row.by, row.by),
            "given": json.dumps(facts(row), ensure_ascii=False),
        }
        for row in admission.standing(site, Barred)
    ]
    return jsonify({"barred": sorted(rows, key=lambda row: (row["over"], row["name"]))})


@blueprint.post("/office/barred")
@access.access(roles=access.SENIOR)
def add_barred() -> Response:
    """Put somebody on the list: `{name, aliases, looks, plate, room, reason, until}`."""
    here, found = access.device(), admission.barred(body())
    row = Barred(site=here.site, id=admission.own_id("b").replace(":", ""), ver=0)
    admission.put(here.site, row, found, access.operator().id, here.id)
    return jsonify({"id": row.id})


@blueprint.post("/office/barred/<string:id>")
@access.access(roles=access.SENIOR)
def change_barred(id: str) -> Response:
    """Change an entry of the list."""
    here, row = access.device(), of_site(id)
    admission.put(here.site, row, admission.barred(body()), access.operator().id, here.id)
    return jsonify({"id": row.id})


@blueprint.post("/office/barred/<string:id>/end")
@access.access(roles=access.SENIOR)
def end_barred(id: str) -> Response:
    """Take somebody off the list: `{reason}`."""
    why, here = text(body(), "reason", 200), access.device()
    admission.end(of_site(id), access.operator().id, here.id, why)
    return jsonify({})


@blueprint.post("/barred/reasons")
@access.access()
def reasons() -> Response:
    """Tell a supervisor at the counter who is meant: `{op, pin, rows}`; asked for, it is noted."""
    data, here = body(), access.device()
    place = operators.Try(here.site, here.id)
    staff = operators.by_pin(place, text(data, "op", 40), text(data, "pin", 12))
    if not set(staff.roles) & set(roles.SETTLERS):
        raise Refusal("not_allowed", 403)
    given = data.get("rows")
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given[:MOST_HITS]):
        raise Refusal("invalid", 400, field="rows")
    rows = [db.session.get(Barred, (here.site, one)) for one in given[:MOST_HITS]]
    found = [row for row in rows if row is not None and not row.deleted]
    with write(here.site):
        audit(here.site, "barred.look", staff.id, here.id, rows=[row.id for row in found])
    return jsonify({"op": staff.id, "name": staff.name, "reasons": [told(row) for row in found]})


def told(row: Barred) -> dict[str, str]:
    """Return what a supervisor reads at the counter."""
    return {"name": row.name, "aliases": row.aliases, "looks": row.looks, "reason": row.reason}


def facts(row: Barred) -> dict[str, Any]:
    """Return what the form of a row holds."""
    names = ("name", "aliases", "looks", "plate", "room", "reason", "until")
    return {name: getattr(row, name) for name in names}


def of_site(id: str) -> Barred:
    """Return an entry of the caller's site; raise Refusal."""
    row = db.session.get(Barred, (access.device().site, id))
    if row is None or row.deleted:
        raise Refusal("not_found", 404)
    return row
