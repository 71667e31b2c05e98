"""Bring in lists of what the house knows and of its registers: first look, then take them in."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, jsonify, request

from blueprints.office import blueprint
from desk import access, guard, roles
from desk.errors import Refusal
from desk.importing import plan
from desk.importing.problems import unreadable
from desk.importing.sheet import LARGEST, Unreadable, read

PROBLEMS_TOLD = 1000
SAMPLES = 8
FORM = 64 * 1024  # bytes around the file


@blueprint.post("/office/import/<string:kind>")
@access.access(roles=access.MANAGERS)
@guard.accepts("multipart/form-data", limit=LARGEST + FORM)
def import_file(kind: str) -> Response:
    """Say what a file would change; with `sure`, the digest told before, change it."""
    if kind not in plan.kinds():
        raise Refusal("not_found", 404)
    here, by = access.device(), access.operator()
    data = file_of_form()
    digest = hashlib.sha256(data).hexdigest()
    options = plan.Options(
        make_rooms=request.form.get("make_rooms") == "yes",
        administers=roles.ADMINISTRATOR in by.roles,
    )
    try:
        made = plan.make(here.site, kind, read(data, request.form.get("encoding", "")), options)
    except Unreadable as fault:
        return jsonify({"unreadable": unreadable(fault)})
    sure = request.form.get("sure") == digest and not made.problems
    if sure:
        plan.carry_out(here.site, made, by.id, here.id)
    return jsonify(shape(made) | {"digest": digest, "done": sure})


def file_of_form() -> bytes:
    """Return the file that was posted; raise Refusal without one."""
    given = request.files.get("file")
    data = given.read() if given else b""
    if not data:
        raise Refusal("invalid", 400, field="file")
    return data


def shape(made: plan.Plan) -> dict[str, Any]:
    """Return a plan as the page shows it: counts, problems, the first of the changes."""
    return {
        "kind": made.kind,
        "encoding": made.sheet.encoding,
        "sheet": made.sheet.name,
        "lines": made.lines,
        "unused": list(made.unused),
        "problems": [problem.shape() for problem in made.problems[:PROBLEMS_TOLD]],
        "faults": len(made.problems),
        "notes": [
            note.shape() | {"goes": note.code != "stands"} for note in made.notes[:PROBLEMS_TOLD]
        ],
        "added": made.added,
        "changed": made.changed,
        "same": made.same,
        "rooms": len(made.rooms),
        "samples": [sample(change) for change in made.changes[:SAMPLES]],
    }


def sample(change: plan.Change) -> dict[str, Any]:
    """Return a change as a line to look at: names come out right, or the encoding is wrong."""
    values = change.values
    told = (
        values.get(name)
        for name in ("name", "relation", "tower", "floor", "phone", "login", "from_day", "until")
    )
    return {"line": change.line, "new": change.new, "text": " · ".join(str(v) for v in told if v)}
