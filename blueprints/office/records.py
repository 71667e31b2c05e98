"""Rescue files from tablets that cannot hand in."""

from __future__ import annotations

from flask import Response, jsonify

from blueprints.office import blueprint
from desk import access, guard, rescue
from desk.body import body

RESCUE_LIMIT = 32 * 1024 * 1024  # bytes


@blueprint.post("/office/rescue")
@access.access(roles=access.SENIOR)
@guard.accepts(limit=RESCUE_LIMIT)
def rescue_import() -> Response:
    """Take in the entries of a rescue file; each tells by its signature whose it is."""
    data, here = body(), access.device()
    return jsonify(rescue.take_in(here, data, access.operator().id))
