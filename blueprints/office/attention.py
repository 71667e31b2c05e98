"""What waits for a supervisor."""

from __future__ import annotations

from flask import Response, jsonify

from blueprints.office import blueprint
from desk import access, attention
from desk.time import now_ms


@blueprint.get("/office/attention")
@access.access(roles=access.LEADERS)
def attention_list() -> Response:
    """Return everything that is at odds."""
    return jsonify(attention.summary(access.device().site, now_ms()))


@blueprint.get("/office/quarantine")
@access.access(roles=access.SENIOR)
def quarantine_list() -> Response:
    """Return what was held or rejected."""
    return jsonify({"quarantine": attention.quarantine(access.device().site)})


@blueprint.get("/office/gaps")
@access.access(roles=access.LEADERS)
def gap_list() -> Response:
    """Return which entries of which devices never came."""
    return jsonify({"gaps": attention.gaps(access.device().site)})
