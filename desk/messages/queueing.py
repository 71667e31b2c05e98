"""Find in the journal what somebody is to be told of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert, select

from desk.actions import Tell
from desk.db import db, write
from desk.journal import Status
from desk.messages import states
from desk.register import registers
from desk.tables import Journal, Message, Site
from desk.time import MINUTE_MS, happened

GRACE_MS = 3 * MINUTE_MS  # in which a wrong arrival may be corrected
NEWS_MS = 30 * MINUTE_MS  # after which it is none


def telling() -> dict[str, tuple[Tell, ...]]:
    """Return what each action tells, by `register.action`."""
    return {
        f"{register.name}.{action.name}": action.tells
        for register in registers().values()
        for action in register.actions
        if action.tells
    }


def queue(site_id: int, now: int) -> int:
    """Make a message for each new entry that tells somebody; return how many. `now` in ms."""
    site = db.session.get_one(Site, site_id, populate_existing=True)
    if site.told_seq >= site.seq:
        return 0
    known = telling()
    with write(site_id) as site:
        query = select(Journal).where(
            Journal.site == site_id,
            Journal.seq > site.told_seq,
            Journal.seq <= site.seq,
            Journal.status == int(Status.APPLIED),
            Journal.t.in_(known),
        )
        rows = [
            made
            for entry in db.session.scalars(query.order_by(Journal.seq))
            for made in _messages(entry, known[entry.t], now)
        ]
        if rows:
            db.session.execute(insert(Message), rows)
        site.told_seq = site.seq
    return len(rows)


def _messages(entry: Journal, tells: tuple[Tell, ...], now: int) -> Iterator[dict[str, Any]]:
    body = json.loads(entry.body or "{}")
    at = happened(body, entry.recv)
    for tell in tells:
        if not body.get("d", {}).get(tell.to) or (tell.unless and body["d"].get(tell.unless)):
            continue
        late = now - at > NEWS_MS
        yield {
            "site": entry.site,
            "entry": entry.id,
            "to": tell.to,
            "record": entry.rec,
            "t": entry.t,
            "at": at,
            "due": at + GRACE_MS,
            "state": states.LATE if late else states.WAITING,
            "settled": now if late else None,
        }
