"""What a tablet tells of its roll-calls, and what it may show of the others."""

from __future__ import annotations

from flask import Response, jsonify

from blueprints.accounts import blueprint
from desk import access, guard, roll_call
from desk.body import body
from desk.time import now_ms

LIMIT = 8 * 1024 * 1024  # bytes: whom fifty roll-calls found


@blueprint.post("/roll-call")
@access.access()
@guard.accepts(limit=LIMIT)
def told() -> Response:
    """Take in `{calls: [{id, call, what, at, op, found}]}`; tell each device's last contact."""
    here = access.device()
    kept = roll_call.note(here, body().get("calls"))
    devices = roll_call.contacts(here.site)
    return jsonify({"kept": kept, "devices": devices, "server_time": now_ms()})
