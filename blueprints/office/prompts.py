"""What receptionists are asked to say, in each language."""

from __future__ import annotations

from flask import Response, jsonify

from blueprints.office import blueprint
from desk import access, prompts
from desk.body import body, text
from desk.errors import Refusal
from desk.i18n import LOCALES


@blueprint.get("/office/prompts/<string:lang>")
@access.access(roles=access.SENIOR)
def prompt_list(lang: str) -> Response:
    """Return what is said in every situation, in one language."""
    if lang not in LOCALES:
        raise Refusal("not_found", 404)
    return jsonify({"prompts": prompts.listed(access.device().site, lang)})


@blueprint.post("/office/prompts/<string:id>")
@access.access(roles=access.MANAGERS)
def put_prompt(id: str) -> Response:
    """Say something in the house's own words: `{title, text}`."""
    data, here = body(), access.device()
    prompts.known(id)
    title = text(data, "title", prompts.TITLE).strip()
    words = text(data, "text", prompts.TEXT).strip()
    if not title or not words:
        raise Refusal("invalid", 400, field="text" if title else "title")
    changed = prompts.put(here.site, id, title, words, access.operator().id, here.id)
    return jsonify({"changed": changed})


@blueprint.post("/office/prompts/<string:id>/drop")
@access.access(roles=access.MANAGERS)
def drop_prompt(id: str) -> Response:
    """Take the house's own words back; the sample is said again."""
    here = access.device()
    prompts.take_back(here.site, id, access.operator().id, here.id)
    return jsonify({})
