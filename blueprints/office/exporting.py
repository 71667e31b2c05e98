"""Registers as files for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, jsonify, request, send_file, stream_with_context
from werkzeug.wrappers import Response as Plain

from blueprints.office import blueprint
from desk import access, exporting, period, roles, sheets
from desk.errors import Refusal
from desk.i18n import LOCALES
from desk.reference import setting
from desk.register import registers

MOST_LINES = 100_000  # of an XLSX, which is packed whole before its first byte goes out
CHUNK = 200  # lines of CSV at once


@blueprint.get("/office/export/count")
@access.access(roles=access.LEADERS)
def export_count() -> Response:
    """Say how many lines an export will have, and whether it names people."""
    wish = wished()
    count = exporting.count(wish)
    return jsonify({"lines": count, "personal": wish.personal, "xlsx": count <= MOST_LINES})


@blueprint.get("/office/export")
@access.access(roles=access.LEADERS)
def export() -> Plain:
    """Send a register of a period: `?register=&from=&to=&lang=&kind=csv|xlsx`."""
    wish, kind = wished(), request.args.get("kind", "")
    if kind not in sheets.MIME:
        raise Refusal("invalid", 400, field="kind")
    if kind == "xlsx" and exporting.count(wish) > MOST_LINES:
        raise Refusal("too_large", 413)
    exporting.note(wish, kind, access.operator().id, access.device().id)
    name = f"{wish.register.name}-{wish.period.first}-{wish.period.last}.{kind}"
    if kind == "csv":
        answer: Plain = Response(stream_with_context(chunks(wish)), mimetype=sheets.MIME[kind])
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    file = sheets.workbook([(wish.register.name, exporting.table(wish))])
    return send_file(file, sheets.MIME[kind], as_attachment=True, download_name=name)


def wished() -> exporting.Wish:
    """Read what is asked for; raise Refusal. People are named to who leads a desk and an office."""
    asked, here, by = request.args, access.device(), access.operator()
    register = registers().get(asked.get("register", ""))
    lang = asked.get("lang", "")
    if register is None or lang not in LOCALES:
        raise Refusal("invalid", 400, field="lang" if register else "register")
    zone = setting(here.site, "zone")
    days = period.read(asked.get("from", ""), asked.get("to", ""), zone)
    named = roles.shows(by.roles, "desk") and roles.shows(by.roles, "office")
    return exporting.Wish(here.site, register, days, lang, named)


def chunks(wish: exporting.Wish) -> Iterator[str]:
    """Yield the CSV in pieces that are worth a packet."""
    waiting: list[str] = []
    for line in sheets.csv_lines(exporting.table(wish)):
        waiting.append(line)
        if len(waiting) == CHUNK:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)
