"""The feed: what has changed for a device since it last asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select, tuple_

from desk import effects, records
from desk.db import db
from desk.records import Stored
from desk.reference import setting
from desk.register import registers
from desk.sync import about, known_site
from desk.tables import (
    REFERENCE,
    Device,
    Personal,
    Receipt,
    Record,
    Reference,
    RunningClock,
    Site,
)
from desk.time import DAY_MS, now_ms

PAGE = 500
# Sorts after every id: everything under this seq has been sent.
LAST = "~"
# What a gate reads at the barrier; phones, papers and notes stay at the desk.
GATE_FIELDS = frozenset({"name", "host_name", "company", "plate", "belongings"})

_CURSOR = re.compile(r"([0-9]{1,16}):([0-9a-f-]{36}|~|)")
Values = dict[tuple[str, str], str]


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """How far a device has come: all records up to `id` under `seq`."""

    seq: int
    id: str

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read `<seq>:<id>`; raise ValueError."""
        found = _CURSOR.fullmatch(text)
        if found is None:
            raise ValueError("not a cursor")
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        """Write it as it travels."""
        return f"{self.seq}:{self.id}"


def changes(
    device: Device, epoch: str, since: Cursor, ref_since: int, limit: int = PAGE
) -> dict[str, Any]:
    """Return what a device has not seen; when there is nothing, one indexed read says so.

    Raises desk.sync.EpochError for a device that knows another history.
    """
    site = known_site(device.site, epoch)
    page, to, more = _records(site, device.kind, since, limit)
    refs, ref_to, more_refs = _references(site, device.kind, ref_since, limit)
    return {
        "to": str(to),
        "ref_to": ref_to,
        "more": more or more_refs,
        "refs": refs,
        "own": _own(device, since.seq, to.seq),
        **page,
        **about(site),
    }


def oldest_shown(site: int, now: int) -> int:
    """Return since when a record may have been closed and still be shown; times in ms UTC."""
    return now - int(setting(site, "closed_days")) * DAY_MS


def _records(
    site: Site, kind: str, since: Cursor, limit: int
) -> tuple[dict[str, list[Any]], Cursor, bool]:
    if since.seq > site.seq or (since.seq == site.seq and since.id == LAST):
        return {"records": [], "gone": []}, since, False
    cutoff = oldest_shown(site.id, now_ms())
    found = records.read(
        [register.model for register in registers().values()],
        Record.site == site.id,
        *_newer(since),
        _worth_sending(since, cutoff),
        order=(Record.seq, Record.id),
        limit=limit + 1,
    )
    rows, more = found[:limit], len(found) > limit
    shown = [row for row in rows if not _aged(row, cutoff)]
    gone = [row.wire["id"] for row in rows if _aged(row, cutoff)]
    _fill_personal(site.id, shown, kind)
    running = _running(shown)
    to = Cursor(_seq(rows[-1]), rows[-1].wire["id"]) if more else Cursor(site.seq, LAST)
    wires = [{**row.wire, "clocks": running.get(row.wire["id"], [])} for row in shown]
    return {"records": wires, "gone": gone}, to, more


def _newer(since: Cursor) -> tuple[ColumnElement[bool], ...]:
    after = tuple_(Record.seq, Record.id) > tuple_(since.seq, since.id)
    return (Record.seq >= since.seq, after)


def _worth_sending(since: Cursor, cutoff: int) -> ColumnElement[bool]:
    """Leave out what has aged and was never sent."""
    return or_(Record.closed.is_(None), Record.closed >= cutoff, Record.first <= since.seq)


def _aged(row: Stored, cutoff: int) -> bool:
    end = row.wire["end"]
    return end is not None and end < cutoff


def _seq(row: Stored) -> int:
    return row.wire["seq"] or 0


def _fill_personal(site: int, rows: list[Stored], kind: str) -> None:
    """Put personal values where the server keeps pointers, as far as the device may see them."""
    if not rows:
        return
    pointers = records.pointers(row.wire["id"] for row in rows)
    entries = {entry for fields in pointers.values() for entry in fields.values()}
    held = _values(site, entries | set(_former(rows)))
    for row in rows:
        known = pointers.get(row.wire["id"], {})
        row.wire["p"] = {
            field: held[entry, field]
            for field, entry in known.items()
            if (entry, field) in held and (kind != "gate" or field in GATE_FIELDS)
        }
        row.wire["undo"] = _undo(row.wire["undo"], held, kind)


def _running(rows: list[Stored]) -> dict[str, list[dict[str, Any]]]:
    """Return by record the clocks that run: `[{name, started, due}]`, in one read."""
    if not rows:
        return {}
    columns = (RunningClock.name, RunningClock.started, RunningClock.due)
    query = select(RunningClock.record, *columns).where(
        RunningClock.record.in_([row.wire["id"] for row in rows]), RunningClock.stopped.is_(None)
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for record, name, started, due in db.session.execute(query.order_by(RunningClock.name)):
        found.setdefault(record, []).append({"name": name, "started": started, "due": due})
    return found


def _undo(undo: effects.Undo | None, held: Values, kind: str) -> effects.Undo | None:
    """Resolve the pointers of what a take-back would put back."""
    if undo is None or undo["before"] is None:
        return undo
    before = undo["before"]
    values = {
        field: held.get((entry, field)) if entry else None
        for field, entry in before["p"].items()
        if kind != "gate" or field in GATE_FIELDS
    }
    return {**undo, "before": {**before, "p": values}}


def _values(site: int, entries: set[str]) -> Values:
    """Read the personal values that entries hold."""
    if not entries:
        return {}
    query = select(Personal.entry, Personal.field, Personal.value).where(
        Personal.site == site, Personal.entry.in_(entries)
    )
    return {(entry, field): value for entry, field, value in db.session.execute(query)}


def _former(rows: list[Stored]) -> Iterable[str]:
    """Name the entries whose values a record may go back to."""
    for row in rows:
        undo = row.wire["undo"]
        if undo and undo["before"]:
            yield from (entry for entry in undo["before"]["p"].values() if entry)


def _references(
    site: Site, kind: str, since: int, limit: int
) -> tuple[list[dict[str, Any]], int, bool]:
    """Return reference rows by version, across kinds."""
    if since >= site.ver:
        return [], since, False
    rows: list[Reference] = []
    for table in REFERENCE.values():
        newer = select(table).where(table.site == site.id, table.ver > since, table.ver <= site.ver)
        rows += db.session.scalars(newer.order_by(table.ver).limit(limit + 1))
    rows.sort(key=lambda row: row.ver)
    more = len(rows) > limit
    page = rows[:limit]
    data = [
        {"kind": r.kind, "id": r.id, "ver": r.ver, **_data(r.deleted, r.shape(kind))}
        for r in page
        if since or not r.deleted
    ]
    return data, page[-1].ver if more else site.ver, more


def _data(deleted: bool, shape: dict[str, Any] | None) -> dict[str, Any]:
    gone = deleted or shape is None
    return {"deleted": gone, "data": None if gone else shape}


def _own(device: Device, after: int, to: int) -> list[dict[str, Any]]:
    """Return what became of the device's own entries within the page, former lives included."""
    if to <= after:
        return []
    query = select(Receipt.id, Receipt.status, Receipt.seq, Receipt.flags, Receipt.code).where(
        Receipt.site == device.site,
        Receipt.dev.in_([device.id, *device.former]),
        Receipt.seq > after,
        Receipt.seq <= to,
    )
    return [dict(row) for row in db.session.execute(query.order_by(Receipt.seq)).mappings()]
