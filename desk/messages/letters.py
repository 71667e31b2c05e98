"""What a message says, to whom and how: made from the record at the moment when it goes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from sqlalchemy import select

from desk import papers
from desk.actions import Tell
from desk.db import db
from desk.i18n import LOCALES
from desk.journal import Status
from desk.messages import states
from desk.printing import UnknownRecord, find
from desk.register import registers
from desk.tables import Journal, Message, Person, Room


@dataclass(frozen=True)
class Letter:
    """A message as its reader gets it."""

    person: str
    channel: str
    address: str
    title: str
    text: str


@dataclass(frozen=True)
class Not:
    """No letter: what becomes of the message instead, and why."""

    state: str
    reason: str
    person: str = ""


def compose(message: Message, known: dict[str, Any], now: int) -> Letter | Not:
    """Return the letter of a message, or why there is none; `known` are the site's settings."""
    register, _, name = message.t.partition(".")
    tell = tell_of(register, name, message.to)
    try:
        record = find(register, message.record, message.site)
    except (UnknownRecord, KeyError):
        return Not(states.CANCELLED, states.ERASED)
    if tell is None or taken_back(message):
        return Not(states.CANCELLED, states.TAKEN_BACK)
    # Whoever the record names now: a correction in time moves the message.
    person = db.session.get(Person, (message.site, str(record["f"].get(message.to) or "")))
    if person is None or person.deleted:
        return Not(states.CANCELLED, states.NOBODY)
    if not person.channel:
        return Not(states.PHONE, states.NO_CHANNEL, person.id)
    if at_night(known["quiet"], known["zone"], now):
        return Not(states.PHONE, states.QUIET, person.id)
    title, text = words(tell, record, person, known)
    return Letter(person.id, person.channel, person.address or person.phone or "", title, text)


def taken_back(message: Message) -> bool:
    """Tell whether the entry that it tells of was undone meanwhile."""
    register = message.t.partition(".")[0]
    query = select(Journal.body).where(
        Journal.site == message.site,
        Journal.rec == message.record,
        Journal.t == f"{register}.take_back",
        Journal.status == int(Status.APPLIED),
    )
    undone = [json.loads(body or "{}").get("d", {}) for body in db.session.scalars(query)]
    return any(said.get("entry") == message.entry for said in undone)


def tell_of(register: str, name: str, to: str) -> Tell | None:
    """Return what an action tells whom; None where it does no more."""
    found = registers().get(register)
    action = found.table.get(name) if found else None
    return next((tell for tell in action.tells if tell.to == to), None) if action else None


def words(
    tell: Tell, record: dict[str, Any], person: Person, known: dict[str, Any]
) -> tuple[str, str]:
    """Return title and text in the person's language."""
    lang = person.lang if person.lang in LOCALES else "en"
    room = db.session.get(Room, (person.site, str(record["room"] or "")))
    values = {
        # What nobody gave, or what was purged, leaves a gap that reads.
        "name": record["p"].get("name", "…"),
        "no": record["no"],
        "room": room.name if room else "",
        "site": papers.spoken(known["site_name"], lang) or "Vestibule",
    }
    with force_locale(LOCALES[lang]):
        return str(tell.title) % values, str(tell.text) % values


def at_night(night: list[str], zone: str, now: int) -> bool:
    """Tell whether it is the time in which nobody is sent anything.

    >>> at_night(["22:00", "08:00"], "UTC", 23 * 3_600_000)
    True
    """
    if not night:
        return False
    clock = datetime.fromtimestamp(now / 1000, ZoneInfo(zone)).strftime("%H:%M")
    begin, end = night
    return begin <= clock < end if begin < end else clock >= begin or clock < end
