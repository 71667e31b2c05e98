"""Somebody asks what the house keeps of them, or wants it gone."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify

from blueprints.office import blueprint
from desk import access, subject
from desk.body import body, one_of, text
from desk.errors import Refusal
from desk.i18n import LOCALES

LONGEST = 200  # signs of a name, and of a reason
LEAST = {"name": 2, "signs": 4}  # signs: fewer would find half the house


@blueprint.post("/office/subject/find")
@access.access(roles=access.MANAGERS)
def find_subject() -> Response:
    """Return what answers to `{name, signs}`: records, and people of the estate's list."""
    data = body()
    name, signs = (text(data, one, LONGEST, 0).strip() for one in LEAST)
    for field, given in (("name", name), ("signs", signs)):
        if given and len(given) < LEAST[field]:
            raise Refusal("invalid", 400, field=field)
    if not name and not signs:
        raise Refusal("invalid", 400, field="name")
    return jsonify(subject.find(access.device().site, subject.Asked(name, signs)))


@blueprint.post("/office/subject/file")
@access.access(roles=access.MANAGERS)
def take_out() -> Response:
    """Return all values of what was ticked as a table: `{records, people, lines, lang}`.

    The bytes of `pictures` are fetched one by one.
    """
    data, here = body(), access.device()
    lang, ticked = one_of(data, "lang", tuple(LOCALES)), chosen(data)
    rows = subject.take_out(here.site, ticked, lang, access.operator().id, here.id)
    return jsonify({"rows": rows, "pictures": subject.pictures(here.site, ticked)})


@blueprint.post("/office/subject/erase")
@access.access(roles=access.MANAGERS)
def erase_subject() -> Response:
    """Erase what was ticked; say what went and what stays: `{records, people, lines, reason}`."""
    data, here = body(), access.device()
    why, ticked = text(data, "reason", LONGEST), chosen(data)
    return jsonify(subject.erase(here.site, ticked, why, access.operator().id, here.id))


def chosen(data: dict[str, Any]) -> subject.Chosen:
    """Return the ids that were ticked; raise Refusal where nothing was."""
    found = {name: ids(data, name) for name in ("records", "people", "lines")}
    if not any(found.values()):
        raise Refusal("invalid", 400, field="records")
    return subject.Chosen(**found)


def ids(data: dict[str, Any], name: str) -> list[str]:
    """Return a list of ids; raise Refusal."""
    given = data.get(name, [])
    sound = isinstance(given, list) and all(isinstance(one, str) and len(one) < 80 for one in given)
    if not sound or len(given) > subject.MOST:
        raise Refusal("invalid", 400, field=name)
    return list(dict.fromkeys(given))
