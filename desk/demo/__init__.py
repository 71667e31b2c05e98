"""Fill an empty house with Jade Court 翠庭, so that everything can be tried."""

from __future__ import annotations

from typing import Any

from flask import current_app
from sqlalchemy import func, select

from desk import pins
from desk.db import db, write
from desk.demo import admission
from desk.demo.house import DemoPerson, DemoRoom, people, rooms
from desk.demo.prompts import PROMPTS, SITE_NAME, WAITING
from desk.demo.team import TEAM, DemoStaff
from desk.operators import pepper
from desk.reference import audit, put_hours, put_setting, touch
from desk.searchkey import search_key
from desk.tables import Device, Person, Prompt, Reference, Room, Site, Staff
from desk.time import now_ms

SITE = 1
SETTINGS: dict[str, Any] = {
    "site_name": SITE_NAME,
    "demo": True,
    "waiting_area": WAITING,
    "zone": "Asia/Hong_Kong",
    "meeting_rooms": ["M1", "M2", "M3"],
    "couriers": [
        "SF Express",
        "Hongkong Post",
        "Lalamove",
        "DHL",
        "FedEx",
        "UPS",
        "foodpanda",
        "Keeta",
    ],
    "gates": ["Gate 1", "Gate 2", "P1"],
    "holidays": ["2026-12-25", "2026-12-26", "2027-01-01", "2027-02-06", "2027-02-08"],
}


class NotDemo(Exception):
    """This database belongs to a real house."""


def fill() -> bool:
    """Make the demonstration house; tell whether anything was new. Raise NotDemo."""
    if not current_app.config["DEMO"]:
        raise NotDemo("DEMO is not set")
    site = db.session.get(Site, SITE)
    if site is None and db.session.scalar(select(func.count()).select_from(Site)):
        raise NotDemo("this database has a site of its own")
    if site is None:
        db.session.add(Site(id=SITE))
        db.session.commit()
    elif not is_demo():
        raise NotDemo("site 1 is a real house")
    return _furnish()


def is_demo() -> bool:
    """Tell whether site 1 is ours: nobody works there but the demonstration's own staff."""
    known = set(db.session.scalars(select(Staff.id).where(Staff.site == SITE)))
    devices = db.session.scalar(select(func.count()).where(Device.site == SITE)) or 0
    return {member.id for member in TEAM} <= known if known or devices else True


def _furnish() -> bool:
    if db.session.get(Staff, (SITE, TEAM[-1].id)) is not None:
        return False
    staff = [_staff(member) for member in TEAM]  # slow on purpose, so before the lock
    rows: list[Reference] = [*staff, *map(_room, rooms()), *map(_person, people()), *_prompts()]
    rows += admission.rows(SETTINGS["zone"])
    with write(SITE) as site:
        for row in rows:
            touch(site, row)
        for key, value in SETTINGS.items():
            put_setting(site, key, value)
        put_hours(site, now_ms())
        audit(SITE, "demo.fill", rows=len(rows))
    return True


def _staff(member: DemoStaff) -> Staff:
    secret = pins.seal(member.password, pepper()) if member.password else None
    return Staff(
        id=member.id,
        name=member.name,
        roles=list(member.roles),
        lang=member.lang,
        pin=pins.seal(member.pin, pepper()),
        login=member.login or None,
        password=secret,
    )


def _room(room: DemoRoom) -> Room:
    return Room(id=room.id, name=room.name, tower=room.tower, floor=room.floor, sort=room.kind)


def _person(person: DemoPerson) -> Person:
    return Person(
        id=person.id,
        name=person.name,
        room=person.room,
        role=person.role,
        lang=person.lang,
        phone=person.phone,
        key=search_key(person.name),
        # Two of three read e-mail; nothing is sent to them, the outbox shows what would be.
        channel="email" if int(person.id[1:]) % 3 else "",
        address=f"{person.id}@example.com" if int(person.id[1:]) % 3 else "",
    )


def _prompts() -> list[Prompt]:
    return [
        Prompt(id=f"{situation}.{lang}", situation=situation, lang=lang, title=title, text=text)
        for situation, versions in PROMPTS.items()
        for lang, (title, text) in versions.items()
    ]
