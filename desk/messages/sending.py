"""Send what is due, one after the other; each is claimed first, so that no two ticks send it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from desk.db import db, write
from desk.messages import channels, states
from desk.messages.letters import Letter, Not, compose
from desk.reference import settings
from desk.tables import Message
from desk.time import MINUTE_MS

MOST = 50  # a tick
MOST_TRIES = 3
RETRY_MS = (MINUTE_MS, 4 * MINUTE_MS)
LOST_MS = 10 * MINUTE_MS  # after which whoever sent it has died over it


def send_due(site: int, now: int) -> int:
    """Send or settle every message that is due at `now` (ms); return how many."""
    lost(site, now)
    query = select(Message.entry, Message.to).where(
        Message.site == site, Message.state == states.WAITING, Message.due <= now
    )
    keys = db.session.execute(query.order_by(Message.due).limit(MOST)).all()
    known = settings(site) if keys else {}
    return sum(send_one(site, entry, to, known, now) for entry, to in keys)


def send_one(site: int, entry: str, to: str, known: dict[str, Any], now: int) -> bool:
    """Settle one message; False when somebody else was faster."""
    message = db.session.get_one(Message, (site, entry, to), populate_existing=True)
    letter = compose(message, known, now)
    if isinstance(letter, Letter) and known["demo"]:
        letter = Not(states.DEMO, "", letter.person)
    if isinstance(letter, Not):
        return settle(message, states.WAITING, now, letter.state, letter.reason, letter.person)
    if not settle(message, states.WAITING, now, states.SENDING, "", letter.person, letter.channel):
        return False
    state, reason = channels.send(site, letter.channel, letter.address, letter.title, letter.text)
    again = state == states.FAILED and reason == states.REFUSED and message.tries < MOST_TRIES
    if again:
        return settle(message, states.SENDING, now, states.WAITING, reason, letter.person)
    return settle(message, states.SENDING, now, state, reason, letter.person)


def settle(
    message: Message, before: str, now: int, state: str, reason: str, person: str, channel: str = ""
) -> bool:
    """Move a message from one state on, if it still is in it."""
    with write(message.site):
        row = db.session.get_one(
            Message, (message.site, message.entry, message.to), populate_existing=True
        )
        if row.state != before:
            return False
        row.state, row.reason, row.person = state, reason, person
        row.channel = channel or row.channel
        if state == states.SENDING:
            row.tries += 1
        elif state == states.WAITING:
            row.due = now + RETRY_MS[min(row.tries, len(RETRY_MS)) - 1]
        row.settled = None if state in (states.WAITING, states.PHONE) else now
    return True


def lost(site: int, now: int) -> None:
    """Give up what was being sent when the process died: nobody knows whether it arrived."""
    query = select(Message).where(
        Message.site == site, Message.state == states.SENDING, Message.settled <= now - LOST_MS
    )
    for row in db.session.scalars(query).all():
        settle(row, states.SENDING, now, states.FAILED, states.UNKNOWN, row.person)
