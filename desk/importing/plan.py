"""Say what bringing a file in would change; then change it, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select, update

from desk.admission import own_id
from desk.db import db, write
from desk.errors import Refusal
from desk.importing import headings, people, permissions, records, rooms, staff, wishes
from desk.importing.matching import Known, match
from desk.importing.problems import Problem
from desk.importing.sheet import Sheet, Unreadable
from desk.importing.there import LETTERS, READ_BACK, TABLES, USUAL
from desk.importing.wanted import Reading, Wanted, fresh, unique
from desk.reference import audit, setting
from desk.tables import Site, Staff
from desk.time import now_ms

KINDS = ("rooms", "people", "staff", "permissions", "households")


def kinds() -> tuple[str, ...]:
    """Name every kind of list: what devices need to know, then the registers' own."""
    return (*KINDS, *records.listed())


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
    at: tuple[int, int]  # the site's versions of reference rows and of its journal
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
    row = db.session.get_one(Site, site, populate_existing=True)
    at = (row.ver, row.seq)
    plan = Plan(kind, sheet, headed.unused, len(headed.lines), at, reading.problems)
    if kind in READERS:
        _make_rows(site, reading, options, plan)
    else:
        _make_records(site, reading, plan)
    order = {heading: place for place, heading in headed.columns.values()}
    plan.problems.sort(key=lambda problem: (problem.line, order.get(problem.column, 0)))
    return plan


def _make_rows(site: int, reading: Reading, options: Options, plan: Plan) -> None:
    """Plan what becomes of the rows that devices need to know."""
    kind = plan.kind
    wants = list(READERS[kind](site, reading, options, plan))
    known = list(READ_BACK[kind](site))
    found = match(wants, known)
    plan.same = _compare(plan, wants, found)
    if kind == "staff":
        _logins(site, plan, reading.headed.heading("login"))
    if kind == "permissions":
        plan.problems += permissions.moved(reading, wants, found)
        plan.notes = list(permissions.overlaps(reading, wants, found, known))


def _make_records(site: int, reading: Reading, plan: Plan) -> None:
    """Plan which lines become records of a register; one that is there is never written over."""
    if plan.lines > records.MOST:
        raise Unreadable("too_many", str(records.MOST))
    register = records.listed()[plan.kind]
    house = records.House.at(site, register, _homes(site, may_add=False))
    wants = list(unique(records.read(reading, house), reading, records.of(register)[0].same[0]))
    found = records.known(site, register, wants)
    plan.problems += records.too_late(reading, house, wants, found)
    for want, id, values in records.grouped(register, wants, found):
        code = {"ref": want.ref} if want.ref else {}
        plan.changes.append(Change(want.line, id, values | code, new=True))
    plan.same = len(found)
    other = [wants[at] for at, row in found.items() if records.differs(register, wants[at], row)]
    plan.notes = [Problem(one.line, "", "", "stands") for one in other]


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


def _households(site: int, reading: Reading, options: Options, plan: Plan) -> Iterator[Wanted]:
    yield from unique(wishes.read(reading, _homes(site, may_add=False)), reading, "room")


def _staff(site: int, reading: Reading, options: Options, plan: Plan) -> Iterator[Wanted]:
    lang = setting(site, "paper_languages")[0]
    yield from unique(staff.read(reading, lang, options.administers), reading, "name")


READERS: dict[str, Callable[[int, Reading, Options, Plan], Iterator[Wanted]]] = {
    "rooms": _rooms,
    "people": _people,
    "staff": _staff,
    "permissions": _permissions,
    "households": _households,
}


def _new_id(kind: str, values: dict[str, Any]) -> str:
    if kind == "households":
        return str(values["id"])
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


def carry_out(site_id: int, plan: Plan, op: str, dev: str) -> None:
    """Write a plan in one transaction; raise Refusal when it has problems or is out of date."""
    if plan.problems:
        raise Refusal("invalid", 409, field="file")
    usual_lang = setting(site_id, "paper_languages")[0]
    with write(site_id) as site:
        if (site.ver, site.seq if plan.kind not in TABLES else plan.at[1]) != plan.at:
            raise Refusal("busy", 503)
        told = {"added": plan.added, "changed": plan.changed, "rooms": len(plan.rooms)}
        if plan.kind in TABLES:
            _put(site, "rooms", plan.rooms, USUAL["rooms"])
            lang = {"lang": usual_lang} if plan.kind in ("people", "staff") else {}
            by = {"by": op} if plan.kind in ("permissions", "households") else {}
            _put(site, plan.kind, plan.changes, USUAL[plan.kind] | lang, by)
            audit(site_id, f"import.{plan.kind}", op, dev, lines=plan.lines, **told)
        else:
            register = records.listed()[plan.kind]
            records.enter(site, register, plan.changes, op, now_ms())
            facts = {"register": plan.kind, "lines": plan.lines, **told}
            audit(site_id, "import.records", op, dev, **facts)


def _put(
    site: Site,
    kind: str,
    changes: list[Change],
    usual: dict[str, Any],
    always: dict[str, Any] | None = None,
) -> None:
    """Write rows in bulk, each with the site's next version, as `reference.touch` would."""
    rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    ended = _ended(site, kind, [change.id for change in changes if change.new])
    for change in changes:
        site.ver += 1
        base = usual | {"deleted": False} if change.new else {}
        key = {"site": site.id, "id": change.id, "ver": site.ver}
        rows[change.new and change.id not in ended].append(
            base | change.values | (always or {}) | key
        )
    if rows[True]:
        db.session.execute(insert(TABLES[kind]), rows[True])
    if rows[False]:
        db.session.execute(update(TABLES[kind]), rows[False])


def _ended(site: Site, kind: str, ids: list[str]) -> set[str]:
    """Return the new rows whose id was used before: a home that asked for something once."""
    if kind != "households":
        return set()
    table = TABLES[kind]
    return set(db.session.scalars(select(table.id).where(table.site == site.id, table.id.in_(ids))))
