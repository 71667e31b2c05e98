"""Settings of the site."""

from __future__ import annotations

from flask import Response, jsonify

from blueprints.office import blueprint
from desk import access, reference, settings_form
from desk.body import body
from desk.errors import Refusal
from desk.settings import ASKED, SETTINGS


@blueprint.get("/office/settings")
@access.access(roles=access.SENIOR)
def setting_list() -> Response:
    """Return every setting, defaults included; and as a form asks for it and a line tells it."""
    known = reference.settings(access.device().site)
    told, forms = {}, []
    for key in ASKED:
        value, usual = known[key], SETTINGS[key].default
        said = settings_form.told(key, value)
        told[key] = {"said": said, "picture": value if SETTINGS[key].asked == "picture" else ""}
        told[key]["usual"] = settings_form.told(key, usual) if value != usual else ""
        forms.append({"id": key, **settings_form.asked(key, value)})
    return jsonify({"settings": known, "told": told, "forms": forms})


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


@blueprint.post("/office/settings/<string:key>")
@access.access(roles=access.MANAGERS)
def post_setting(key: str) -> Response:
    """Change one setting as its form was filled in; a refusal says what it may be."""
    given, here = body(), access.device()
    if key not in ASKED:
        raise Refusal("not_found", 404)
    value = settings_form.typed(key, given, reference.setting(here.site, key))
    changed = reference.change_setting(here.site, key, value, access.operator().id, here.id)
    return jsonify({"changed": changed})
