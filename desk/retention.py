"""How long each personal field is kept: what stands, who may change it, when it is done."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from desk import purge, reference
from desk.db import db, write
from desk.errors import Refusal
from desk.journal import Status
from desk.reference import audit, setting
from desk.register import registers
from desk.tables import Journal, Site
from desk.time import DAY_MS

LOOK_BACK = 50_000  # journal rows; a purge that finds something every day is far nearer


def listed(site: int) -> list[dict[str, Any]]:
    """Return each field's days, and those that its register would keep it without a setting."""
    default = int(setting(site, "personal_days"))
    return [
        {
            "id": f"{rule.reg}.{rule.field}",
            "reg": rule.reg,
            "field": rule.field,
            "days": rule.days,
            "usual": registers()[rule.reg].personal.get(rule.field, default),
        }
        for rule in purge.rules(site)
    ]


def change(site: int, key: str, days: int, by: str, dev: str = "") -> bool:
    """Set the days of one field, with its line in the audit; tell whether it changed.

    Raises Refusal for a field that no register has, or a time out of bounds.
    """
    before = {row["id"]: row["days"] for row in listed(site)}
    if key not in before:
        raise Refusal("not_found", 404)
    with write(site) as row:
        known = {**setting(site, "retention"), key: days}
        changed = reference.put_setting(row, "retention", known)
        if changed:
            audit(site, "retention.change", by, dev, field=key, was=before[key], now=days)
    return changed


def times(site: int, now: int) -> dict[str, int | None]:
    """Return when the next purge runs, when one last found something, and how much; ms UTC."""
    mark = purge.day_mark(site)
    done = mark.exists() and mark.read_text("utf-8") == str(now // DAY_MS)
    seq = db.session.scalar(select(Site.seq).where(Site.id == site)) or 0
    query = select(Journal.recv, Journal.body).where(
        Journal.site == site,
        Journal.seq > seq - LOOK_BACK,
        Journal.status == int(Status.SERVER),
        Journal.t == purge.PURGED,
    )
    row = db.session.execute(query.order_by(Journal.seq.desc()).limit(1)).first()
    return {
        "next": (now // DAY_MS + 1) * DAY_MS if done else now,
        "last": row.recv if row else None,
        "gone": len(json.loads(row.body)["d"]["values"]) if row else None,
    }
