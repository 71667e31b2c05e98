"""What a supervisor does with entries that were held or rejected; each deed has its audit line."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from desk.db import db, write
from desk.errors import Refusal
from desk.reference import audit
from desk.sync import held
from desk.sync.push import EXACT
from desk.sync.result import Result
from desk.tables import Device, Quarantine
from desk.time import now_ms


def release(here: Device, entry: str, by: str, reason: str) -> Result:
    """Let an entry that is held or was set aside count on somebody's word; raise Refusal."""
    waits = (Quarantine.status == "held") & Quarantine.settled.is_(None)
    seq = _seq(here.site, entry, waits | (Quarantine.status == held.SET_ASIDE))
    result = held.release(here.site, seq, by, here.id, reason)
    if result is None:
        raise Refusal("still_held", 409)
    return result


def set_aside(here: Device, entry: str, by: str, reason: str) -> Result:
    """Let a held entry never count, on somebody's word; raise Refusal."""
    waits = (Quarantine.status == "held") & Quarantine.settled.is_(None)
    result = held.set_aside(here.site, _seq(here.site, entry, waits), by, here.id, reason)
    if result is None:  # somebody was faster
        raise Refusal("not_found", 404)
    return result


def _seq(site: int, entry: str, state: ColumnElement[bool]) -> int:
    here = (Quarantine.site == site) & (Quarantine.id == entry)
    seq = db.session.scalar(select(Quarantine.seq).where(here, state))
    if seq is None:
        raise Refusal("not_found", 404)
    return seq


def see(here: Device, seq: int, by: str, note: str) -> None:
    """Take a rejected entry off the list, its bytes stay; raise Refusal."""
    with write(here.site):
        row = of_site(here.site, seq)
        if row.status != "rejected":
            raise Refusal("still_held", 409)
        if row.settled is None:
            row.settled = now_ms()
            audit(here.site, "quarantine.seen", by, here.id, seq=seq, note=note)


def raw(here: Device, seq: int, by: str) -> bytes:
    """Return the bytes as they are kept, and note who took them; raise Refusal."""
    with write(here.site):
        row = of_site(here.site, seq)
        audit(here.site, "quarantine.download", by, here.id, seq=seq)
        return row.envelope.encode("utf-8", "surrogatepass")


def of_site(site: int, seq: int) -> Quarantine:
    """Return a row of the caller's site; raise Refusal."""
    known = seq <= EXACT  # a longer number does not fit the column
    row = db.session.get(Quarantine, (site, seq), populate_existing=True) if known else None
    if row is None:
        raise Refusal("not_found", 404)
    return row
