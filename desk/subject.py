"""What the house keeps of one person who asks: found, handed over, erased.

The right of access and of erasure (GDPR 15 and 17, PIPL 45 and 47). Whoever answers tells people of
one name apart: nothing is chosen for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import force_locale, lazy_pgettext, pgettext
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select

from desk import blobs, disk, erasing, holds, hours, leavers, picture, subject_lists
from desk.db import db, write
from desk.exporting import titles
from desk.i18n import LOCALES
from desk.period import wall
from desk.reference import audit, setting
from desk.register import registers
from desk.searchkey import fold
from desk.sheets import Cell
from desk.tables import Journal, Person, Personal, Record, Room
from desk.time import now_ms

MOST = 200  # records on one screen
LISTED = {
    "name": lazy_pgettext("list", "Full name"),
    "role": lazy_pgettext("list", "Relation"),
    "lang": lazy_pgettext("list", "Language"),
    "phone": lazy_pgettext("list", "Phone"),
    "channel": lazy_pgettext("list", "Told by"),
    "address": lazy_pgettext("list", "Address"),
    "moved_out": lazy_pgettext("list", "Move-out date"),
    "ref": lazy_pgettext("list", "Code"),
}
Key = tuple[int, str]  # when a record was opened, and its id


@dataclass(frozen=True)
class Asked:
    """How somebody is looked for: by a part of a name, by signs of an ID or telephone, or both."""

    name: str
    signs: str


@dataclass(frozen=True)
class Chosen:
    """What was ticked as theirs: ids of records, of people on the estate's list, of other lines."""

    records: list[str]
    people: list[str]
    lines: list[str]


def find(site: int, asked: Asked) -> dict[str, Any]:
    """Return the records and the people of the estate's list that answer to a name or signs."""
    matched = _matched(site, asked)
    newest = [id for _opened, id in sorted(matched, reverse=True)[:MOST]]
    known = select(Record).where(Record.site == site, Record.id.in_(newest))
    rows = list(db.session.scalars(known.order_by(Record.opened.desc(), Record.id.desc())))
    kept = erasing.held(site, [row.id for row in rows])
    records = [
        {"id": row.id, "reg": row.reg, "no": row.no, "at": row.opened, "kept": row.id in kept,
         "said": " · ".join(sorted(matched[row.opened, row.id]))}
        for row in rows
    ]  # fmt: skip
    lines = subject_lists.find(site, asked.name) if asked.name and not asked.signs else []
    people, more = _people(site, asked), len(matched) - len(rows)
    return {"records": records, "people": people, "lines": lines, "more": more}


def _matched(site: int, asked: Asked) -> dict[Key, set[str]]:
    """Return by record the values that answer; where both were asked for, records with both."""
    wanted = [_like(asked.name)] if asked.name else []
    wanted += [_like(asked.signs)] if asked.signs else []
    each = [_values(site, one) for one in wanted]
    common = set.intersection(*(set(found) for found in each))
    return {key: set().union(*(found[key] for found in each)) for key in common}


def _like(text: str) -> ColumnElement[bool]:
    folded = fold(text)
    return or_(
        Personal.search.contains(folded, autoescape=True),
        func.lower(Personal.value).contains(text.lower(), autoescape=True),
    )


def _values(site: int, like: ColumnElement[bool]) -> dict[Key, set[str]]:
    query = (
        select(Record.opened, Record.id, Personal.value)
        .join(Journal, (Journal.site == Personal.site) & (Journal.id == Personal.entry))
        .join(Record, (Record.site == Personal.site) & (Record.id == Journal.rec))
        .where(Personal.site == site, Personal.field.not_in(_picture_fields()), like)
    )
    found: dict[Key, set[str]] = {}
    for opened, record, value in db.session.execute(query):
        found.setdefault((opened, record), set()).add(value)
    return found


def _people(site: int, asked: Asked) -> list[dict[str, Any]]:
    listed = [Person.site == site, Person.deleted.is_(False)]
    if asked.name:
        typed = Person.key.contains(fold(asked.name), autoescape=True)
        named = func.lower(Person.name).contains(asked.name.lower(), autoescape=True)
        listed.append(or_(typed, named))
    if asked.signs:
        listed.append(Person.phone.contains(asked.signs, autoescape=True))
    today = hours.today(now_ms(), setting(site, "zone"))
    query = select(Person, Room.name).outerjoin(
        Room, (Room.site == Person.site) & (Room.id == Person.room)
    )
    return [
        {"id": one.id, "name": one.name, "room": room or "", "role": one.role,
         "stays": leavers.stays(one, today), "left": one.moved_out}
        for one, room in db.session.execute(query.where(*listed).order_by(Person.name).limit(MOST))
    ]  # fmt: skip


def take_out(site: int, chosen: Chosen, lang: str, by: str, dev: str = "") -> list[list[Cell]]:
    """Return every value that is kept of what was ticked, as a table; the audit tells of it."""
    with write(site):
        audit(site, "subject.file", by, dev, **asdict(chosen))
    with force_locale(LOCALES[lang]):
        head = [_("Register"), _("Number"), _("Written"), _("What"), _("Value")]
        lists = [*_listed(site, chosen.people), *subject_lists.told(site, chosen.lines)]
        return [list(head), *lists, *_written(site, chosen.records)]


def moment(at: int, zone: str) -> str:
    """Return a moment in ms UTC as the site's clock showed it."""
    return f"{wall(at, zone):%Y-%m-%d %H:%M}"


def _listed(site: int, ids: Iterable[str]) -> Iterator[list[Cell]]:
    """Yield what the estate's list says of people, and which records name them as a host."""
    zone = setting(site, "zone")
    query = select(Person).where(Person.site == site, Person.id.in_(list(ids)))
    for person in db.session.scalars(query):
        room = db.session.get(Room, (site, person.room)) if person.room else None
        yield [_("People"), "", None, pgettext("list", "Room"), room.name if room else ""]
        for name, word in LISTED.items():
            if value := getattr(person, name):
                yield [_("People"), "", None, str(word), value]
        named = select(Record).where(Record.site == site, holds.names([person.id]))
        for record in db.session.scalars(named.order_by(Record.opened)):
            title = str(registers()[record.reg].title)
            yield [title, record.no, moment(record.opened, zone), _("Named as host"), person.name]


def _written(site: int, ids: list[str]) -> Iterator[list[Cell]]:
    """Yield every personal value that entries of the records hold, the oldest first."""
    zone = setting(site, "zone")
    query = (
        select(Record.reg, Record.no, Journal.recv, Personal.field, Personal.value)
        .join(Journal, (Journal.site == Personal.site) & (Journal.id == Personal.entry))
        .join(Record, Record.id == Journal.rec)
        .where(Personal.site == site, Record.site == site, Record.id.in_(ids))
        .order_by(Record.opened, Record.id, Journal.seq, Personal.field)
    )
    words = {name: titles(register) for name, register in registers().items()}
    taken = _picture_fields()
    for reg, no, at, field, value in db.session.execute(query):
        title = words[reg].get(field, field)
        found = picture.read(value) if field in taken else None
        said = picture.file_name(no, found.id, found.kind) if found else value
        yield [str(registers()[reg].title), no, moment(at, zone), title, said]


def pictures(site: int, chosen: Chosen) -> list[dict[str, str]]:
    """Return which blobs belong to what `take_out` tells, and what the table calls them."""
    query = select(Record.id, Record.no).where(Record.id.in_(list(chosen.records)))
    numbers: dict[str, str | None] = dict(db.session.execute(query).all())
    numbers |= dict.fromkeys(subject_lists.photos(site, chosen.lines))
    return [
        {"id": blob.id, "name": picture.file_name(numbers[blob.record], blob.id, blob.kind)}
        for blob in blobs.of_records(site, numbers)
    ]


def _picture_fields() -> set[str]:
    """Name the fields whose values are no words: nobody is found by a digest."""
    return {f.name for one in registers().values() for f in one.fields() if f.kind == "picture"}


def erase(site: int, chosen: Chosen, why: str, by: str, dev: str = "") -> dict[str, Any]:
    """Erase what was ticked; what a hold covers, and who still lives here, stays and is told."""
    known = set(
        db.session.scalars(
            select(Record.id).where(Record.site == site, Record.id.in_(chosen.records))
        )
    )
    kept, past = erasing.held(site, known), erasing.epochs(site)
    done = [asdict(erasing.wipe(site, id, past)) for id in sorted(known - kept)]
    with write(site) as row:
        disk.wipe_freed_pages()
        gone = leavers.forget(row, chosen.people, now_ms())
        lines = subject_lists.forget(row, chosen.lines)
        facts = {"records": done, "kept": sorted(kept), "people": gone, "lines": lines}
        id = audit(site, erasing.ASKED, by, dev, why=why, **facts).id
    disk.flush()
    return {
        "id": id,
        "gone": sum(one["gone"] for one in done),
        "records": len(done),
        "people": len(gone) + len(lines),
        "kept": len(kept),
        "stay": len(set(chosen.people)) - len(gone),
    }
