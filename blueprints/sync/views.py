"""The endpoints of sync; the work is in desk/sync and desk/changes.py."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, jsonify, request

from desk import changes, keys, sync
from desk.access import access, device
from desk.body import body, text
from desk.errors import Refusal, answer
from desk.gate import issuers
from desk.guard import accepts
from desk.snapshot import snapshot
from desk.sync import opaque, push
from desk.time import now_ms

blueprint = Blueprint("sync", __name__)

BYTES = "application/octet-stream"
IN_BASE64 = opaque.LIMIT * 4 // 3 + 4


def guarded(view: Callable[[], dict[str, Any]]) -> Callable[[], Response]:
    """Answer JSON; say 409 to a device that knows another history."""

    @wraps(view)
    def call() -> Response:
        try:
            return jsonify(view())
        except sync.EpochError as error:
            return answer("epoch", 409, {"epoch": error.epoch})

    return call


@blueprint.post("/api/sync")
@access(revoked=True)
@guarded
def receive() -> dict[str, Any]:
    """Take in a batch of entries."""
    try:
        found = push.read(request.get_data())
    except push.TooMuchError as error:
        raise Refusal("too_large", 413) from error
    except push.UnreadableError as error:
        raise Refusal("bad_request", 400) from error
    return sync.receive(device(), found)


@blueprint.post("/api/sync/hold")
@access(revoked=True)
@accepts("application/json", BYTES, limit=IN_BASE64 + 1024)
@guarded
def hold() -> dict[str, Any]:
    """Keep an entry that fails alone: `{epoch, bytes}`, or the bytes with `?epoch=`."""
    epoch, raw = _opaque()
    if len(raw) > opaque.LIMIT:
        raise Refusal("too_large", 413)
    if not raw:
        raise Refusal("bad_request", 400)
    return opaque.keep(device(), epoch, raw)


@blueprint.get("/api/changes")
@access()
@guarded
def feed() -> dict[str, Any]:
    """Return what the device has not seen."""
    asked = request.args
    try:
        since = changes.Cursor.parse(asked.get("since", "0:"))
    except ValueError as error:
        raise Refusal("bad_request", 400) from error
    limit = max(1, min(_whole("limit", changes.PAGE), changes.PAGE))
    return changes.changes(device(), asked.get("epoch", ""), since, _whole("ref_since", 0), limit)


@blueprint.get("/api/snapshot")
@access()
@guarded
def begin() -> dict[str, Any]:
    """Return where a new device begins."""
    return snapshot(device())


@blueprint.get("/api/trust")
@access()
def trust() -> Response:
    """Return whose passes to believe: asked for once an hour, or when its version has risen."""
    return jsonify(issuers.told(device().home, now_ms() // 1000))


def _opaque() -> tuple[str, bytes]:
    if request.mimetype == BYTES:
        return request.args.get("epoch", ""), request.get_data()
    given = body()
    try:
        return text(given, "epoch", 40, 0), keys.unb64(text(given, "bytes", IN_BASE64))
    except ValueError as error:
        raise Refusal("bad_request", 400) from error


def _whole(name: str, default: int) -> int:
    text = request.args.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise Refusal("bad_request", 400)
    return int(text)
