"""The outbox, and the services that carry messages."""

from __future__ import annotations

from flask import Response, jsonify
from flask_babel import gettext as _

from blueprints.office import blueprint
from desk import access
from desk.body import body, text
from desk.errors import Refusal
from desk.messages import channels, outbox, states
from desk.time import now_ms

LONGEST = 200  # signs of a reader's address


@blueprint.get("/office/outbox")
@access.access(roles=access.LEADERS)
def outbox_list() -> Response:
    """Return what goes to whom and what became of it; managers also see by which services."""
    site = access.device().site
    lists = outbox.listed(site, now_ms())
    if access.MANAGERS.intersection(access.operator().roles):
        lists["channels"] = channels.listed(site)
    return jsonify(lists)


@blueprint.post("/office/outbox/<string:id>/phoned")
@access.access(roles=access.LEADERS)
def phoned(id: str) -> Response:
    """Note that somebody was telephoned instead."""
    return decided(id, "phoned")


@blueprint.post("/office/outbox/<string:id>/stop")
@access.access(roles=access.LEADERS)
def stop(id: str) -> Response:
    """Let a message that has not gone never go."""
    return decided(id, "stop")


@blueprint.post("/office/outbox/<string:id>/again")
@access.access(roles=access.LEADERS)
def again(id: str) -> Response:
    """Try a failed message again."""
    return decided(id, "again")


def decided(id: str, what: str) -> Response:
    """Carry out a decision about a message."""
    here = access.device()
    outbox.decide(here.site, id, what, access.operator().id, here.id)
    return jsonify({})


@blueprint.post("/office/channels/<string:id>")
@access.access(roles=access.MANAGERS)
def put_channel(id: str) -> Response:
    """Set up the service of a channel: `{url}`, an Apprise address with `{to}` for the reader."""
    here = access.device()
    channels.known(id)
    url = text(body(), "url", channels.LONGEST).strip()
    channels.put(here.site, id, url, access.operator().id, here.id)
    return jsonify({})


@blueprint.post("/office/channels/<string:id>/drop")
@access.access(roles=access.MANAGERS)
def drop_channel(id: str) -> Response:
    """Take the service of a channel away."""
    here = access.device()
    channels.drop(here.site, id, access.operator().id, here.id)
    return jsonify({})


@blueprint.post("/office/channels/<string:id>/test")
@access.access(roles=access.MANAGERS)
def test_channel(id: str) -> Response:
    """Send one message at once: `{to}`; a refusal says why it did not go."""
    here = access.device()
    channels.known(id)
    to = text(body(), "to", LONGEST).strip()
    words = _("If you can read this, messages from the front desk reach you.")
    state, reason = channels.send(here.site, id, to, _("Test message"), words)
    if state != states.SENT:
        raise Refusal(f"message_{reason}", 409)
    channels.note_test(here.site, id, access.operator().id, here.id)
    return jsonify({})
