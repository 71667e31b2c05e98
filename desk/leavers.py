"""People of the estate's list who have left: what the list says of them goes, at last by itself.

Like a purged value, one who was erased is on a list beside the database: a restored backup is
rid of them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from desk import beside, disk, holds, hours
from desk.db import db, write
from desk.reference import audit, drop, setting
from desk.tables import Person, Site

LIST = "people"


def stays(person: Person, today: date) -> bool:
    """Tell whether the house still needs somebody on its list: until the day of their leaving."""
    return not person.moved_out or person.moved_out > today.isoformat()


def forget(site: Site, ids: Iterable[str], now: int) -> list[str]:
    """Erase, under the site's lock, who has left and is under no hold; return whom."""
    gone = [id for id in ids if _may(site.id, id, now)]
    for id in gone:
        _blank(site, db.session.get_one(Person, (site.id, id)))
    beside.note(site.id, LIST, gone)
    return gone


def again(site: int, now: int) -> int:
    """Erase once more who was ever erased, where a backup brought them back; return how many."""
    listed = set(beside.noted(site, LIST))
    query = select(Person.id).where(Person.site == site, Person.deleted.is_(False))
    back = list(db.session.scalars(query.where(Person.id.in_(listed))))
    if not back:
        return 0
    with write(site) as row:
        return len(forget(row, back, now))


def purge(site: int, now: int) -> int:
    """Erase who moved out longer ago than the setting says; return how many. `now` in ms UTC."""
    due = [id for id, left in leaving(site) if left <= last_day(site, now)]
    # A hold is looked at first: a day on which nobody may go writes nothing.
    if not any(_may(site, id, now) for id in due):
        return 0
    with write(site) as row:
        disk.wipe_freed_pages()
        gone = forget(row, due, now)
        audit(site, "person.purge", rows=gone)
    return len(gone)


def leaving(site: int) -> list[tuple[str, str]]:
    """Return everybody who moved out or will, with the day YYYY-MM-DD."""
    query = select(Person.id, Person.moved_out).where(
        Person.site == site, Person.deleted.is_(False), Person.moved_out != ""
    )
    return [(row.id, row.moved_out) for row in db.session.execute(query)]


def last_day(site: int, now: int) -> str:
    """Return the last day of moving out whose people the list need not remember."""
    today = hours.today(now, setting(site, "zone"))
    return (today - timedelta(days=int(setting(site, "leaver_days")))).isoformat()


def _may(site: int, id: str, now: int) -> bool:
    person = db.session.get(Person, (site, id))
    if person is None or person.deleted or holds.person_held(site, id, now):
        return False
    return not stays(person, hours.today(now, setting(site, "zone")))


def _blank(site: Site, person: Person) -> None:
    """Take every word out of a row; its mark tells devices to forget it."""
    person.name = person.key = person.channel = person.address = ""
    person.phone = person.ref = None
    drop(site, person)
