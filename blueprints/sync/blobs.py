"""Where devices hand in bytes that their entries named, and fetch those of others."""

from __future__ import annotations

from uuid import UUID

from flask import Response, jsonify, request

from blueprints.sync.views import BYTES, blueprint
from desk import blobs
from desk.access import access, device
from desk.guard import accepts


@blueprint.put("/api/blobs/<uuid:id>/<int:part>")
@access("desk", "office")
@accepts(BYTES, limit=blobs.PART)
def put_part(id: UUID, part: int) -> Response:
    """Take a part in; answer `{have, done}`."""
    return jsonify(blobs.put(device().site, str(id), part, request.get_data()))


@blueprint.get("/api/blobs/<uuid:id>")
@access("desk", "office")
def get_blob(id: UUID) -> Response:
    """Give the bytes; no cache may keep them, and a gate has no use for them."""
    blob, data = blobs.read(device().site, str(id))
    return Response(data, mimetype=f"image/{blob.kind}")
