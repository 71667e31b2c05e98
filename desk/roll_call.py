"""The roll-call: tablets show by themselves who is inside; the house keeps who opened it, and when.

It opens without a PIN, network or not, so nobody's word stands behind it and no entry can carry it:
like wrong PINs it is a line of the audit, noted on the tablet and told once, however often.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from desk.db import db, write
from desk.entry import EXACT
from desk.ids import is_uuid7
from desk.tables import Audit, Device
from desk.tables.device import HOUSE
from desk.time import now_ms

KINDS = ("open", "end")
MOST = 50  # lines told at once
FOUND = 2_000  # people of one roll-call


def note(device: Device, told: object) -> list[str]:
    """Keep a line for each opening and end that a tablet tells; return the ids that are kept.

    The tablet was heard by this, though it may have nothing to hand in.
    """
    given = told[:MOST] if isinstance(told, list) else []
    lines = {str(row["id"]): row for row in given if _is_line(row)}
    with write(device.site):
        db.session.get_one(Device, device.id).last_seen = now_ms()
        known = set(db.session.scalars(select(Audit.id).where(Audit.id.in_(lines))))
        for id in lines.keys() - known:
            db.session.add(_line(device, lines[id]))
    return sorted(lines)


def _line(device: Device, row: dict[str, Any]) -> Audit:
    line = Audit(id=row["id"], site=device.site, at=row["at"], op=row["op"], dev=device.id)
    line.what = f"roll_call.{row['what']}"
    line.detail = {"call": row["call"], "found": row["found"]}
    return line


def _is_line(row: object) -> bool:
    if not isinstance(row, dict):
        return False
    ids = [row.get("id"), row.get("call")]
    op, at, found = (row.get(name) for name in ("op", "at", "found"))
    named = isinstance(found, list) and len(found) <= FOUND
    return (
        row.get("what") in KINDS
        and type(at) is int
        and 0 <= at <= EXACT
        and isinstance(op, str)
        and len(op) <= 40
        and named
        and all(isinstance(one, str) and is_uuid7(one) for one in [*ids, *(found or [])])
    )


def contacts(site: int) -> list[dict[str, Any]]:
    """Return when each device of a site was heard last (ms UTC), the longest silent first."""
    query = select(Device).where(Device.site == site, Device.revoked_at.is_(None))
    rows = sorted(db.session.scalars(query), key=lambda row: (row.last_seen or 0, row.letters))
    return [
        {
            "id": row.id,
            "letters": row.letters,
            "name": row.name,
            "kind": row.kind,
            "last_seen": row.last_seen,
            "queued": row.queued,
        }
        for row in rows
        if row.kind not in ("office", HOUSE)
    ]
