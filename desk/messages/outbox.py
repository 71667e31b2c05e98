"""The outbox: what goes to whom, what became of it, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import case, select

from desk.db import db, write
from desk.errors import Refusal
from desk.messages import states
from desk.messages.letters import Letter, compose
from desk.reference import audit, settings
from desk.tables import Message, Person, Record, Room
from desk.time import now_ms

SHOWN = 200
Rows = list[dict[str, Any]]


def listed(site: int, now: int) -> dict[str, Rows]:
    """Return what somebody must telephone or look at, what waits, and the newest that are over."""
    first = case((Message.state.in_((states.PHONE, states.FAILED)), 0),
                 (Message.state.in_((states.WAITING, states.SENDING)), 1), else_=2)  # fmt: skip
    query = select(Message).where(Message.site == site)
    rows = db.session.scalars(query.order_by(first, Message.at.desc()).limit(SHOWN)).all()
    known, numbers = settings(site), numbers_of(site, rows)
    shapes = [shape(row, known, now) | {"no": numbers.get(row.record, "")} for row in rows]
    return {
        "phone": [one for one in shapes if one["state"] in (states.PHONE, states.FAILED)],
        "waiting": [one for one in shapes if one["state"] in (states.WAITING, states.SENDING)],
        "done": [one for one in shapes if one["settled"] and one["state"] != states.FAILED],
    }


def shape(row: Message, known: dict[str, Any], now: int) -> dict[str, Any]:
    """Return a message as the office sees it: its words as long as they are kept."""
    letter = compose(row, known, now)
    person = db.session.get(Person, (row.site, row.person or getattr(letter, "person", "")))
    room = db.session.get(Room, (row.site, person.room)) if person and person.room else None
    return {
        "id": f"{row.entry}.{row.to}",
        "reg": row.t.partition(".")[0],
        "record": row.record,
        "at": row.at,
        "due": row.due,
        "state": row.state,
        "reason": row.reason,
        "settled": row.settled,
        "channel": row.channel or (letter.channel if isinstance(letter, Letter) else ""),
        "who": person.name if person else "",
        "room": room.name if room else "",
        "phone": (person.phone or "") if person else "",
        "lang": person.lang if person else "",
        "text": letter.text if isinstance(letter, Letter) else "",
        "stoppable": row.state == states.WAITING,
        "again": row.state == states.FAILED,
    }


def numbers_of(site: int, rows: Iterable[Message]) -> dict[str, str]:
    """Return the numbers that people read, by record; what is gone is left out."""
    ids = {row.record for row in rows}
    query = select(Record.id, Record.no).where(Record.site == site, Record.id.in_(ids))
    return {id: no or "" for id, no in db.session.execute(query)}


def decide(site: int, key: str, what: str, op: str, dev: str) -> None:
    """Mark as telephoned, stop, or send again; raise Refusal where it is too late for that."""
    entry, _, to = key.partition(".")
    now = now_ms()
    with write(site):
        row = db.session.get(Message, (site, entry, to), populate_existing=True)
        if row is None:
            raise Refusal("not_found", 404)
        if row.state not in states.OPEN or (what == "again" and row.state != states.FAILED):
            raise Refusal("too_late", 409)
        row.op = op
        if what == "again":
            row.state, row.reason, row.due, row.tries, row.settled = (
                states.WAITING,
                "",
                now,
                0,
                None,
            )
        else:
            row.state = states.PHONED if what == "phoned" else states.CANCELLED
            row.reason, row.settled = ("" if what == "phoned" else states.STOPPED), now
        audit(site, f"message.{what}", op, dev, record=row.record)
