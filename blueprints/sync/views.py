"""The endpoints of sync; the work is in desk/sync and desk/changes.py."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, jsonify, request

from desk import sync
from desk.access import access, device
from desk.db import RETRY_AFTER_SECONDS, SiteBusyError
from desk.errors import Refusal, answer
from desk.sync import push

blueprint = Blueprint("sync", __name__)

View = Callable[[], Response]


def guarded(view: Callable[[], dict[str, Any]]) -> View:
    """Answer JSON; say 409 to another history, 503 while the site is busy."""

    @wraps(view)
    def call() -> Response:
        try:
            return jsonify(view())
        except sync.EpochError as error:
            return answer("epoch", 409, {"epoch": error.epoch})
        except SiteBusyError:
            busy = answer("busy", 503)
            busy.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return busy

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
