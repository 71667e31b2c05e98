"""Purge: personal values go when their time is over; the chain stays whole without them.

Time runs from the end of a record. One that never ended is treated as ended after a year. Each
purge leaves a server entry in the journal and a line in a list beside the database, so that a
restored backup can be purged again of what went after it was made.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import ColumnElement, Select, delete, false, func, or_, select, update

from desk import admission, beside, blobs, disk, holds, leavers
from desk.db import db, write
from desk.journal import Pen
from desk.reference import setting
from desk.register import registers
from desk.tables import Journal, Personal, Quarantine, Record, RecordPersonal, Site
from desk.time import DAY_MS, now_ms

PURGED = "personal.purged"
LIST = "jsonl"
NEVER_ENDED_MS = 365 * DAY_MS
AT_ONCE = 500  # values under one lock and in one journal row
PIECE = 50  # entries, of less than ten values each
ENDED = func.coalesce(Record.closed, Record.opened + NEVER_ENDED_MS)  # ms
Why = Mapping[str, str | int]
Values = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Rule:
    """How long a register's personal field is kept."""

    reg: str
    field: str
    days: int


def rules(site: int) -> list[Rule]:
    """Return a site's rules: the registers' own, where the site did not set another.

    The setting `retention` is `{"visitors.name": days}`.
    """
    other: Mapping[str, int] = setting(site, "retention")
    default = int(setting(site, "personal_days"))
    found = []
    for register in registers().values():
        forms = [action.form() for action in register.table.values() if action.form]
        fields = {field.name for form in forms for field in form.fields if field.personal}
        for field in sorted(fields):
            days = other.get(f"{register.name}.{field}", register.personal.get(field, default))
            found.append(Rule(register.name, field, days))
    return found


def purge(site: int, now: int) -> int:
    """Delete what is due on a site at `now` (ms); return how many values went."""
    known, days = rules(site), int(setting(site, "personal_days"))
    gone = again(site, now) + leavers.again(site, now) + admission.again(site)
    oldest = _oldest(site)
    for rule in known:
        ended = oldest.pop((rule.reg, rule.field), now)
        if ended <= now - rule.days * DAY_MS:
            gone += _by_rule(site, rule, now)
    if oldest:
        # Under names that no form knows: an older shell's, a newer one's, a stranger's.
        stray = ~or_(false(), *(_falls_under(rule) for rule in known))
        gone += _overdue(site, stray, {"register": "", "days": days}, now)
    gone += leavers.purge(site, now)
    return gone + admission.purge(site, now) + _quarantine(site, now - days * DAY_MS, now)


def erase(site: int, record: str, now: int) -> int:
    """Delete all personal values of one record now, as somebody may ask; a hold forbids it."""
    gone = 0
    while found := _values(site, Record.id == record, now):
        gone += _delete(site, found, {"record": record}, now)
    held = select(Record.id).where(Record.id == record, holds.covers(site, now))
    if db.session.scalar(held) is None:
        gone += _strip(site, Quarantine.rec == record)
    return gone


def _by_rule(site: int, rule: Rule, now: int) -> int:
    return _overdue(site, _falls_under(rule), {"register": rule.reg, "days": rule.days}, now)


def _falls_under(rule: Rule) -> ColumnElement[bool]:
    return (Record.reg == rule.reg) & (Personal.field == rule.field)


def _oldest(site: int) -> dict[tuple[str, str], int]:
    """Return by register and field when the first record ended (ms) that keeps a value of it."""
    query = _of_records(select(Record.reg, Personal.field, func.min(ENDED)), site)
    found = db.session.execute(query.group_by(Record.reg, Personal.field))
    return {(reg, field): ended for reg, field, ended in found}


def _overdue(site: int, which: ColumnElement[bool], why: Why, now: int) -> int:
    """Delete the values that were kept for the days in `why` since their record's end."""
    until = now - int(why["days"]) * DAY_MS
    due = which & (until >= ENDED)
    gone = 0
    while found := _values(site, due, now):
        gone += _delete(site, found, why, now)
    return gone


def _values(site: int, due: ColumnElement[bool], now: int) -> list[tuple[str, str, str]]:
    """Return record, entry and field of values that are due and under no hold at `now` (ms)."""
    values = _of_records(select(Record.id, Personal.entry, Personal.field), site)
    query = values.where(due, ~holds.covers(site, now)).limit(AT_ONCE)
    found = db.session.execute(query.distinct()).all()
    return list(found)


def _of_records(query: Values, site: int) -> Values:
    """Join a site's personal values with the entries they came by and those entries' records."""
    return (
        query.select_from(Personal)
        .join(Journal, (Journal.site == Personal.site) & (Journal.id == Personal.entry))
        .join(Record, (Record.site == Personal.site) & (Record.id == Journal.rec))
        .where(Personal.site == site)
    )


def _delete(site: int, found: list[tuple[str, str, str]], why: Why, now: int) -> int:
    values = sorted({(entry, field) for _, entry, field in found})
    with write(site) as row:
        disk.wipe_freed_pages()
        pen = Pen(row, now)
        seq, _ = pen.server(PURGED, {**why, "values": values}, _record(why))
        pen.flush()
        forget(site, values)
        # A new copy reaches every device.
        touched = {record for record, _, _ in found}
        db.session.execute(update(Record).where(Record.id.in_(touched)).values(seq=seq))
        if "again" not in why:
            beside.note(site, LIST, values)
    return len(values)


def _record(why: Why) -> str | None:
    """Return the record whose history tells of a purge: one that was meant alone."""
    return str(why["record"]) if "record" in why else None


def forget(site: int, values: Iterable[tuple[str, str]]) -> None:
    """Delete values, the bytes they name and the pointers to them, by entry and field."""
    by_field: dict[str, list[str]] = {}
    for entry, field in values:
        by_field.setdefault(field, []).append(entry)
    for field, entries in by_field.items():
        here = (Personal.site == site) & Personal.entry.in_(entries) & (Personal.field == field)
        db.session.execute(delete(Personal).where(here))
        blobs.forget(site, field, entries)
        there = RecordPersonal.entry.in_(entries) & (RecordPersonal.field == field)
        db.session.execute(delete(RecordPersonal).where(there))


def again(site: int, now: int) -> int:
    """Delete once more what was ever purged: a backup, or a tablet after it, may bring it back."""
    listed = {(entry, field) for entry, field in beside.noted(site, LIST)}
    entries = sorted({entry for entry, _ in listed})
    gone = 0
    for start in range(0, len(entries), PIECE):
        piece = entries[start : start + PIECE]
        found = [v for v in _values(site, Personal.entry.in_(piece), now) if v[1:] in listed]
        if found:
            gone += _delete(site, found, {"again": "yes"}, now)
    return gone


def _quarantine(site: int, limit: int, now: int) -> int:
    """Take the personal part out of envelopes that were settled, or waited too long.

    What was set aside may still be let in: it keeps its part as long as what waits.
    """
    over = Quarantine.settled.is_not(None) & (Quarantine.status != "set_aside")
    old = over | (Quarantine.recv <= limit)
    held = select(Record.id).where(Record.site == site, holds.covers(site, now))
    free = Quarantine.rec.is_(None) | Quarantine.rec.not_in(held)
    return _strip(site, old & free)


def _strip(site: int, which: ColumnElement[bool]) -> int:
    """Take the personal part out of envelopes; return how many values went."""
    gone = 0
    with write(site):
        disk.wipe_freed_pages()
        for row in db.session.scalars(select(Quarantine).where(Quarantine.site == site, which)):
            bare, count = _bare(row.envelope)
            if count:
                row.envelope = bare
                gone += count
    return gone


def _bare(envelope: str) -> tuple[str, int]:
    """Return an envelope without its personal part; what is no envelope goes as a whole."""
    try:
        found = json.loads(envelope)
        values = found.pop("p", {})
    except (ValueError, AttributeError, TypeError):
        return "{}", int(envelope != "{}")
    return (json.dumps(found, ensure_ascii=False), len(values)) if values else (envelope, 0)


def day_mark(site: int) -> Path:
    """Return the file that tells on which day a site was purged last."""
    return beside.path(site, "day")


@click.command("purge")
@click.option("--record", help="Erase one record's personal values now, whatever its age.")
@click.option("--site", type=int, default=None)
def purge_command(record: str | None, site: int | None) -> None:
    """Delete the personal values whose time is over."""
    sites = db.session.scalars(select(Site.id).order_by(Site.id)).all() if site is None else [site]
    now = now_ms()
    gone = sum(erase(one, record, now) if record else purge(one, now) for one in sites)
    if gone:
        disk.shrink()
    click.echo(f"{gone} personal values are gone.")


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    app.cli.add_command(purge_command)
