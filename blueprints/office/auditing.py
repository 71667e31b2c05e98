"""Who did what to the set-up: by day, person and kind; and as a file."""

from __future__ import annotations

from flask import Response, jsonify, request, send_file
from werkzeug.wrappers import Response as Plain

from blueprints.office import blueprint
from desk import access, auditing, period, sheets
from desk.db import write
from desk.errors import Refusal
from desk.reference import audit, setting


@blueprint.get("/office/audit")
@access.access(roles=access.SENIOR)
def audit_lines() -> Response:
    """Return the newest lines: `?from=&to=&op=&group=`."""
    wish = wished()
    lines = auditing.listed(wish)
    more = len(lines) > auditing.MOST
    answer = {"lines": lines[: auditing.MOST], "more": more}
    return jsonify({**answer, "people": auditing.people(wish.site)})


@blueprint.get("/office/audit/file")
@access.access(roles=access.MANAGERS)
def audit_file() -> Plain:
    """Send all lines of those days: `?from=&to=&op=&group=&kind=csv|xlsx`; that is a line, too."""
    wish, kind, here = wished(), request.args.get("kind", ""), access.device()
    if kind not in sheets.MIME:
        raise Refusal("invalid", 400, field="kind")
    days = {"from": str(wish.period.first), "to": str(wish.period.last)}
    with write(here.site):
        audit(here.site, "export", access.operator().id, here.id, register="audit", **days)
    name = f"audit-{wish.period.first}-{wish.period.last}.{kind}"
    if kind == "csv":
        text = "".join(sheets.csv_lines(auditing.table(wish)))
        answer: Plain = Response(text, mimetype=sheets.MIME[kind])
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    file = sheets.workbook([("audit", auditing.table(wish))])
    return send_file(file, sheets.MIME[kind], as_attachment=True, download_name=name)


def wished() -> auditing.Wish:
    """Read what is asked for; raise Refusal."""
    asked, site = request.args, access.device().site
    group = asked.get("group", "")
    if group and group not in auditing.GROUPS:
        raise Refusal("invalid", 400, field="group")
    days = period.read(asked.get("from", ""), asked.get("to", ""), setting(site, "zone"))
    return auditing.Wish(site, days, asked.get("op", "")[:64], group)
