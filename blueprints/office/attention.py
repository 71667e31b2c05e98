"""What waits for a supervisor, and what a supervisor does about it."""

from __future__ import annotations

from uuid import UUID

from flask import Response, jsonify, make_response

from blueprints.office import blueprint
from desk import access, attention, quarantine
from desk.body import body, text
from desk.time import now_ms

LONGEST = 500  # signs of a reason


@blueprint.get("/office/attention")
@access.access(roles=access.LEADERS)
def attention_list() -> Response:
    """Return everything that is at odds."""
    return jsonify(attention.summary(access.device().site, now_ms()))


@blueprint.get("/office/quarantine")
@access.access(roles=access.SENIOR)
def quarantine_list() -> Response:
    """Return what was held, rejected or set aside; an administrator may have the bytes."""
    site = access.device().site
    lists = {"quarantine": attention.quarantine(site), "aside": attention.aside(site)}
    if access.ADMINISTRATORS.intersection(access.operator().roles):
        for row in (*lists["quarantine"], *lists["aside"]):
            row["bytes"] = f"/api/office/quarantine/{row['seq']}/bytes"
    return jsonify(lists)


@blueprint.get("/office/gaps")
@access.access(roles=access.LEADERS)
def gap_list() -> Response:
    """Return which entries of which devices never came."""
    return jsonify({"gaps": attention.gaps(access.device().site)})


@blueprint.post("/office/held/<uuid:id>/release")
@access.access(roles=access.SENIOR)
def release(id: UUID) -> Response:
    """Let a held entry count: `{reason}`."""
    reason = text(body(), "reason", LONGEST)
    result = quarantine.release(access.device(), str(id), access.operator().id, reason)
    return jsonify({"status": result.status, "seq": result.seq, "flags": result.flags})


@blueprint.post("/office/held/<uuid:id>/aside")
@access.access(roles=access.SENIOR)
def set_aside(id: UUID) -> Response:
    """Let a held entry never count: `{reason}`."""
    reason = text(body(), "reason", LONGEST)
    result = quarantine.set_aside(access.device(), str(id), access.operator().id, reason)
    return jsonify({"status": result.status, "seq": result.seq, "code": result.code})


@blueprint.post("/office/quarantine/<int:seq>/seen")
@access.access(roles=access.SENIOR)
def seen(seq: int) -> Response:
    """Take a rejected entry off the list: `{note}`."""
    note = text(body(), "note", LONGEST)
    quarantine.see(access.device(), seq, access.operator().id, note)
    return jsonify({})


@blueprint.get("/office/quarantine/<int:seq>/bytes")
@access.access(roles=access.ADMINISTRATORS)
def raw(seq: int) -> Response:
    """Give the bytes to save: never to be shown by a browser."""
    response = make_response(quarantine.raw(access.device(), seq, access.operator().id))
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Content-Disposition"] = f'attachment; filename="entry-{seq}.json.bin"'
    return response
