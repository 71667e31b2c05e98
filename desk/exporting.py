"""A register as a table: every column that it declares, in a reader's words and the site's time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, tuple_

from desk import lines, records
from desk.db import db, write
from desk.forms import DeskField, ReferenceField, outline
from desk.i18n import LOCALES
from desk.period import Period, wall
from desk.records import BASE, Condition, Stored
from desk.reference import audit
from desk.register import Register
from desk.sheets import Cell
from desk.tables import Journal, Person, Personal, Record, Room, Staff

BATCH = 500
FLAGS = {
    "conflict": _l("Two desks disagreed"),
    "invalid": _l("Something was not filled in well"),
    "not_allowed": _l("Done by someone without the right"),
    "rule_broken": _l("A house rule was not kept"),
    "number_reused": _l("The number was used twice"),
    "clock": _l("The tablet’s clock was wrong"),
    "pass_invalid": _l("The invitation did not hold"),
    "host_moved_out": _l("Whom they visited had moved out"),
    "possible_duplicate": _l("May have been entered twice"),
    "late": _l("Handed in more than a week late"),
}
REFERENCES: Mapping[str, type[Room | Person | Staff]] = {
    "room": Room, "person": Person, "staff": Staff,
}  # fmt: skip
Names = Mapping[tuple[str, str], str]
TWICE = "twice"  # the kind of name that second slips give to the one that stays


@dataclass(frozen=True)
class Column:
    """One column: its heading, and what stands in it for a record; names by kind and id."""

    title: str
    cell: Callable[[Stored, Names], Cell]


@dataclass(frozen=True)
class Wish:
    """What is asked for: records opened in a period, with their personal values or without."""

    site: int
    register: Register
    period: Period
    lang: str
    personal: bool


def count(wish: Wish) -> int:
    """Return how many lines there will be."""
    query = select(func.count()).select_from(BASE).where(*_asked(wish))
    return db.session.scalar(query) or 0


def table(wish: Wish) -> Iterator[list[Cell]]:
    """Yield the headings, then a line for each record, the oldest first."""
    with force_locale(LOCALES[wish.lang]):
        found = columns(wish)
        gone = _("(erased)")
    yield [column.title for column in found]
    for batch in _batches(wish):
        names = _names(wish, batch)
        if wish.personal:
            _fill(wish, batch, gone)
        for record in batch:
            yield [column.cell(record, names) for column in found]


def columns(wish: Wish) -> list[Column]:
    """Return the columns in the language that is set: what every record has, then its own."""
    register, zone = wish.register, wish.period.zone
    states = {state.name: str(state.title) for state in register.states}
    flags = {name: str(word) for name, word in FLAGS.items()}
    asked, without = _asked_fields(register), _of_pairs(register)
    wanted = [field for field in asked.values() if field.name not in without]
    shown = [field for field in wanted if wish.personal or not _tells_who(field)]
    rest = [n for n in records.fields(register.model) if n not in asked and n not in without]
    return [
        Column(_("Number"), lambda r, _n: r.wire["no"]),
        Column(_("State"), lambda r, _n: _said(r.wire["state"], states)),
        Column(_("Begun"), lambda r, _n: _moment(r.wire["at"], zone)),
        Column(_("Ended"), lambda r, _n: _moment(r.wire["end"], zone)),
        Column(_("Room"), lambda r, n: n.get(("room", r.wire["room"] or ""), r.wire["room"])),
        *[_field(field, asked.values()) for field in shown if field.personal or not field.each],
        *[_own(register, name, zone) for name in rest],
        *([Column(_("Also entered as"), _second_numbers)] if register.alike else []),
        Column(_("Flags"), lambda r, _n: ", ".join(flags.get(f, f) for f in r.wire["flags"])),
    ]


def _of_pairs(register: Register) -> set[str]:
    """Name the fields that only records hold which are not exported: those that were merged."""
    if register.alike is None:
        return set()
    merging = [action for action in register.actions if register.alike.merges(action)]
    merged = {name for action in merging for name in action.row["set"]}
    return {register.alike.twin, *merged}


def _second_numbers(record: Stored, names: Names) -> Cell:
    return names.get((TWICE, record.wire["id"]))


def _asked_fields(register: Register) -> dict[str, DeskField]:
    """Return what the register's forms ask and its records keep, by name."""
    typed = set(records.fields(register.model))
    forms = [register.form, *(action.form for action in register.actions if action.form)]
    found: dict[str, DeskField] = {}
    for form in forms:
        for field in outline(form):
            kept = field.personal and field.kept and field.kind != "picture"
            if field.name in typed or field.each or kept:
                found.setdefault(field.name, field)
    return found


def titles(register: Register) -> dict[str, str]:
    """Return what forms call their fields, by name, in the language that is set."""
    forms = [action.form for action in register.table.values() if action.form]
    return {f.name: str(f.label.text) for form in reversed(forms) for f in outline(form)}


def _tells_who(field: DeskField) -> bool:
    return field.personal or (isinstance(field, ReferenceField) and field.of == "person")


def _field(field: DeskField, asked: Iterable[DeskField]) -> Column:
    """Return the column of something that a form asks; of lines, all that is not personal."""
    name, title = field.name, str(field.label.text)
    if field.kind == "lines":
        parts = [one for one in asked if one.each == name and not one.personal]
        return Column(title, lambda r, _n: "\n".join(_lines(r.wire["f"], name, parts)))
    if field.personal:
        return Column(title, lambda r, _n: r.wire["p"].get(name))
    if isinstance(field, ReferenceField):
        of = field.of
        return Column(title, lambda r, n: n.get((of, str(r.wire["f"][name])), r.wire["f"][name]))
    words = _words(field)
    return Column(title, lambda r, _n: _said(r.wire["f"][name], words))


def _lines(values: Mapping[str, Any], each: str, parts: list[DeskField]) -> Iterator[str]:
    for number in lines.numbers(each, values):
        said = ((values.get(lines.placed(each, number, one.name)), one) for one in parts)
        yield " ".join(str(_said(value, _words(one))) for value, one in said if value is not None)


def _words(field: DeskField) -> dict[str, str]:
    if field.kind == "check":
        return {"yes": _("Yes")}
    return {value: str(word) for value, word in getattr(field, "choices", ())}


def _said(value: Any, words: Mapping[str, str]) -> Cell:
    """Put words to a value; of several, each its own."""
    if not isinstance(value, str):
        return value if value is None or isinstance(value, int) else str(value)
    return ", ".join(words.get(one, one) for one in value.split("\n"))


def _own(register: Register, name: str, zone: str) -> Column:
    """Return a column that no form asks: a time is headed by the action that sets it."""
    lapses = (one.action for one in register.lapses)
    setters = [a for a in (*register.table.values(), *lapses) if name in a.row["set"]]
    setter = min(setters, key=lambda action: len(action.row["set"]), default=None)
    title = str(setter.title) if setter else name
    if name.endswith("_at"):
        return Column(title, lambda r, _n: _moment(r.wire["f"][name], zone))
    return Column(title, lambda r, _n: r.wire["f"][name])


def _moment(at: Any, zone: str) -> Cell:
    return wall(at, zone) if isinstance(at, int) else None


def _asked(wish: Wish) -> tuple[Condition, ...]:
    """Say which records are asked for; whoever was entered twice is there once."""
    period, alike = wish.period, wish.register.alike
    return (
        *([Record.state != alike.merged] if alike else []),
        Record.site == wish.site,
        Record.reg == wish.register.name,
        Record.opened >= period.begin,
        Record.opened < period.end,
    )


def note(wish: Wish, kind: str, by: str, dev: str) -> None:
    """Keep a line in the audit before anything leaves the house."""
    days = {"from": str(wish.period.first), "to": str(wish.period.last)}
    facts = {"register": wish.register.name, "kind": kind, "personal": wish.personal, **days}
    with write(wish.site):
        audit(wish.site, "export", by, dev, **facts)


def _batches(wish: Wish) -> Iterator[list[Stored]]:
    """Read the records in pieces, so that a large house needs no large memory."""
    order, after = (Record.opened, Record.id), (wish.period.begin, "")
    while True:
        newer = tuple_(*order) > tuple_(*after)
        asked = (*_asked(wish), newer)
        batch = records.read([wish.register.model], *asked, order=order, limit=BATCH)
        if batch:
            yield batch
        if len(batch) < BATCH:
            return
        after = (batch[-1].wire["at"], batch[-1].wire["id"])


def _names(wish: Wish, batch: list[Stored]) -> Names:
    """Return the names of what the records point to: rooms, people, other records' numbers."""
    fields = [f for f in _asked_fields(wish.register).values() if isinstance(f, ReferenceField)]
    wanted: dict[str, set[str]] = {"room": {r.wire["room"] for r in batch if r.wire["room"]}}
    for field in fields:
        if wish.personal or not _tells_who(field):
            found = {str(value) for r in batch if (value := r.wire["f"].get(field.name))}
            wanted.setdefault(field.of, set()).update(found)
    names: dict[tuple[str, str], str] = {}
    for kind in wanted.keys() & {"record", *REFERENCES}:
        for id, name in db.session.execute(_naming(wish.site, kind, wanted[kind])):
            names[kind, id] = name
    return names | _second(wish.register, [record.wire["id"] for record in batch])


def _second(register: Register, ids: list[str]) -> dict[tuple[str, str], str]:
    """Return the numbers of what was merged into records."""
    if register.alike is None:
        return {}
    stays = records.own(register.model).c[register.alike.into]
    query = select(stays, BASE.c.no).join_from(records.own(register.model), BASE)
    found: dict[tuple[str, str], str] = {}
    for id, no in db.session.execute(query.where(stays.in_(ids)).order_by(BASE.c.opened)):
        found[TWICE, id] = ", ".join(filter(None, (found.get((TWICE, id)), no)))
    return found


def _naming(site: int, kind: str, ids: set[str]) -> Any:
    if kind == "record":
        return select(Record.id, Record.no).where(Record.site == site, Record.id.in_(ids))
    model = REFERENCES[kind]
    return select(model.id, model.name).where(model.site == site, model.id.in_(ids))


def _fill(wish: Wish, batch: list[Stored], gone: str) -> None:
    """Put in the personal values, and where one is no more, a word that says so."""
    pointers = records.pointers(record.wire["id"] for record in batch)
    kept = {name for name, field in _asked_fields(wish.register).items() if field.personal}
    said = _committed(wish.site, [record.wire["id"] for record in batch])
    entries = {entry for known in pointers.values() for entry in known.values()}
    entries |= {entry for pairs in said.values() for entry, _field in pairs}
    held = _held(wish.site, entries)
    for record in batch:
        known = pointers.get(record.wire["id"], {})
        values = {f: held[e, f] for f, e in known.items() if (e, f) in held}
        lost = {f for e, f in said[record.wire["id"]] if f in kept and (e, f) not in held}
        record.wire["p"] = {**dict.fromkeys(lost, gone), **values}


def _committed(site: int, ids: list[str]) -> dict[str, set[tuple[str, str]]]:
    """Return by record which entries sealed which fields."""
    query = select(Journal.rec, Journal.id, Journal.body)
    found: dict[str, set[tuple[str, str]]] = {id: set() for id in ids}
    here = (Journal.site == site, Journal.rec.in_(ids))
    for record, entry, body in db.session.execute(query.where(*here)):
        sealed = json.loads(body or "{}").get("pc", {})
        found[str(record)].update((entry, field) for field in sealed)
    return found


def _held(site: int, entries: set[str]) -> dict[tuple[str, str], str]:
    query = select(Personal.entry, Personal.field, Personal.value)
    here = (Personal.site == site, Personal.entry.in_(entries))
    return {(e, f): value for e, f, value in db.session.execute(query.where(*here))}
