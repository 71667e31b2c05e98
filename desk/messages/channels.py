"""The services that carry messages. None is set up by default: nothing leaves the house."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import quote

from sqlalchemy import select

from desk.db import db, write
from desk.errors import Refusal
from desk.messages import states
from desk.reference import audit
from desk.tables import Channel

NAMES = ("email", "sms", "chat")
TARGET = "{to}"
LONGEST = 1000  # signs of an address
# What a service does on the server itself, not over the network.
LOCAL = (
    "dbus",
    "exec",
    "file",
    "glib",
    "gnome",
    "growl",
    "kde",
    "macosx",
    "qt",
    "syslog",
    "windows",
)
ADDRESSES = {
    "email": re.compile(r"[^\s@<>,;\"]{1,64}@[^\s@<>,;\"]{1,190}\.[^\s@<>,;\"]{2,60}"),
    "sms": re.compile(r"\+?[\d\s().-]{5,30}"),
    "chat": re.compile(r"[^\s]{1,190}"),
}


def put(site_id: int, name: str, url: str, op: str, dev: str) -> None:
    """Set a service up by its Apprise address; `{to}` stands for the reader in it. Raise Refusal.

    The address holds its password: it is kept on the server and shown to nobody again.
    """
    known(name)
    if len(url) > LONGEST or TARGET not in url or service(url, SAMPLES[name]) is None:
        raise Refusal("bad_channel", 400, field="url")
    with write(site_id):
        row = db.session.get(Channel, (site_id, name)) or Channel(site=site_id, name=name)
        row.url = url
        db.session.add(row)
        audit(site_id, "channel.put", op, dev, name=name)


def known(name: str) -> None:
    """Raise Refusal for what is no channel."""
    if name not in NAMES:
        raise Refusal("not_found", 404)


def drop(site_id: int, name: str, op: str, dev: str) -> None:
    """Take a service away; raise Refusal when there is none."""
    with write(site_id):
        row = db.session.get(Channel, (site_id, name))
        if row is None:
            raise Refusal("not_found", 404)
        db.session.delete(row)
        audit(site_id, "channel.drop", op, dev, name=name)


def note_test(site_id: int, name: str, op: str, dev: str) -> None:
    """Keep a line of a test message that a service took."""
    with write(site_id):
        audit(site_id, "channel.test", op, dev, name=name)


def listed(site_id: int) -> list[dict[str, Any]]:
    """Return each kind of channel and its service, without what is secret."""
    rows = db.session.scalars(select(Channel).where(Channel.site == site_id))
    known = {row.name: row.url.partition("://")[0] for row in rows}
    return [{"name": name, "service": known.get(name, "")} for name in NAMES]


def fits(channel: str, address: str) -> bool:
    """Tell whether an address may be one of this kind."""
    return channel in ADDRESSES and ADDRESSES[channel].fullmatch(address) is not None


def send(site_id: int, channel: str, address: str, title: str, text: str) -> tuple[str, str]:
    """Hand words to a service; return what became of them and why. It may take seconds."""
    row = db.session.get(Channel, (site_id, channel))
    if row is None:
        return states.PHONE, states.NO_SERVICE
    if not fits(channel, address):
        return states.FAILED, states.BAD_ADDRESS
    url = row.url
    db.session.commit()  # no transaction stays open while the network is slow
    carrier = service(url, address)
    if carrier is None:
        return states.FAILED, states.BAD_ADDRESS
    return (
        (states.SENT, "")
        if carrier.notify(title=title, body=text)
        else (states.FAILED, states.REFUSED)
    )


SAMPLES = {"email": "name@example.com", "sms": "+85200000000", "chat": "name"}


def service(url: str, address: str) -> Any:
    """Return the carrier that an address names, None when it names none over the network."""
    if url.partition("://")[0].lower() in LOCAL:
        return None
    from apprise import Apprise  # a second to import, and most houses send nothing

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its warnings name addresses
    return Apprise.instantiate(
        url.replace(TARGET, quote(address, safe="")), suppress_exceptions=True
    )
