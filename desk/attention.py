"""Everything that waits for a supervisor, in one answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import String, cast, func, select

from desk import blobs, pins
from desk.alike import FLAG
from desk.clocks import told
from desk.db import db
from desk.records import BASE, own
from desk.register import registers
from desk.sync.held import SET_ASIDE
from desk.tables import Audit, Device, Journal, Quarantine, Record, RunningClock, Staff
from desk.tables.device import HOUSE
from desk.time import MINUTE_MS

SHOWN = 200  # rows of a list; the counts tell the rest
SILENT_MS = 30 * MINUTE_MS
ODD = ("clock", "number_reused")  # flags that say something of the device
Rows = list[dict[str, Any]]


def summary(site: int, now: int) -> dict[str, Any]:
    """Return what is at odds on a site at `now` (ms)."""
    devices = living(site)
    return {
        "records": flagged(site),
        "quarantine": waiting(site),
        "gaps": gaps(site),
        **alarms(site, devices),
        "odd": odd(site),
        "photos": blobs.missing(site, now),
        "clocks": overdue(site, now),
        "late": [_name(row) | _still(row) for row in devices if _late(row, now)],
        "locked": locked(site),
    }


def living(site: int) -> list[Device]:
    """Return the devices that are not revoked."""
    query = select(Device).where(
        Device.site == site, Device.revoked_at.is_(None), Device.kind != HOUSE
    )
    return list(db.session.scalars(query.order_by(Device.enrolled)))


def alarms(site: int, devices: list[Device]) -> dict[str, Rows]:
    """List the devices under an alarm: those that saw another history, and those that are two."""
    rung = {row.id: row for row in devices if row.fork_at}
    why = select(Audit.dev).where(
        Audit.site == site, Audit.dev.in_(rung), Audit.what == "device_copied",
        Audit.at.in_([row.fork_at for row in rung.values()]),
    )  # fmt: skip
    copied = set(db.session.scalars(why)) if rung else set()
    told = [_name(row) | {"fork_at": row.fork_at} for row in rung.values()]
    return {
        "forks": [row for row in told if row["id"] not in copied],
        "copies": [row for row in told if row["id"] in copied],
    }


def flagged(site: int) -> Rows:
    """List the records with flags, the newest first; no personal values."""
    # Text, since JSON has no equality on PostgreSQL.
    query = select(Record.id, Record.reg, Record.no, Record.state, Record.flags, Record.seq).where(
        Record.site == site, cast(Record.flags, String) != "[]"
    )
    rows = db.session.execute(query.order_by(Record.seq.desc()).limit(SHOWN)).mappings()
    found = [dict(row) for row in rows]
    twins = _twins(row["id"] for row in found if FLAG in row["flags"])
    return [row | {"twin": twins.get(row["id"])} for row in found]


def _twins(ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the other one of each pair that may be one: its id and its number."""
    wanted, found = list(ids), dict[str, dict[str, Any]]()
    for register in registers().values() if wanted else ():
        if register.alike:
            table = own(register.model).c
            named = table[register.alike.twin]
            query = select(table.id, BASE.c.id.label("twin"), BASE.c.no).join_from(
                own(register.model), BASE, BASE.c.id == named
            )
            rows = db.session.execute(query.where(table.id.in_(wanted)))
            found |= {row.id: {"id": row.twin, "no": row.no} for row in rows}
    return found


def waiting(site: int) -> dict[str, int]:
    """Count what waits in quarantine, by reason."""
    query = select(Quarantine.reason, func.count()).where(
        Quarantine.site == site, Quarantine.settled.is_(None)
    )
    return dict(db.session.execute(query.group_by(Quarantine.reason)).all())


def quarantine(site: int) -> Rows:
    """List what is held or rejected and not settled, without personal values."""
    query = select(Quarantine).where(Quarantine.site == site, Quarantine.settled.is_(None))
    rows = db.session.scalars(query.order_by(Quarantine.seq.desc()).limit(SHOWN))
    return _held(site, list(rows))


def aside(site: int) -> Rows:
    """List what a supervisor set aside, the newest first; it may still be let in."""
    query = select(Quarantine).where(Quarantine.site == site, Quarantine.status == SET_ASIDE)
    rows = db.session.scalars(query.order_by(Quarantine.settled.desc()).limit(SHOWN))
    return _held(site, list(rows))


def _held(site: int, rows: list[Quarantine]) -> Rows:
    """Shape the rows; a device that the house does not know has neither letters nor a name."""
    query = select(Device).where(Device.site == site, Device.id.in_({row.dev for row in rows}))
    known = {device.id: device for device in db.session.scalars(query)}
    people = dict(db.session.execute(select(Staff.id, Staff.name).where(Staff.site == site)).all())
    return [
        {
            "seq": row.seq,
            "id": row.id,
            "dev": row.dev,
            "letters": known[row.dev].letters if row.dev in known else "",
            "name": known[row.dev].name if row.dev in known else "",
            "size": len(row.envelope.encode("utf-8", "surrogatepass")),
            "rec": row.rec,
            "status": row.status,
            "reason": row.reason,
            "recv": row.recv,
            **_facts(row.envelope, people),
        }
        for row in rows
    ]


def _facts(envelope: str, people: dict[str, str]) -> dict[str, Any]:
    """Read type, operator, time and number from bytes that may be anything."""
    try:
        facts = json.loads(json.loads(envelope)["b"])
        found = {key: str(facts.get(key, ""))[:40] for key in ("t", "op", "at", "no")}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        found = {"t": "", "op": "", "at": "", "no": ""}
    return {**found, "who": people.get(found["op"], "")}


def gaps(site: int) -> Rows:
    """List the devices with entries that never came: numbers missing, or written and not sent.

    A revoked device counts too: what it kept to itself is the size of the loss.
    """
    rows = db.session.scalars(select(Device).where(Device.site == site).order_by(Device.enrolled))
    return [
        {
            **_name(row),
            "gaps": row.gaps,
            "missing": missing(row),
            "last_n": row.last_n,
            "said_n": row.said_n,
            "queued": row.queued,
            "oldest": row.oldest,
            "last_seen": row.last_seen,
            "revoked_at": row.revoked_at,
        }
        for row in rows
        if row.gaps or row.said_n > row.last_n
    ]


def missing(device: Device) -> list[list[int]]:
    """Return the ranges of n that never came, what the device wrote and did not send included."""
    unsent = [[device.last_n + 1, device.said_n]] if device.said_n > device.last_n else []
    return [*device.gaps, *unsent]


def odd(site: int) -> Rows:
    """List the devices whose clock was wrong or whose numbers came twice, until that is settled."""
    here = (Journal.site == Record.site) & (Journal.rec == Record.id)
    query = (
        select(Record.flags, Journal.flags, Device)
        .join(Journal, here)
        .join(Device, Device.id == Journal.dev)
        .where(Record.site == site, cast(Record.flags, String) != "[]", Journal.flags != "")
    )
    found: Counter[tuple[str, str]] = Counter()
    devices: dict[str, Device] = {}
    for open_, earned, device in db.session.execute(query.limit(SHOWN)):
        devices[device.id] = device
        found.update((device.id, one) for one in ODD if one in open_ and one in earned.split(","))
    return [
        {**_name(devices[id]), "what": what, "count": count}
        for (id, what), count in sorted(found.items())
    ]


def overdue(site: int, now: int) -> Rows:
    """List the clocks that ran out, the oldest first, and who has been told by `now` (ms)."""
    here = Record.id == RunningClock.record
    query = (
        select(RunningClock, Record.no, Record.state)
        .join(Record, here)
        .where(RunningClock.site == site, RunningClock.stopped.is_(None), RunningClock.due <= now)
    )
    rows = db.session.execute(query.order_by(RunningClock.due).limit(SHOWN))
    return [
        {
            "id": row.record,
            "reg": row.reg,
            "no": no,
            "state": state,
            "clock": f"{row.reg}.{row.name}",
            "due": row.due,
            "told": _told(row, now),
        }
        for row, no, state in rows
    ]


def _told(row: RunningClock, now: int) -> list[str]:
    register = registers().get(row.reg)
    clock = (
        next((one for one in register.clocks if one.name == row.name), None) if register else None
    )
    if clock is None or row.due is None:
        return []
    reached = clock.tell[: told(clock, row.due, now)]
    return list(dict.fromkeys(role for _, roles in reached for role in roles))


def locked(site: int) -> Rows:
    """List the staff who may not try their PIN any more."""
    query = select(Staff.id, Staff.name).where(
        Staff.site == site, Staff.tries >= pins.LOCK_AFTER, Staff.deleted.is_(False)
    )
    return [dict(row) for row in db.session.execute(query).mappings()]


def _still(device: Device) -> dict[str, Any]:
    return {"queued": device.queued, "last_seen": device.last_seen}


def _late(device: Device, now: int) -> bool:
    return device.oldest is not None and device.queued > 0 and now - device.oldest > SILENT_MS


def _name(device: Device) -> dict[str, Any]:
    return {"id": device.id, "letters": device.letters, "name": device.name, "kind": device.kind}
