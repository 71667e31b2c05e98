"""Devices: codes for new ones, how each is doing, revocation."""

from __future__ import annotations

import os
from typing import Any

from flask import Response, jsonify, request
from sqlalchemy import select

from blueprints.office import blueprint
from desk import access, devices
from desk.body import body, integer, one_of, text
from desk.db import db
from desk.errors import Refusal
from desk.i18n import request_code
from desk.tables import Device
from desk.tables.device import HOUSE


@blueprint.post("/office/codes")
@access.access(roles=access.MANAGERS)
def codes() -> Response:
    """Make a one-time code; it rides behind the # so that no log ever holds it."""
    data, here = body(), access.device()
    kind, name = one_of(data, "kind", access.KINDS), text(data, "name", 200, 0)
    code, expires = devices.make_code(here.site, kind, name, access.operator().id, here.id)
    url = f"{address()}/{request_code()}/enrol/#{code}"
    return jsonify({"code": code, "url": url, "expires": expires})


def address() -> str:
    """Return where a new tablet finds us: never by a name that means the tablet itself."""
    away = os.environ.get("VESTIBULE_LAN_URL", "")
    return away if away and devices.is_local() else request.host_url.rstrip("/")


@blueprint.get("/office/devices")
@access.access(roles=access.SENIOR)
def device_list() -> Response:
    """List every device of the site."""
    query = select(Device).where(Device.site == access.device().site, Device.kind != HOUSE)
    rows = db.session.scalars(query.order_by(Device.enrolled)).all()
    return jsonify({"devices": [shape(row) for row in rows]})


@blueprint.post("/office/devices/<string:id>/revoke")
@access.access(roles=access.MANAGERS)
def revoke(id: str) -> Response:
    """End a device; `trust_until` is the last of its entries that is still believed."""
    data, here = body(), access.device()
    reason = text(data, "reason", 200)
    until = None if data.get("trust_until") is None else integer(data, "trust_until")
    device = of_site(id)
    devices.revoke(device, reason, until, access.operator().id, here.id)
    return jsonify(shape(device))


@blueprint.post("/office/devices/<string:id>/fork")
@access.access(roles=access.SENIOR)
def clear_fork(id: str) -> Response:
    """Clear the alarm of a device that saw another history: `{reason}`; it stays trusted."""
    reason = text(body(), "reason", 200)
    device = of_site(id)
    devices.clear_fork(device, reason, access.operator().id, access.device().id)
    return jsonify(shape(device))


def of_site(id: str) -> Device:
    """Return a device of the caller's site; raise Refusal."""
    device = db.session.get(Device, id)
    if device is None or device.site != access.device().site:
        raise Refusal("not_found", 404)
    return device


def shape(device: Device) -> dict[str, Any]:
    """Return what the office sees of a device."""
    return {
        "id": device.id,
        "kind": device.kind,
        "name": device.name,
        "letters": device.letters,
        "enrolled": device.enrolled,
        "revoked_at": device.revoked_at,
        "revoked_reason": device.revoked_reason,
        "trust_until": device.trust_until,
        "last_n": device.last_n,
        "said_n": device.said_n,
        "gaps": device.gaps,
        "queued": device.queued,
        "oldest": device.oldest,
        "shell": device.shell,
        "last_seen": device.last_seen,
        "fork_at": device.fork_at,
    }
