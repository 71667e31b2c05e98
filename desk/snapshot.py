"""Where a new device begins: how much there is, and a signed word on where history stands."""

import base64
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from desk import keys
from desk.changes import oldest_shown
from desk.db import db
from desk.sync import about
from desk.tables import REFERENCE, Device, Record, Site


def snapshot(device: Device) -> dict[str, Any]:
    """Return the head, its checkpoint and the counts; the pages follow from cursor `0:`."""
    site = db.session.get_one(Site, device.site, populate_existing=True)
    shown = or_(Record.closed.is_(None), Record.closed >= oldest_shown(site.id))
    return {
        "checkpoint": checkpoint(site),
        "records": _count(Record.site == site.id, shown),
        "refs": sum(_count(table.site == site.id, ~table.deleted) for table in REFERENCE.values()),
        **about(site),
    }


def checkpoint(site: Site) -> str:
    """Sign where the journal stands: a note as in C2SP tlog-checkpoint, with our own origin."""
    head = base64.b64encode(site.head).decode()
    text = f"vestibule-checkpoint-v1/{site.id}/{site.epoch}\n{site.seq}\n{head}\n"
    name = keys.kid(keys.server_public())
    signature = base64.b64encode(bytes.fromhex(name) + keys.server_sign(text.encode())).decode()
    return f"{text}\n\u2014 {name} {signature}\n"


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).where(*conditions)) or 0
