"""Settings of the site."""

from __future__ import annotations

from flask import Response, jsonify

from blueprints.office import blueprint
from desk import access, reference
from desk.body import body
from desk.errors import Refusal
from desk.settings import SETTINGS


@blueprint.get("/office/settings")
@access.access(roles=access.SENIOR)
def setting_list() -> Response:
    """Return every setting, defaults included."""
    return jsonify({"settings": reference.settings(access.device().site)})


@blueprint.put("/office/settings/<string:key>")
@access.access(roles=access.MANAGERS)
def put_setting(key: str) -> Response:
    """Change one setting: `{value}`."""
    data, here = body(), access.device()
    if key not in SETTINGS:
        raise Refusal("not_found", 404)
    if "value" not in data:
        raise Refusal("invalid", 400, field="value")
    changed = reference.change_setting(here.site, key, data["value"], access.operator().id, here.id)
    return jsonify({"changed": changed})
