"""Print a record's document: gather what its paper shows, fill it, render it."""

from typing import Any

from sqlalchemy import or_, select

from desk.db import db
from desk.documents import Document, document_of, page, print_page
from desk.papers import Surroundings, Wish, copy_kind, scope
from desk.records import read
from desk.reference import settings
from desk.register import registers
from desk.tables import Person, Personal, Record, RecordPersonal, Room, Staff
from desk.time import now_ms

Wire = dict[str, Any]


class UnknownRecord(LookupError):
    """The site has no such record in this register."""


class NoPaper(LookupError):
    """The record is in a state that has no paper: nobody was let in."""


def render_pdf(register: str, name: str, record_id: str, site: int, wish: dict[str, str]) -> bytes:
    """Return a paper as PDF; `wish` may name `lang` and `paper`.

    Raises UnknownDocument, UnknownRecord, NoPaper, or desk.press.RenderError.
    """
    document = document_of(register, name)
    record = find(register, record_id, site)
    if record["state"] not in registers()[register].printed:
        raise NoPaper(record_id)
    known = settings(site)
    paper = wish.get("paper") or known["papers"].get(f"{register}.{name}", document.papers[0])
    html = filled(document, record, site, wish.get("lang") or known["paper_languages"][0], paper)
    return print_page(document, html, paper)


def find(register: str, record_id: str, site: int) -> Wire:
    """Return a record of this site and register. Raises UnknownRecord."""
    model = registers()[register].model
    found = read([model], Record.id == record_id, Record.site == site, Record.reg == register)
    if not found:
        raise UnknownRecord(record_id)
    return {**found[0].wire, "p": personal(record_id, site)}


def filled(document: Document, record: Wire, site: int, lang: str, paper: str) -> str:
    """Return the record's page; a copy two minutes after the first says that it is a reprint."""
    now = now_ms()
    # A register that keeps no first printing takes the paper to be as old as its record.
    again = copy_kind(record["f"].get("printed_at", record["at"]), now) == "reprint"
    around = surroundings(record, site)
    values = scope(record, around, Wish(lang, now if again else None))
    return page(document, values, around.settings["zone"], paper)


def personal(record_id: str, site: int) -> dict[str, str]:
    """Return the personal values that a record points to, purged ones left out."""
    here = (Personal.entry == RecordPersonal.entry) & (Personal.field == RecordPersonal.field)
    query = (
        select(Personal.field, Personal.value)
        .join(RecordPersonal, here)
        .where(RecordPersonal.record == record_id, Personal.site == site)
    )
    return dict(db.session.execute(query).all())


def surroundings(record: Wire, site: int) -> Surroundings:
    """Gather the rows that a record points to."""
    host = db.session.get(Person, (site, record["f"].get("host") or ""))
    room = db.session.get(Room, (site, record["room"] or ""))
    member = db.session.get(Staff, (site, record["f"].get("counterpart") or ""))
    return Surroundings(
        settings(site),
        host.name if host else "",
        room.name if room else "",
        party(record, site),
        member.name if member else "",
    )


def party(record: Wire, site: int) -> list[str]:
    """Return the numbers of the others of a party, in order."""
    if "party" not in record["f"]:
        return []
    lead = record["f"]["party"] or record["id"]
    model: Any = registers()[record["reg"]].model
    together = or_(model.id == lead, model.party == lead)
    query = select(model.no).where(model.site == site, together, model.id != record["id"])
    return sorted(number for number in db.session.scalars(query) if number)
