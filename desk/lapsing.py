"""Lapses: what the house closes by itself because nobody did, each by a line of its own.

A lapse says what is known and no more: that somebody was not seen leaving is no sign-out, and that
an invitation's days are over is no visit. A register names its lapses; a record lapses once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func

from desk import clocks, effects, records
from desk.actions import Lapse
from desk.clocks import Times
from desk.db import write
from desk.hours import today
from desk.journal import Pen
from desk.reference import setting
from desk.register import Register, registers
from desk.sync import store
from desk.sync.prepare import times_of
from desk.tables import Record
from desk.time import HOUR_MS

AT_ONCE = 200  # records under one lock


def lapse(site: int, now: int) -> int:
    """Let every record of a site lapse whose time is over at `now` (ms); return how many did."""
    times = times_of(site)
    gone = 0
    for register in registers().values():
        for one in register.lapses:
            gone += _lapse(site, register, one, now, times)
    return gone


def _lapse(site: int, register: Register, one: Lapse, now: int, times: Times) -> int:
    hours = int(setting(site, one.setting)) if one.setting else 0
    if one.setting and not hours:
        return 0
    until, gone = now - hours * HOUR_MS, 0
    while found := _over(site, register, one, until, times):
        gone += _close(site, register, one, found, now)
    return gone


def _over(
    site: int, register: Register, one: Lapse, until: int, times: Times
) -> list[records.Stored]:
    """Return some records whose length was over at `until` (ms), the oldest first."""
    here = [
        Record.site == site,
        Record.reg == register.name,
        Record.closed.is_(None),
        Record.state.in_(one.action.source),
        _ripe(register, one.length, until, today(until, times.zone)),
    ]
    found = records.read([register.model], *here, order=(Record.opened,), limit=AT_ONCE)
    return [record for record in found if _is_over(one, record.wire, until, times)]


def _ripe(
    register: Register, length: Mapping[str, Any], until: int, day: date
) -> ColumnElement[bool]:
    """Return what holds of every record whose length is over; most that are open need no look."""
    names = []
    while "field" in length:
        names.append(length["field"])
        length = length.get("else", {})
    if not names:
        return Record.opened <= until
    table = records.own(register.model).c
    given = [func.nullif(table[name], "") for name in names]
    return func.coalesce(*given, "9") < day.isoformat()


def _is_over(one: Lapse, wire: effects.Record, until: int, times: Times) -> bool:
    fields = effects.fields(wire)
    spared = fields.get(one.spared)
    if isinstance(spared, int) and today(spared, times.zone) >= today(until, times.zone):
        return False
    due = clocks.due(one.length, wire["at"], fields, times)
    return due is not None and due <= until


def _close(site: int, register: Register, one: Lapse, found: list[records.Stored], now: int) -> int:
    """Write the lines and what the records have become, unless somebody was faster."""
    ids = [record.wire["id"] for record in found]
    with write(site) as row:
        here = (Record.id.in_(ids), Record.closed.is_(None), Record.state.in_(one.action.source))
        open_ = records.read([register.model], *here)
        running = store.running(ids)
        pen, out = Pen(row, now), store.Out(site)
        out.standing = {(key, name) for key, rows in running.items() for name in rows}
        for record in open_:
            wire, known = record.wire, running.get(record.wire["id"], {})
            pen.server(f"{register.name}.{one.action.name}", {}, wire["id"])
            after = become(register, one, wire, str(pen.rows[-1]["id"]), now)
            for clock in stopped(register, one, wire, after, known, now):
                out.clock(clock)
            # Nobody did it, so nobody takes it back: whoever was seen after all signs out.
            record.wire = {**after, "seq": pen.seq, "undo": None}
        pen.flush()
        records.change([register.model], open_)
        out.flush()
    return len(open_)


def become(
    register: Register, one: Lapse, wire: effects.Record, entry: str, at: int
) -> effects.Record:
    """Return a record after it lapsed by an entry at `at` (ms)."""
    ctx: effects.Context = {
        "entry": entry,
        "rec": wire["id"],
        "reg": register.name,
        "no": wire["no"],
        "at": at,
        "op": "",
        "dev": "",
        "final": register.final,
    }
    after, _ = effects.run(one.action.row, wire, {}, ctx)
    if after is None:  # effects.run returns none only of a record that is not there
        raise ValueError(wire["id"])
    return after


def stopped(
    register: Register,
    one: Lapse,
    before: effects.Record,
    after: effects.Record,
    known: Mapping[str, clocks.Running],
    at: int,
) -> list[clocks.Running]:
    """Return the clocks that a lapse stopped at `at` (ms), as rows to write; it starts none."""
    lengths = {clock.name: clock.length for clock in register.clocks}
    running = clocks.facts(known.values())
    moved = clocks.advance(one.action.row, lengths, before, after, running, Times("UTC"))
    return clocks.rows(moved, known, after, 0, at)
