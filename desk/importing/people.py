"""Who belongs to a room: one line each, or a room's owner and tenant side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desk.importing.headings import bare
from desk.importing.rooms import named, place
from desk.importing.values import (
    CODE_LIMIT,
    LANGUAGES,
    NAME_LIMIT,
    PEOPLE,
    day,
    email,
    one_line,
    phone,
    room,
    said,
)
from desk.importing.wanted import Key, Reading, Wanted, fresh
from desk.searchkey import HAN, search_key

USUAL = "tenant"
SIDES = {"owner": ("owner_name", "owner_phone"), "tenant": ("tenant_name", "tenant_phone")}


@dataclass
class Rooms:
    """The rooms by name; new ones are remembered where the file may bring them."""

    known: dict[str, list[str]]
    may_add: bool
    added: dict[str, tuple[str, str, str]]  # bare name -> id, name, tower

    def find(self, reading: Reading, name: str, tower: str) -> str:
        """Return the id of a room; without one, the line is bad."""
        key = place(name)
        found = self.known.get(key, [])
        if len(found) == 1:
            return found[0]
        if found or not self.may_add:
            reading.bad("room", "two_rooms" if found else "no_room")
            return ""
        return self.added.setdefault(key, (fresh("r"), name, tower))[0]


@dataclass(frozen=True)
class One:
    """Somebody as a line names them."""

    name: str
    phone: str
    role: str


def read(reading: Reading, rooms: Rooms, usual_lang: str) -> Iterator[Wanted]:
    """Yield everybody whom a line names."""
    for line in reading.lines():
        tower = reading.value("tower", one_line, "")
        name = named(tower, reading.value("room", room, ""))
        home = rooms.find(reading, name, tower) if name else ""
        ref = reading.value("ref", lambda text: one_line(text, CODE_LIMIT), "")
        lang = reading.value("lang", lambda text: said(text, LANGUAGES, ""), "")
        left = reading.value("moved_out", day, "")
        people = list(everybody(reading))
        if not people and not reading.faulty:
            reading.bad("name", "required")
        told = reading.value("email", email, "")
        for one in people if not reading.faulty else ():
            alone = len(people) == 1
            want = wanted(reading, line.number, one, home, lang or usual_lang, left, ref * alone)
            if alone and reading.has("email"):
                want.values.update(channel="email" if told else "", address=told)
            yield want


def everybody(reading: Reading) -> Iterator[One]:
    """Yield who stands in a line: by name, and as owner and tenant."""
    name, number = full_name(reading), reading.value("phone", phone, "")
    if name:
        role = reading.value("role", lambda text: said(text, PEOPLE, USUAL), USUAL)
        yield One(name, number, role)
    elif number and not reading.has("owner_name", "tenant_name"):
        reading.bad("phone", "phone_alone")
    for role, (who, tel) in SIDES.items():
        name, number = reading.value(who, one_line, ""), reading.value(tel, phone, "")
        if name:
            yield One(name, number, role)
        elif number:
            reading.bad(tel, "phone_alone")


def full_name(reading: Reading) -> str:
    """Return a name in the order of its script: 陈美玲, María García."""
    name = reading.value("name", one_line, "")
    given, surname = (reading.value(part, one_line, "") for part in ("given", "surname"))
    given = given or (name if surname else "")
    if not surname:
        return name or given
    joined = surname + given if HAN.search(surname) else f"{given} {surname}"
    return joined.strip()[:NAME_LIMIT]


def wanted(
    reading: Reading, line: int, one: One, home: str, lang: str, left: str, ref: str
) -> Wanted:
    """Return the row that somebody has: found again by ref, by name and phone, by name."""
    values = {
        "name": one.name,
        "room": home,
        "key": search_key(one.name)[:NAME_LIMIT],
    }
    if reading.has("phone", "owner_phone", "tenant_phone"):
        values["phone"] = one.phone
    if reading.has("role", "owner_name", "tenant_name"):
        values["role"] = one.role
    if reading.has("lang"):
        values["lang"] = lang
    if reading.has("moved_out"):
        values["moved_out"] = left
    found = keys(home, one.name, one.phone)
    return Wanted(line, values, ref, found if reading.has("phone", *SIDES["owner"]) else found[1:])


def keys(home: str, name: str, number: str) -> tuple[Key, ...]:
    """Return what finds somebody again: room, name and telephone, then room and name."""
    who = bare(name)
    return ((home, who, digits(number)), (home, who))


def digits(number: str) -> str:
    """Return a telephone number's digits, by which two spellings are the same."""
    return re.sub(r"\D", "", number)
