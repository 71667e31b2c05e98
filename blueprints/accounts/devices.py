"""How a browser becomes a device, and stays one."""

from __future__ import annotations

from flask import Response, current_app, jsonify

from blueprints.accounts import blueprint
from desk import access, checkpoint, demo, devices, keys, nonces, sessions, throttle
from desk.body import body, member, one_of, text
from desk.db import write
from desk.errors import Refusal

DEMO_CODE = "demo"


@blueprint.post("/devices/enrol")
@access.access(public=True)
def enrol() -> Response:
    """Enrol with a one-time code and a proof of the key."""
    data = body()
    code = text(data, "code", 64)
    public = prove(data, code)
    throttle.check(throttle.CODES)
    try:
        device = devices.enrol(code, public, text(data, "name", 200, 0), former(data))
    except Refusal as no:
        if no.code == "bad_code":
            throttle.fail(throttle.CODES)
        raise
    sessions.begin(device)
    return jsonify(devices.card(device))


@blueprint.post("/devices/demo")
@access.access(public=True)
def demo_enrol() -> Response:
    """Enrol in one tap: only on a demonstration site, only from this very machine."""
    if not demo_here():
        raise Refusal("not_demo", 403)
    data = body()
    kind = one_of(data, "kind", access.KINDS)
    before = devices.lives(demo.SITE, former(data), keys.ENROL + DEMO_CODE.encode())
    new = devices.NewDevice(kind, text(data, "name", 200, 0), prove(data, DEMO_CODE), before)
    device = devices.by_key(new.public, demo.SITE)
    if device is None or device.revoked_at is not None:
        with write(demo.SITE) as site:
            device = devices.add(site, new, "demo")
    sessions.begin(device)
    return jsonify(devices.card(device))


@blueprint.get("/devices/demo")
@access.access(public=True)
def demo_offered() -> Response:
    """Tell whether one tap is enough here."""
    return jsonify({"demo": demo_here()})


def demo_here() -> bool:
    """Tell whether this is a demonstration site and the caller sits at its machine."""
    return bool(current_app.config["DEMO"]) and devices.is_local()


def prove(data: dict[str, object], code: str) -> bytes:
    """Return the key that signed the code."""
    return keys.prove(member(data, "jwk"), keys.ENROL + code.encode(), data.get("proof"))


def former(data: dict[str, object]) -> devices.Former | None:
    """Return which device the browser says it was before, if any."""
    if "former" not in data:
        return None
    said = member(data, "former")
    return devices.Former(text(said, "dev", 40), text(said, "proof", 100))


@blueprint.get("/devices/nonce")
@access.access(public=True)
def nonce() -> Response:
    """Give a device without a cookie something to sign."""
    return jsonify({"nonce": nonces.make()})


@blueprint.post("/devices/session")
@access.access(public=True)
def session() -> Response:
    """Give a cookie to the device that signed a nonce."""
    data = body()
    device = devices.by_nonce(text(data, "kid", 8), text(data, "nonce", 120), text(data, "sig", 86))
    sessions.begin(device)
    return jsonify(devices.card(device))


@blueprint.get("/devices/me")
@access.access()
def me() -> Response:
    """Tell a device who it is, and prove by a signed head that this is the house it knows."""
    device = access.device()
    return jsonify({**devices.card(device), "checkpoint": checkpoint.signed(device.site)})
