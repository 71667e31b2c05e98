"""What is kept and how long: retention, legal holds, erasures."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, jsonify, request

from blueprints.office import blueprint
from desk import access, checkpoint_paper, erasing, erasure_paper, going, holds, retention
from desk.body import body, one_of, text
from desk.errors import Refusal
from desk.pdf_answer import pdf_answer
from desk.reference import setting
from desk.time import now_ms

LONGEST = 200  # signs of a reason
MOST_DAYS = 3650


@blueprint.get("/office/keeping")
@access.access(roles=access.SENIOR)
def keeping() -> Response:
    """Return how long things are kept, what is held, and what was erased."""
    site, now = access.device().site, now_ms()
    return jsonify(
        {
            "retention": retention.listed(site),
            "holds": holds.listed(site, now),
            "erasures": erasing.listed(site),
            **retention.times(site, now),
        }
    )


@blueprint.get("/office/keeping/calendar")
@access.access(roles=access.SENIOR)
def calendar() -> Response:
    """Return which values go on which of the coming days."""
    return jsonify({"coming": going.coming(access.device().site, now_ms())})


@blueprint.get("/office/checkpoint.pdf")
@access.access(roles=access.LEADERS)
def checkpoint() -> Response:
    """Print where the journal stands now, in `?lang=`, for two people to sign."""
    site, lang = access.device().site, request.args.get("lang", "")
    return pdf_answer("checkpoint", lambda: checkpoint_paper.render_pdf(site, lang))


@blueprint.post("/office/retention/<string:id>")
@access.access(roles=access.MANAGERS)
def change_retention(id: str) -> Response:
    """Keep a field for other days: `{days}`."""
    days = number(body(), "days", 1, MOST_DAYS)
    here = access.device()
    changed = retention.change(here.site, id, days, access.operator().id, here.id)
    return jsonify({"changed": changed})


@blueprint.post("/office/holds")
@access.access(roles=access.MANAGERS)
def set_hold() -> Response:
    """Hold a record by its number or a person by id: `{kind, record|person, reason, until?}`."""
    data, here = body(), access.device()
    kind = one_of(data, "kind", holds.KINDS)
    target = text(data, kind, 64)
    if kind == "record":
        target = erasing.find(here.site, target.strip()).id
    wish = holds.Wish(kind, target, text(data, "reason", LONGEST), until(data, here.site))
    row = holds.put(here.site, wish, access.operator().id, here.id)
    return jsonify({"id": row.id})


@blueprint.post("/office/holds/<uuid:id>/lift")
@access.access(roles=access.MANAGERS)
def lift_hold(id: UUID) -> Response:
    """End a hold: `{reason}`."""
    reason, here = text(body(), "reason", LONGEST), access.device()
    holds.lift(here.site, str(id), reason, access.operator().id, here.id)
    return jsonify({})


@blueprint.get("/office/erasures/<uuid:id>/certificate.pdf")
@access.access(roles=access.SENIOR)
def certificate(id: UUID) -> Response:
    """Print for whoever asked, in `?lang=`, what was erased and that the journal stayed whole."""
    site, lang = access.device().site, request.args.get("lang", "")
    return pdf_answer("erasure", lambda: erasure_paper.render_pdf(site, str(id), lang))


@blueprint.post("/office/erasures")
@access.access(roles=access.MANAGERS)
def erase() -> Response:
    """Erase a record's personal values: `{record, reason}`; the record is named by its number."""
    data, here = body(), access.device()
    which, reason = text(data, "record", 64).strip(), text(data, "reason", LONGEST)
    gone = erasing.erase(here.site, which, reason, access.operator().id, here.id)
    return jsonify({"gone": gone})


def number(data: dict[str, Any], name: str, low: int, high: int) -> int:
    """Return a whole number, as a page posts it or as JSON has it; raise Refusal."""
    given = str(data.get(name, "")).strip()
    if not (given.isascii() and given.isdigit() and len(given) < 7 and low <= int(given) <= high):
        raise Refusal("invalid", 400, field=name)
    return int(given)


def until(data: dict[str, Any], site: int) -> int | None:
    """Return the end of the last day of a hold by the site's clock, in ms; raise Refusal."""
    given = text(data, "until", 10, 0)
    if not given:
        return None
    try:
        day = date.fromisoformat(given) + timedelta(days=1)
    except (ValueError, OverflowError) as fault:
        raise Refusal("invalid", 400, field="until") from fault
    zone = ZoneInfo(setting(site, "zone"))
    return int(datetime.combine(day, time(), zone).timestamp() * 1000)
