"""Lines that become records of a register: read by its form, found again, entered by the house."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask_babel import force_locale
from sqlalchemy import insert, select

from desk import forms, house_hand, judging
from desk.admission import this_day
from desk.db import db
from desk.forms import ChoiceField, DeskField, ReferenceField
from desk.i18n import LOCALES
from desk.ids import uuid7
from desk.importing.headings import bare
from desk.importing.people import Rooms
from desk.importing.permissions import APART, hour, weekdays, yes
from desk.importing.problems import Problem
from desk.importing.rooms import named
from desk.importing.values import CODE_LIMIT, Bad, day, one_line, room, said
from desk.importing.wanted import Key, Reading, Wanted
from desk.listing import Listing
from desk.register import Register, registers
from desk.settings import DAYS
from desk.tables import ListedRecord, Person, Personal, Record, RecordPersonal, Site

LONGEST = 2000  # signs; how long a field may be, its form says
MOST = 5000  # lines: each is signed
FAULTS = {
    "required": "required", "required_if": "required", "length": "too_long",
    "one_of": "unknown_word", "after": "ends_first",
}  # fmt: skip


def listed() -> dict[str, Register]:
    """Return the registers that take lists in, by name."""
    return {name: one for name, one in registers().items() if one.lists}


def of(register: Register) -> tuple[Listing, type[forms.Form]]:
    """Return what a register takes in, and the form that a line fills; raise LookupError."""
    action = register.lists
    if action is None or action.listing is None:
        raise LookupError(register.name)
    return action.listing, action.form or register.form


@dataclass
class House:
    """What lines are held against: rooms, who is visited, the day."""

    register: Register
    rooms: Rooms
    today: str
    people: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def at(cls, site: int, register: Register, rooms: Rooms) -> House:
        """Read who lives where: room and bare name -> id and day of moving out."""
        house = cls(register, rooms, this_day(site))
        columns = (Person.room, Person.name, Person.id, Person.moved_out)
        query = select(*columns).where(Person.site == site, Person.deleted.is_(False))
        for home, name, id, left in db.session.execute(query):
            house.people.setdefault((home or "", bare(name)), []).append((id, left))
        return house


def read(reading: Reading, house: House) -> Iterator[Wanted]:
    """Yield a record for each line that can be read and that the form takes."""
    listing, form = of(house.register)
    for line in reading.lines():
        tower = reading.value("tower", one_line, "")
        ref = reading.value("ref", lambda text: one_line(text, CODE_LIMIT), "")
        values = {row.name: _value(reading, house, row, tower) for row in forms.outline(form)}
        _complete(reading, house, listing, values)
        group = reading.value("group", one_line, "") if listing.group else ""
        _judge(reading, form, values)
        if not reading.faulty:
            kept = {name: value for name, value in values.items() if value} | {"group": group}
            yield Wanted(line.number, kept, ref, (_key(listing, kept),))


def _value(reading: Reading, house: House, row: DeskField, tower: str) -> Any:
    """Return what stands in the column of a field, in the shape that its form posts."""
    if isinstance(row, ReferenceField):
        if row.of != "room":
            return reading.value(row.name, one_line, "") if row.of == "person" else ""
        name = named(tower, reading.value(row.name, room, ""))
        return house.rooms.find(reading, name, tower) if name else ""
    empty: str | list[str] = ""
    return reading.value(row.name, lambda text: spelled(row, text), empty)


def spelled(row: DeskField, text: str) -> str | list[str]:
    """Return a cell's text as a field holds it; raise Bad."""
    readers: dict[str, Callable[[str], str | list[str]]] = {
        "date": day,
        "time": hour,
        "check": lambda given: "yes" if yes(given) else "",
        "choices": lambda given: several(row, given),
        "choice": lambda given: said(given, words(row), ""),
    }
    read_so = readers.get(row.kind)
    return read_so(text) if read_so else one_line(text, LONGEST)


def several(row: DeskField, text: str) -> list[str]:
    """Return several of a field's choices; the days of a week as people write them. Raise Bad."""
    known = words(row)
    if set(known.values()) == set(DAYS):
        return [DAYS[int(digit) - 1] for digit in weekdays(text)]
    found = [known.get(bare(one), "") for one in APART.split(one_line(text)) if one]
    if not all(found):
        raise Bad("unknown_word")
    return found


@cache
def words(row: DeskField) -> dict[str, str]:
    """Return a field's choices by their words in the four languages, folded; none of another."""
    if not isinstance(row, ChoiceField):
        return {}
    known = {bare(value): value for value, _ in row.choices}
    for locale in LOCALES.values():
        with force_locale(locale):
            known |= {bare(str(word)): value for value, word in row.choices}
    return known


def _complete(reading: Reading, house: House, listing: Listing, values: dict[str, Any]) -> None:
    """Fill in what a line leaves to the house: who is visited, ticks, what is usual."""
    for who, name in listing.named.items():
        _visited(reading, house, values, (who, name))
    for tick, others in listing.implied.items():
        if not reading.cells.get(tick) and any(values[other] for other in others):
            values[tick] = "yes"
    for name, usual in listing.usual.items():
        values[name] = values[name] or usual


def _visited(reading: Reading, house: House, values: dict[str, Any], ask: tuple[str, str]) -> None:
    """Find somebody of the room by name; a stranger stays a name, who moved out is told."""
    who, name = ask
    listing, _ = of(house.register)
    given, column = (values[who], who) if values[who] else (values[name], name)
    found = house.people.get((values["room"], bare(given)), []) if given else []
    stay = [id for id, left in found if not left or left > (values[listing.begins] or house.today)]
    if found and not stay:
        reading.bad(column, "moved_out")
    values[who], values[name] = (stay[0], "") if stay else ("", given)


def _judge(reading: Reading, form: type[forms.Form], values: dict[str, Any]) -> None:
    """Let the form say what it would say at the desk."""
    fills = {name: value for name, value in values.items() if value}
    told = {one.column for one in reading.problems if one.line == reading.line.number}
    for name, failed in judging.check(form, fills).items():
        if reading.headed.heading(name) not in told:
            reading.bad(name, FAULTS.get(failed[0][0], "not_taken"))


def _key(listing: Listing, values: dict[str, Any]) -> Key:
    return tuple(bare(str(values.get(name) or "")) for name in listing.same)


@dataclass(frozen=True)
class There:
    """A record that is there: its values, personal ones too."""

    id: str
    values: dict[str, Any]


def known(site: int, register: Register, wants: list[Wanted]) -> dict[int, There]:
    """Return the records that lines are about, by the line's place: by code, then by `same`."""
    refs = _refs(site, register, [want.ref for want in wants if want.ref])
    listing, _ = of(register)
    days = {str(want.values[listing.begins]) for want in wants}
    column = getattr(register.model, listing.begins)
    rows = _records(site, register, column.in_(days) | Record.id.in_(refs.values()))
    by_id = {row.id: row for row in rows}
    by_key: dict[Key, list[There]] = {}
    for row in rows:
        by_key.setdefault(_key(listing, row.values), []).append(row)
    found = {at: by_id.pop(refs[w.ref]) for at, w in enumerate(wants) if refs.get(w.ref) in by_id}
    called = set(refs.values())
    for at, want in enumerate(wants):
        free = [row for row in by_key.get(want.keys[0], ()) if row.id in by_id]
        # Two people whom another system knows as two are two here.
        fits = [row for row in free if not (want.ref and row.id in called)]
        if at not in found and fits:
            found[at] = by_id.pop(fits[0].id)
    return found


def _refs(site: int, register: Register, refs: list[str]) -> dict[str, str]:
    here = (ListedRecord.site == site) & (ListedRecord.reg == register.name)
    query = select(ListedRecord.ref, ListedRecord.record).where(here, ListedRecord.ref.in_(refs))
    return {row.ref: row.record for row in db.session.execute(query)} if refs else {}


def _records(site: int, register: Register, which: Any) -> list[There]:
    """Read records with their personal values; what was taken back is as if it never was."""
    query = select(register.model).where(Record.site == site, which, Record.state != "taken_back")
    rows = {row.id: row for row in db.session.scalars(query)}
    private: dict[str, dict[str, str]] = {}
    told = (
        select(RecordPersonal.record, Personal.field, Personal.value)
        .join(
            Personal,
            (Personal.entry == RecordPersonal.entry) & (Personal.field == RecordPersonal.field),
        )
        .where(Personal.site == site, RecordPersonal.record.in_(rows))
    )
    for record, name, value in db.session.execute(told) if rows else ():
        private.setdefault(record, {})[name] = value
    _, form = of(register)
    asked = [row.name for row in forms.outline(form) if not row.personal]
    return [
        There(id, {n: getattr(row, n, None) for n in asked} | private.get(id, {}))
        for id, row in rows.items()
    ]


def differs(register: Register, want: Wanted, row: There) -> bool:
    """Tell whether a list says of a record anything else than the house does."""
    listing, _ = of(register)
    said = {name: value for name, value in want.values.items() if name not in {"group"}}
    flat = {n: ",".join(v) if isinstance(v, list) else v for n, v in said.items()}
    usual = set(listing.usual)
    return any(str(row.values.get(n) or "") != v for n, v in flat.items() if n not in usual)


def too_late(
    reading: Reading, house: House, wants: list[Wanted], found: dict[int, There]
) -> Iterator[Problem]:
    """Name the new lines whose last day is over."""
    listing, _ = of(house.register)
    heading = reading.headed.heading(listing.begins)
    for at, want in enumerate(wants):
        last = str(want.values.get(listing.ends) or want.values[listing.begins])
        if at not in found and last < house.today:
            yield Problem(want.line, heading, last, "past")


def grouped(
    register: Register, wants: list[Wanted], found: dict[int, There]
) -> list[tuple[Wanted, str, dict[str, Any]]]:
    """Return each new line with its record's id and values; who belongs together is linked."""
    listing, _ = of(register)
    heads: dict[str, str] = {}
    for at, row in found.items():
        if group := wants[at].values["group"]:
            heads.setdefault(group, str(row.values.get(listing.group) or row.id))
    made = []
    for at, want in enumerate(wants):
        if at in found:
            continue
        values = {name: value for name, value in want.values.items() if name != "group"}
        id, group = uuid7(), want.values["group"]
        if group and (head := heads.setdefault(group, id)) != id:
            values[listing.group] = head
        made.append((want, id, values))
    return made


def enter(site: Site, register: Register, changes: list[Any], op: str, recv: int) -> None:
    """Enter the new records into the journal under the site's lock, and remember their codes."""
    action = register.lists
    if action is None:
        raise LookupError(register.name)
    deeds = []
    for change in changes:
        values = {name: value for name, value in change.values.items() if name != "ref"}
        deeds.append(house_hand.Deed(register, action, change.id, values))
    house_hand.write_down(site, deeds, op, recv)
    refs = [
        {"site": site.id, "reg": register.name, "ref": c.values["ref"], "record": c.id}
        for c in changes
        if c.values.get("ref")
    ]
    if refs:
        db.session.execute(insert(ListedRecord), refs)
