"""The rows that are there of each kind of list: where they stand, how a line finds them again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from desk.db import db
from desk.importing import people, permissions, rooms, staff, wishes
from desk.importing.matching import Known
from desk.tables import Household, Permission, Person, Reference, Room, Staff


def _known_rooms(site: int) -> Iterator[Known]:
    for row in _rows(Room, site, "name", "tower", "floor", "sort"):
        yield Known(row["id"], row["ref"] or "", rooms.keys(row["name"]), row)


def _known_people(site: int) -> Iterator[Known]:
    columns = ("name", "room", "role", "lang", "key", "phone", "moved_out", "channel", "address")
    for row in _rows(Person, site, *columns):
        keys = people.keys(row["room"] or "", row["name"], row["phone"] or "")
        yield Known(row["id"], row["ref"] or "", keys, row)


def _known_staff(site: int) -> Iterator[Known]:
    for row in _rows(Staff, site, "name", "roles", "lang", "login"):
        keys = staff.keys(row["login"] or "", row["name"])
        yield Known(row["id"], row["ref"] or "", keys, row)


def _known_permissions(site: int) -> Iterator[Known]:
    for row in _rows(Permission, site, *permissions.COLUMNS):
        yield Known(row["id"], row["ref"] or "", permissions.keys(row), row)


def _known_households(site: int) -> Iterator[Known]:
    columns = [Household.id, *(getattr(Household, name) for name in wishes.COLUMNS)]
    query = select(*columns).where(Household.site == site, Household.deleted.is_(False))
    for row in db.session.execute(query).mappings():
        yield Known(row["id"], "", wishes.keys(row["id"]), dict(row))


READ_BACK: dict[str, Callable[[int], Iterator[Known]]] = {
    "rooms": _known_rooms,
    "people": _known_people,
    "staff": _known_staff,
    "permissions": _known_permissions,
    "households": _known_households,
}
TABLES: dict[str, type[Reference]] = {
    "rooms": Room,
    "people": Person,
    "staff": Staff,
    "permissions": Permission,
    "households": Household,
}
LETTERS = {"rooms": "r", "people": "p", "staff": "u"}


def _rows(table: type[Reference], site: int, *names: str) -> Iterator[dict[str, Any]]:
    columns = [getattr(table, name) for name in ("id", "ref", *names)]
    query = select(*columns).where(table.site == site, table.deleted.is_(False))
    for row in db.session.execute(query).mappings():
        yield dict(row)


# What a new row is where the file says nothing.
USUAL: dict[str, dict[str, Any]] = {
    "rooms": {"tower": "", "floor": "", "sort": "flat", "ref": None},
    "people": {
        "role": people.USUAL,
        "phone": "",
        "moved_out": "",
        "channel": "",
        "address": "",
        "ref": None,
    },
    "staff": {"login": None, "ref": None, "tries": 0, "password_tries": 0},
    "permissions": dict.fromkeys(permissions.ASKED, "") | {"collects": False, "ref": None},
    "households": dict.fromkeys(wishes.COLUMNS, "") | {"call_first": False},
}
