"""What homes say of who comes in: permissions and wishes, with search and a sheet to print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request
from sqlalchemy import select

from blueprints.office import blueprint
from desk import access, admission, admission_paper
from desk.body import body, text
from desk.db import db
from desk.errors import Refusal
from desk.i18n import request_code
from desk.pdf_answer import pdf_answer
from desk.searchkey import fold, search_key
from desk.tables import Household, Permission, Person, Room, Staff

MOST = 200  # rows told at once; more are found by searching


@blueprint.get("/office/homes")
@access.access(roles=access.LEADERS)
def homes() -> Response:
    """List what homes say; `?q=` finds by room, by who may come in, by who lives there."""
    site, asked = access.device().site, "".join(fold(request.args.get("q", "")).split())
    rooms, today = room_names(site), admission.this_day(site)
    names = staff_names(site)
    rows: list[Permission | Household] = [
        *admission.standing(site, Permission),
        *admission.standing(site, Household),
    ]
    found = [shape(row, rooms, today, names) for row in rows]
    near = lived_in(site, asked) if asked else set()
    found = [row for row in found if row["room"] in near or asked in row.pop("key")]
    found.sort(key=lambda row: (row["over"], row["room_name"], row["name"]))
    return jsonify(
        {
            "permissions": [row for row in found if row["kind"] == "permission"][:MOST],
            "households": [row for row in found if row["kind"] == "household"][:MOST],
        }
    )


@blueprint.post("/office/permissions")
@access.access(roles=access.SENIOR)
def add_permission() -> Response:
    """Let somebody in again and again: `{room, name, relation, since, until, days, …}`."""
    data, here = body(), access.device()
    facts, room = admission.permission(data), text(data, "room", 50)
    row = Permission(site=here.site, id=admission.own_id(room), room=room, ver=0)
    admission.put(here.site, row, facts, access.operator().id, here.id)
    return jsonify({"id": row.id})


@blueprint.post("/office/permissions/<string:id>")
@access.access(roles=access.SENIOR)
def change_permission(id: str) -> Response:
    """Change a permission; its room stays."""
    here, row = access.device(), permission_of_site(id)
    admission.put(here.site, row, admission.permission(body()), access.operator().id, here.id)
    return jsonify({"id": row.id})


@blueprint.post("/office/permissions/<string:id>/end")
@access.access(roles=access.SENIOR)
def end_permission(id: str) -> Response:
    """Let somebody in no longer: `{reason}`."""
    why, here = text(body(), "reason", 200), access.device()
    admission.end(permission_of_site(id), access.operator().id, here.id, why)
    return jsonify({})


@blueprint.post("/office/households")
@access.access(roles=access.SENIOR)
def set_household() -> Response:
    """Write down what a home asks: `{room, call_first, away_from, …}`; what stood there goes."""
    data, here = body(), access.device()
    facts, room = admission.household(data), text(data, "room", 64)
    row = db.session.get(Household, (here.site, room)) or fresh(here.site, room)
    admission.put(here.site, row, facts, access.operator().id, here.id)
    return jsonify({"id": row.id})


@blueprint.post("/office/households/<string:id>/end")
@access.access(roles=access.SENIOR)
def end_household(id: str) -> Response:
    """Forget what a home asked: `{reason}`."""
    why, here = text(body(), "reason", 200), access.device()
    row = db.session.get(Household, (here.site, id))
    if row is None or row.deleted:
        raise Refusal("not_found", 404)
    admission.end(row, access.operator().id, here.id, why)
    return jsonify({})


@blueprint.get("/office/homes/<string:id>/sheet.pdf")
@access.access(roles=access.LEADERS)
def sheet(id: str) -> Response:
    """Print what a home says, for the drawer: `?lang=`, `?paper=`."""
    site, given = access.device().site, request.args
    return pdf_answer(
        "household",
        lambda: admission_paper.render_pdf(site, id, given.get("lang", ""), given.get("paper", "")),
    )


def permission_of_site(id: str) -> Permission:
    """Return a standing permission of the caller's site; raise Refusal."""
    row = db.session.get(Permission, (access.device().site, id))
    if row is None or row.deleted:
        raise Refusal("not_found", 404)
    return row


def fresh(site: int, room: str) -> Household:
    """Return the row of a home that has none yet."""
    return Household(site=site, id=room, ver=0)


def room_names(site: int) -> dict[str, str]:
    """Return the rooms' names by id."""
    query = select(Room.id, Room.name).where(Room.site == site)
    return {row.id: row.name for row in db.session.execute(query)}


def staff_names(site: int) -> dict[str, str]:
    """Return the names of all who work or worked here by id."""
    query = select(Staff.id, Staff.name).where(Staff.site == site)
    return {row.id: row.name for row in db.session.execute(query)}


def lived_in(site: int, asked: str) -> set[str]:
    """Return the rooms of those whose name is typed like this."""
    query = select(Person.room).where(
        Person.site == site, Person.deleted.is_(False), Person.key.contains(asked, autoescape=True)
    )
    return {room for room in db.session.scalars(query) if room}


def shape(
    row: Permission | Household, rooms: Mapping[str, str], today: str, staff: Mapping[str, str]
) -> dict[str, Any]:
    """Return a row as the office's list shows it; `given` fills its form again."""
    lang = request_code()
    known = row.shape("office") or {}
    room = row.room if isinstance(row, Permission) else row.id
    name = row.name if isinstance(row, Permission) else ""
    until = row.until if isinstance(row, Permission) else row.away_until
    days = {"days": list(row.days)} if isinstance(row, Permission) else {}
    said = {key: "yes" if value is True else value for key, value in known.items()}
    return {
        **known,
        "id": row.id,
        "kind": row.kind,
        "room": room,
        "room_name": rooms.get(room, room),
        "name": name,
        "key": f"{fold(rooms.get(room, ''))} {search_key(name)}",
        "when": admission_paper.when(row, lang),
        "until_said": admission_paper.spelt(until, lang),
        "over": bool(until) and until < today,
        "by": staff.get(row.by, row.by),
        "given": json.dumps({**said, **days, "room": room}, ensure_ascii=False),
        "sheet": f"/api/office/homes/{room}/sheet.pdf?lang={lang}",
    }
