"""Where a new device begins: how much there is, and a signed word on where history stands."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from desk.changes import oldest_shown
from desk.checkpoint import head, note
from desk.db import db
from desk.sync import about
from desk.tables import REFERENCE, Device, Record, Site
from desk.time import now_ms


def snapshot(device: Device) -> dict[str, Any]:
    """Return the head, its checkpoint and the counts; the pages follow from cursor `0:`."""
    site = db.session.get_one(Site, device.site, populate_existing=True)
    shown = or_(Record.closed.is_(None), Record.closed >= oldest_shown(site.id, now_ms()))
    return {
        "checkpoint": note(head(site)),
        "records": _count(Record.site == site.id, shown),
        "refs": sum(_count(table.site == site.id, ~table.deleted) for table in REFERENCE.values()),
        **about(site),
    }


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).where(*conditions)) or 0
