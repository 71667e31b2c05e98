"""Who holds the device."""

from __future__ import annotations

from flask import Response, jsonify

from blueprints.accounts import blueprint
from desk import access, devices, keys, operators, sessions, throttle
from desk.body import body, member, text
from desk.db import db, write
from desk.errors import Refusal
from desk.tables import Device, Site, Staff
from desk.time import DAY_MS, now_ms

VERIFIER_LIFE_MS = 14 * DAY_MS


@blueprint.post("/operators/sign-in")
@access.access()
def sign_in() -> Response:
    """Check a PIN; the device may then keep a verifier of its own for a while."""
    data, device = body(), access.device()
    place = operators.Try(device.site, device.id)
    operators.note_offline(place, data.get("fails", []))
    staff = operators.by_pin(place, text(data, "op", 40), text(data, "pin", 12))
    sessions.sign_in(device, staff, "pin")
    return jsonify({**described(staff), "expires": now_ms() + VERIFIER_LIFE_MS})


@blueprint.post("/operators/sign-out")
@access.access(revoked=True)
def sign_out() -> Response:
    """Let go of the device; its queue and its enrolment stay."""
    sessions.sign_out()
    return jsonify({})


@blueprint.post("/operators/pin")
@access.access()
def change_pin() -> Response:
    """Change one's own PIN, knowing the old one."""
    data, device = body(), access.device()
    place = operators.Try(device.site, device.id)
    staff = operators.by_pin(place, text(data, "op", 40), text(data, "pin", 12))
    operators.set_pin(staff, text(data, "new", 12), staff.id, device.id)
    return jsonify({})


@blueprint.post("/office/sign-in")
@access.access(public=True)
def office_sign_in() -> Response:
    """Sign in with a password; the browser's first time enrols it as an office."""
    data = body()
    login = text(data, "login", 200)
    public = keys.prove(member(data, "jwk"), keys.ENROL + login.encode(), data.get("proof"))
    known = devices.by_key(public)
    throttle.check(throttle.NAMES, login.casefold(), known=known is not None)
    dev, old = known.id if known else "", text(data, "password", 128)
    staff = operators.by_password(login, old, dev)
    operators.choose_password(staff, old, text(data, "new", 128, 0), dev)
    device = office_device(known, staff, public, data)
    sessions.begin(device)
    until = sessions.sign_in(device, staff, "password")
    return jsonify({**devices.card(device), "operator": described(staff), "until": until})


def office_device(
    known: Device | None, staff: Staff, public: bytes, data: dict[str, object]
) -> Device:
    """Return the browser's device at the site of its member of staff, new where need be."""
    if known is None:
        new = devices.NewDevice("office", text(data, "name", 200, 0) or staff.name, public)
        with write(staff.site) as site:
            return devices.add(site, new, staff.id)
    if known.revoked_at is not None:
        raise Refusal("device_revoked", 403)
    if known.site != staff.site:
        raise Refusal("not_allowed", 403)
    return known


@blueprint.get("/operators/me")
@access.access()
def operator() -> Response:
    """Tell who signed in with a password on this device, if anybody."""
    staff = access.signed_in()
    site = db.session.get(Site, access.device().site)
    return jsonify(
        {"operator": described(staff) if staff else None, "epoch": site.epoch if site else ""}
    )


def described(staff: Staff) -> dict[str, object]:
    """Return what a device may know of who holds it."""
    return {"op": staff.id, "name": staff.name, "roles": staff.roles, "lang": staff.lang}
