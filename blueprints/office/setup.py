"""The list of what a new house still needs."""

from __future__ import annotations

import os

from flask import Response, jsonify

from blueprints.office import blueprint
from desk import access, setting_up


@blueprint.get("/office/setup")
@access.access(roles=access.SENIOR)
def setup() -> Response:
    """Return the state of each step, and where tablets of the network find the house."""
    site = access.device().site
    away = os.environ.get("VESTIBULE_LAN_URL", "")
    return jsonify({"state": setting_up.states(site), "left": setting_up.left(site), "away": away})


@blueprint.get("/office/setup/left")
@access.access("desk", "office")
def setup_left() -> Response:
    """Say how many steps are left; the board tells it to managers."""
    return jsonify({"left": setting_up.left(access.device().site)})


@blueprint.post("/office/setup/<string:step>/skip")
@access.access(roles=access.MANAGERS)
def skip_step(step: str) -> Response:
    """Leave a step out on purpose."""
    return turned(step, out=True)


@blueprint.post("/office/setup/<string:step>/resume")
@access.access(roles=access.MANAGERS)
def resume_step(step: str) -> Response:
    """Take a step up again that was left out."""
    return turned(step, out=False)


@blueprint.post("/office/setup/<string:step>/done")
@access.access(roles=access.MANAGERS)
def step_done(step: str) -> Response:
    """Take somebody's word for what no data can show: the test print is right."""
    here = access.device()
    setting_up.confirm(here.site, step, access.operator().id, here.id)
    return jsonify({})


def turned(step: str, out: bool) -> Response:
    """Leave a step out, or not."""
    here = access.device()
    setting_up.skip(here.site, step, out, access.operator().id, here.id)
    return jsonify({})
