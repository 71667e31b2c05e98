"""Reports: on the page, on paper, as a workbook."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request, send_file
from werkzeug.wrappers import Response as Plain

from blueprints.office import blueprint
from desk import access, period, sheets
from desk.errors import Refusal
from desk.i18n import LOCALES, request_code
from desk.pdf_answer import pdf_answer
from desk.reference import setting
from desk.register import registers
from desk.reports import paper, reports, workbook
from desk.reports.figures import figures
from desk.reports.telling import Account, told
from desk.time import now_ms


@blueprint.get("/office/reports/<string:register>")
@access.access(roles=access.LEADERS)
def report(register: str) -> Response:
    """Return a register's report in words: `?from=&to=&lang=`."""
    return jsonify(told(account(register)))


@blueprint.get("/office/reports/<string:register>/paper.pdf")
@access.access(roles=access.LEADERS)
def report_paper(register: str) -> Response:
    """Print a register's report."""
    asked = account(register)
    name = f"{register}-{asked.period.first}-{asked.period.last}"
    return pdf_answer(name, lambda: paper.render_pdf(asked))


@blueprint.get("/office/reports/<string:register>/table.xlsx")
@access.access(roles=access.LEADERS)
def report_table(register: str) -> Plain:
    """Send a register's report as a workbook, with every day and every home."""
    asked = account(register)
    name = f"{register}-{asked.period.first}-{asked.period.last}-report.xlsx"
    file: Any = sheets.workbook(workbook.sheets(asked))
    return send_file(file, sheets.MIME["xlsx"], as_attachment=True, download_name=name)


def account(name: str) -> Account:
    """Reckon what is asked for; raise Refusal."""
    found, site, now = reports().get(name), access.device().site, now_ms()
    if found is None:
        raise Refusal("not_found", 404)
    lang = request.args.get("lang") or request_code()
    if lang not in LOCALES:
        raise Refusal("invalid", 400, field="lang")
    asked = request.args.get("from", ""), request.args.get("to", "")
    days = period.read(*asked, setting(site, "zone"))
    register = registers()[name]
    made = figures(site, register, found, days, now)
    return Account(site, register, found, days, made, now, lang)
