"""Write down what a home says about who comes in, and whom the house does not admit."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from desk import beside, blobs, disk, picture
from desk.body import text
from desk.db import db, write
from desk.errors import Refusal
from desk.hours import today
from desk.reference import audit, drop, setting, touch
from desk.tables import Barred, Household, Permission, Room
from desk.tables.admission import Said
from desk.text import clean
from desk.time import now_ms

HOUR = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
LONGEST = {"aliases": 300, "looks": 300, "words": 300, "collectors": 300, "reason": 500}
DAYS = "1234567"
LIST = "lines"  # of what was forgotten: table, id, when (ms)
# What is kept of whom when it is over: nothing but the row's end.
PERSONAL: dict[type[Said], tuple[str, ...]] = {
    Permission: ("name", "relation", "note", "photo"),
    Household: ("collectors", "words"),
    Barred: ("name", "aliases", "looks", "plate", "reason"),
}
Row = TypeVar("Row", Permission, Household, Barred)
Facts = dict[str, Any]


def permission(data: Facts) -> Facts:
    """Read what was posted of a permission; raise Refusal naming the field."""
    found: Facts = {
        **{name: line(data, name) for name in ("relation", "note")},
        **{name: day(data, name) for name in ("since", "until")},
        **{name: hour(data, name) for name in ("opens", "closes")},
        "name": line(data, "name", least=1),
        "days": weekdays(data),
        "collects": data.get("collects") == "yes",
    }
    # A form without the field leaves the photo as it is.
    if "photo" in data:
        found["photo"] = photo(data)
    in_order(found, "since", "until")
    if found["opens"] and found["closes"] and found["closes"] <= found["opens"]:
        raise Refusal("invalid", 400, field="closes")
    return found


def household(data: Facts) -> Facts:
    """Read what was posted of a home's wishes; raise Refusal naming the field."""
    found = {
        **{name: line(data, name) for name in ("collectors", "words")},
        **{name: day(data, name) for name in ("away_from", "away_until")},
        "call_first": data.get("call_first") == "yes",
        "quiet_from": hour(data, "quiet_from"),
    }
    if found["away_until"] and not found["away_from"]:
        raise Refusal("invalid", 400, field="away_from")
    in_order(found, "away_from", "away_until")
    return found


def barred(data: Facts) -> Facts:
    """Read what was posted of whom not to admit: never without reason and end. Raise Refusal."""
    names = ("aliases", "looks", "plate", "room")
    found = {
        **{name: line(data, name) for name in names},
        "name": line(data, "name", least=1),
        "reason": line(data, "reason", least=1),
        "until": day(data, "until"),
    }
    if not found["until"]:
        raise Refusal("invalid", 400, field="until")
    return found


def line(data: Facts, name: str, least: int = 0) -> str:
    """Return a cleaned text; raise Refusal."""
    found = clean(text(data, name, LONGEST.get(name, 200), least))
    if len(found) < least:
        raise Refusal("invalid", 400, field=name)
    return found


def photo(data: Facts) -> str:
    """Return what names a picture, empty for none; raise Refusal."""
    given = text(data, "photo", 200, 0)
    if given and picture.read(given) is None:
        raise Refusal("invalid", 400, field="photo")
    return given


def day(data: Facts, name: str) -> str:
    """Return a day YYYY-MM-DD, empty for none; raise Refusal."""
    given = text(data, name, 10, 0)
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError as fault:
        raise Refusal("invalid", 400, field=name) from fault


def hour(data: Facts, name: str) -> str:
    """Return HH:MM, empty for none; raise Refusal."""
    given = text(data, name, 5, 0)
    if given and not HOUR.fullmatch(given):
        raise Refusal("invalid", 400, field=name)
    return given


def weekdays(data: Facts) -> str:
    """Return days as digits in order, empty for every day; raise Refusal."""
    given = data.get("days", [])
    if not isinstance(given, list) or not all(one in tuple(DAYS) for one in given):
        raise Refusal("invalid", 400, field="days")
    found = "".join(one for one in DAYS if one in given)
    return "" if found == DAYS else found


def in_order(found: Facts, first: str, last: str) -> None:
    """Refuse an end before its beginning."""
    if found[last] and found[last] < found[first]:
        raise Refusal("invalid", 400, field=last)


def own_id(room: str) -> str:
    """Return the id of a new permission: tablets find a room's by its beginning."""
    return f"{room}:{secrets.token_hex(4)}"


def put(site_id: int, row: Row, facts: Facts, op: str, dev: str) -> Row:
    """Add a row, or change one; the audit names the fields, never what stands in them."""
    with write(site_id) as site:
        room: str = facts.get("room", home(row))
        if room:
            known = db.session.get(Room, (site_id, room))
            if known is None or known.deleted:
                raise Refusal("invalid", 400, field="room")
        changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
        what = "change" if row.ver and not row.deleted else "add"
        if "photo" in changed and isinstance(row, Permission):
            expect(row, facts["photo"])
        for name, value in facts.items():
            setattr(row, name, value)
        row.by, row.deleted = op, False
        touch(site, row)
        audit(site_id, f"{row.kind}.{what}", op, dev, row=row.id, fields=changed)
    return row


def expect(row: Permission, value: str) -> None:
    """Let the bytes of another photo come, and delete those of the former one."""
    part_with(row)
    if value and not setting(row.site, "photos"):
        raise Refusal("invalid", 400, field="photo")
    if found := picture.read(value):
        if blobs.named(row.site, found.id):  # somebody else's photo would go with this one
            raise Refusal("invalid", 400, field="photo")
        promised = blobs.promised(row.site, found.id, found.id, "photo", value, now_ms())
        blobs.bind(row.site, [promised] if promised else [])


def part_with(row: Permission) -> None:
    """Delete a permission's photo, its bytes too: within the caller's transaction."""
    if found := picture.read(row.photo or ""):
        blobs.forget(row.site, "photo", [found.id])


def home(row: Permission | Household | Barred) -> str:
    """Return the room that a row is about."""
    return row.id if isinstance(row, Household) else row.room


def end(row: Said, op: str, dev: str, why: str = "") -> None:
    """Take a row from every device and forget whom it named; who ended it and why stays."""
    _end(row, op, dev, why)
    disk.flush()


def _end(row: Said, op: str, dev: str, why: str) -> None:
    with write(row.site) as site:
        forget(row)
        drop(site, row)
        audit(site.id, f"{row.kind}.end", op, dev, row=row.id, why=why)


def forget(row: Said) -> None:
    """Empty what a row says of anybody, in the file too; what is done last is to flush the log."""
    disk.wipe_freed_pages()
    if isinstance(row, Permission):
        part_with(row)
    for name in PERSONAL[type(row)]:
        setattr(row, name, "")
    beside.note(row.site, LIST, [(row.kind, row.id, now_ms())])


def again(site_id: int) -> int:
    """Forget once more what a backup brought back; what was written later under an id stays."""
    back = [row for row, at in _listed(site_id) if not row.deleted and row.written <= at]
    if back:
        with write(site_id) as site:
            for row in back:
                forget(row)
                drop(site, row)
    return len(back)


def _listed(site_id: int) -> Iterable[tuple[Said, int]]:
    tables = {table.kind: table for table in PERSONAL}
    last = {(kind, id): at for kind, id, at in beside.noted(site_id, LIST)}
    for (kind, id), at in last.items():
        if row := db.session.get(tables[kind], (site_id, id)):
            yield row, at


def purge(site_id: int, now: int) -> int:
    """End what ran out longer ago than personal values are kept; return how many rows went."""
    days = int(setting(site_id, "personal_days"))
    kept_from = date.fromisoformat(day_of(site_id, now)) - timedelta(days=days)
    rows: list[Permission | Barred] = [*standing(site_id, Permission), *standing(site_id, Barred)]
    over = [row for row in rows if row.until and row.until < kept_from.isoformat()]
    for row in over:
        _end(row, "", "", "purge")
    return len(over)


def standing(site: int, table: type[Row]) -> Iterable[Row]:
    """Return the rows of a table that are not ended."""
    query = select(table).where(table.site == site, table.deleted.is_(False))
    return db.session.scalars(query.order_by(table.id)).all()


def day_of(site: int, now: int) -> str:
    """Return the day at a site."""
    return today(now, setting(site, "zone")).isoformat()


def this_day(site: int) -> str:
    """Return today at a site."""
    return day_of(site, now_ms())
