"""Say what bringing a file in would change; then change it, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select, update

from desk.admission import own_id
from desk.db import db, write
from desk.errors import Refusal
from desk.importing import headings, people, permissions, rooms, staff
from desk.importing.matching import Known, match
from desk.importing.problems import Problem
from desk.importing.sheet import Sheet, Unreadable
from desk.importing.wanted import Reading, Wanted, fresh, unique
from desk.reference import audit, setting
from desk.tables import Permission, Person, Reference, Room, Site, Staff

KINDS = ("rooms", "people", "staff", "permissions")


@dataclass(frozen=True)
class Change:
    """One row to add, or to change where it differs."""

    line: int
    id: str
    values: dict[str, Any]
    new: bool


@dataclass
class Plan:
    """What a file would do: its problems, or its changes."""

    kind: str
    sheet: Sheet
    unused: tuple[str, ...]
    lines: int
    ver: int
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)  # what is odd and goes in all the same
    rooms: list[Change] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: int = 0

    @property
    def added(self) -> int:
        """Return how many rows are new."""
        return sum(change.new for change in self.changes)

    @property
    def changed(self) -> int:
        """Return how many rows differ from what is there."""
        return len(self.changes) - self.added


@dataclass(frozen=True)
class Options:
    """What whoever brings a file in wants: rooms made that are missing; may they administer."""

    make_rooms: bool = False
    administers: bool = False


def make(site: int, kind: str, sheet: Sheet, options: Options) -> Plan:
    """Read a sheet against what is there; raise Unreadable when it is no list of this kind."""
    headed = headings.recognise(kind, sheet)
    if not headed.lines:
        raise Unreadable("empty")
    reading = Reading(headed)
    ver = db.session.get_one(Site, site, populate_existing=True).ver
    plan = Plan(kind, sheet, headed.unused, len(headed.lines), ver, reading.problems)
    wants = list(READERS[kind](site, reading, options, plan))
    known = list(READ_BACK[kind](site))
    found = match(wants, known)
    plan.same = _compare(plan, wants, found)
    if kind == "staff":
        _logins(site, plan, headed.heading("login"))
    if kind == "permissions":
        plan.problems += permissions.moved(reading, wants, found)
        plan.notes = list(permissions.overlaps(reading, wants, found, known))
    order = {heading: place for place, heading in headed.columns.values()}
    plan.problems.sort(key=lambda problem: (problem.line, order.get(problem.column, 0)))
    return plan


def _rooms(site: int, reading: Reading, options: Options, plan: Plan) -> Iterator[Wanted]:
    yield from unique(rooms.read(reading), reading, "name")


def _people(site: int, reading: Reading, options: Options, plan: Plan) -> Iterator[Wanted]:
    homes = _homes(site, options.make_rooms)
    lang = setting(site, "paper_languages")[0]
    yield from unique(people.read(reading, homes, lang), reading, "name")
    plan.rooms = [
        Change(0, id, {"name": name, "tower": tower}, new=True)
        for id, name, tower in homes.added.values()
    ]


def _homes(site: int, may_add: bool) -> people.Rooms:
    known: dict[str, list[str]] = {}
    for row in READ_BACK["rooms"](site):
        known.setdefault(rooms.place(row.values["name"]), []).append(row.id)
    return people.Rooms(known, may_add, {})


def _permissions(site: int, reading: Reading, options: Options, plan: Plan) -> Iterator[Wanted]:
    homes = _homes(site, may_add=False)
    yield from unique(permissions.read(reading, homes), reading, "name")


def _staff(site: int, reading: Reading, options: Options, plan: Plan) -> Iterator[Wanted]:
    lang = setting(site, "paper_languages")[0]
    yield from unique(staff.read(reading, lang, options.administers), reading, "name")


READERS: dict[str, Callable[[int, Reading, Options, Plan], Iterator[Wanted]]] = {
    "rooms": _rooms,
    "people": _people,
    "staff": _staff,
    "permissions": _permissions,
}


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


READ_BACK: dict[str, Callable[[int], Iterator[Known]]] = {
    "rooms": _known_rooms,
    "people": _known_people,
    "staff": _known_staff,
    "permissions": _known_permissions,
}
TABLES: dict[str, type[Reference]] = {
    "rooms": Room,
    "people": Person,
    "staff": Staff,
    "permissions": Permission,
}
LETTERS = {"rooms": "r", "people": "p", "staff": "u"}


def _rows(table: type[Reference], site: int, *names: str) -> Iterator[dict[str, Any]]:
    columns = [getattr(table, name) for name in ("id", "ref", *names)]
    query = select(*columns).where(table.site == site, table.deleted.is_(False))
    for row in db.session.execute(query).mappings():
        yield dict(row)


def _new_id(kind: str, values: dict[str, Any]) -> str:
    return own_id(values["room"]) if kind == "permissions" else fresh(LETTERS[kind])


def _compare(plan: Plan, wants: list[Wanted], found: dict[int, Known]) -> int:
    """Turn wishes into changes; return how many change nothing."""
    for place, want in enumerate(wants):
        values = want.values | ({"ref": want.ref} if want.ref else {})
        row = found.get(place)
        if row is None:
            plan.changes.append(Change(want.line, _new_id(plan.kind, values), values, new=True))
        elif other := {
            key: new for key, new in values.items() if (row.values[key] or "") != (new or "")
        }:
            plan.changes.append(Change(want.line, row.id, other, new=False))
    return len(wants) - len(plan.changes)


def _logins(site: int, plan: Plan, heading: str) -> None:
    """Let nobody take a user name that somebody else signs in by."""
    wanted = {c.values["login"]: c for c in plan.changes if c.values.get("login")}
    taken = select(Staff.site, Staff.id, Staff.login).where(Staff.login.in_(wanted))
    for where, who, login in db.session.execute(taken):
        if (where, who) != (site, wanted[login].id):
            line = wanted[login].line
            plan.problems.append(Problem(line, heading, str(login), "login_taken"))


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
}


def carry_out(site_id: int, plan: Plan, op: str, dev: str) -> None:
    """Write a plan in one transaction; raise Refusal when it has problems or is out of date."""
    if plan.problems:
        raise Refusal("invalid", 409, field="file")
    usual_lang = setting(site_id, "paper_languages")[0]
    with write(site_id) as site:
        if site.ver != plan.ver:
            raise Refusal("busy", 503)
        _put(site, "rooms", plan.rooms, USUAL["rooms"])
        lang = {"lang": usual_lang} if plan.kind in ("people", "staff") else {}
        by = {"by": op} if plan.kind == "permissions" else {}
        _put(site, plan.kind, plan.changes, USUAL[plan.kind] | lang, by)
        told = {"added": plan.added, "changed": plan.changed, "rooms": len(plan.rooms)}
        audit(site_id, f"import.{plan.kind}", op, dev, lines=plan.lines, **told)


def _put(
    site: Site,
    kind: str,
    changes: list[Change],
    usual: dict[str, Any],
    always: dict[str, Any] | None = None,
) -> None:
    """Write rows in bulk, each with the site's next version, as `reference.touch` would."""
    rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for change in changes:
        site.ver += 1
        base = usual | {"deleted": False} if change.new else {}
        key = {"site": site.id, "id": change.id, "ver": site.ver}
        rows[change.new].append(base | change.values | (always or {}) | key)
    if rows[True]:
        db.session.execute(insert(TABLES[kind]), rows[True])
    if rows[False]:
        db.session.execute(update(TABLES[kind]), rows[False])
