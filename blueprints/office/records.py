"""Histories of records, and rescue files from tablets that cannot hand in."""

from __future__ import annotations

from uuid import UUID

from flask import Response, jsonify

from blueprints.office import blueprint
from desk import access, guard, history, rescue
from desk.body import body

RESCUE_LIMIT = 32 * 1024 * 1024  # bytes


@blueprint.get("/records/<uuid:id>/history")
@access.access("desk", "office")
def record_history(id: UUID) -> Response:
    """Return what happened to a record, in order."""
    return jsonify({"history": history.of(access.device(), str(id))})


@blueprint.post("/office/rescue")
@access.access(roles=access.SENIOR)
@guard.accepts(limit=RESCUE_LIMIT)
def rescue_import() -> Response:
    """Take in the entries of a rescue file; each tells by its signature whose it is."""
    data, here = body(), access.device()
    return jsonify(rescue.take_in(here, data, access.operator().id))
