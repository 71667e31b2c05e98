"""Erase one record's personal values because somebody asked; and show what is left of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select

from desk import disk, holds, purge
from desk.db import db, write
from desk.entry import signed
from desk.errors import Refusal
from desk.ids import is_uuid7
from desk.journal import Status, row_hash
from desk.keys import verify
from desk.reference import audit
from desk.tables import Audit, Device, Journal, Personal, Record, Site, Staff
from desk.tables.site import NO_HASH
from desk.time import now_ms
from desk.verify import RESTORED

ERASED = "record.erase"
ASKED = "subject.erase"  # of several records at once, for the person whom they name
SHOWN = 50


@dataclass(frozen=True)
class Gone:
    """What went of a record, and how many of its entries stood whole before and after."""

    record: str
    gone: int
    before: list[int]
    after: list[int]


def erase(site: int, which: str, why: str, by: str, dev: str = "") -> int:
    """Erase the record with a number or id; return how many values went. Raise Refusal.

    A legal hold forbids it. The journal keeps every entry: only what they commit to is gone.
    """
    record = find(site, which)
    if held(site, [record.id]):
        raise Refusal("on_hold", 409)
    done = wipe(site, record.id, epochs(site))
    with write(site):
        audit(site, ERASED, by, dev, why=why, **asdict(done))
    disk.flush()
    return done.gone


def held(site: int, records: Iterable[str]) -> set[str]:
    """Return which of the records are under a legal hold now."""
    query = select(Record.id).where(Record.id.in_(list(records)), holds.covers(site, now_ms()))
    return set(db.session.scalars(query))


def wipe(site: int, record: str, past: list[str]) -> Gone:
    """Delete all personal values of a record that no hold covers, and prove its entries."""
    before = proof(site, record, past)
    gone = purge.erase(site, record, now_ms())
    after = proof(site, record, past)
    return Gone(record, gone, _counts(before), _counts(after))


def find(site: int, which: str) -> Record:
    """Return the one record with this number or id; raise Refusal."""
    named = Record.id == which.lower() if is_uuid7(which.lower()) else Record.no == which.upper()
    found = db.session.scalars(select(Record).where(Record.site == site, named).limit(2)).all()
    if not found:
        raise Refusal("not_found", 404)
    if len(found) > 1:
        raise Refusal("two_records", 409)
    return found[0]


def listed(site: int) -> list[dict[str, Any]]:
    """List the erasures that somebody asked for, the newest first, each record with its proof."""
    query = select(Audit).where(Audit.site == site, Audit.what.in_((ERASED, ASKED)))
    rows = db.session.scalars(query.order_by(Audit.at.desc()).limit(SHOWN)).all()
    past, names = epochs(site), dict(_names(site, {row.op for row in rows}))
    return [
        {
            "id": row.id,
            "at": row.at,
            "by": names.get(row.op, row.op),
            "why": (row.detail or {})["why"],
            "gone": said["gone"],
            **_about(site, said["record"]),
            **proof(site, said["record"], past),
        }
        for row in rows
        for said in done(row)
    ]


def done(line: Audit) -> list[dict[str, Any]]:
    """Return what a line of the audit says of each record that was erased."""
    said = line.detail or {}
    return list(said["records"]) if line.what == ASKED else [said]


def proof(site: int, record: str, epochs: list[str]) -> dict[str, Any]:
    """Return how many entries of a record stand whole in the chain, and how many values are left.

    Whole means: its bytes, its signature, and its place after the row before.
    """
    query = select(Journal).where(Journal.site == site, Journal.rec == record)
    rows = list(db.session.scalars(query.order_by(Journal.seq)))
    publics = dict(
        db.session.execute(
            select(Device.id, Device.public).where(Device.id.in_({r.dev for r in rows}))
        ).all()
    )
    whole = sum(_whole(row, epochs, publics) for row in rows)
    here = (Personal.site == site) & Personal.entry.in_([row.id for row in rows])
    left = db.session.scalar(select(func.count()).select_from(Personal).where(here))
    last = next((row for row in reversed(rows) if row.t == purge.PURGED), None)
    return {
        "entries": len(rows),
        "whole": whole,
        "sound": whole == len(rows),
        "left": left,
        "seq": last.seq if last else None,
        "hash": last.hash.hex()[:16] if last else "",
    }


def _counts(proof: dict[str, Any]) -> list[int]:
    """Return how many entries stand whole, of how many."""
    return [proof["whole"], proof["entries"]]


def _whole(row: Journal, epochs: list[str], publics: dict[str, bytes]) -> bool:
    before = db.session.scalar(
        select(Journal.hash).where(Journal.site == row.site, Journal.seq == row.seq - 1)
    )
    facts = (row.digest, row.sig, row.recv, row.status, row.flags)
    chained = any(
        row_hash(epoch, row.site, row.seq, before or NO_HASH, *facts) == row.hash
        for epoch in epochs
    )
    if not chained or row.body is None:
        return chained
    public = publics.get(row.dev)
    proven = public is None or row.sig is None or verify(public, row.sig, signed(row.body))
    return proven and hashlib.sha256(row.body.encode()).digest() == row.digest


def epochs(site: int) -> list[str]:
    """Return every epoch that a site has had: which one a row is of, its hash tells."""
    query = select(Journal.body).where(
        Journal.site == site, Journal.status == int(Status.SERVER), Journal.t == RESTORED
    )
    past = [json.loads(body or "{}")["d"]["from"][0] for body in db.session.scalars(query)]
    return [db.session.get_one(Site, site).epoch, *past]


def _about(site: int, id: str) -> dict[str, Any]:
    record = db.session.get(Record, id)
    known = record is not None and record.site == site
    return {"reg": record.reg, "no": record.no, "record": id} if record and known else {"no": ""}


def _names(site: int, ids: set[str]) -> list[tuple[str, str]]:
    query = select(Staff.id, Staff.name).where(Staff.site == site, Staff.id.in_(ids))
    return [(id, name) for id, name in db.session.execute(query)]
