"""Entries that wait: released by themselves once the reason is gone, or by a manager's word."""

import json
import logging
from dataclasses import replace

from sqlalchemy import select

from desk.db import db, write
from desk.journal import Pen
from desk.sync import store
from desk.sync.batch import Batch
from desk.sync.prepare import examine, gather, read
from desk.sync.result import Result
from desk.tables import Audit, Quarantine, Site
from desk.time import now_ms

log = logging.getLogger(__name__)

# A newer server, a parent, an enrolment can do away with these; only a person with the others.
PASSING = ("unknown_type", "parent_missing", "unknown_device", "fault")
AT_ONCE = 100
SET_ASIDE = "set_aside"


def waiting(site: int, *reasons: str) -> list[Quarantine]:
    """Return what is held and not settled, oldest first."""
    query = select(Quarantine).where(
        Quarantine.site == site, Quarantine.settled.is_(None), Quarantine.status == "held"
    )
    if reasons:
        query = query.where(Quarantine.reason.in_(reasons))
    return list(db.session.scalars(query.order_by(Quarantine.seq)))


def reprocess(site: int, now: int) -> int:
    """Apply all that need no longer wait, at `now` (ms UTC); return how many."""
    row = db.session.get(Site, site, populate_existing=True)
    if row is None or row.held == 0:
        return 0
    waits = [one.seq for one in waiting(site, *PASSING)]
    count = 0
    for start in range(0, len(waits), AT_ONCE):
        with write(site) as locked:
            count += sum(_try(locked, seq, now) for seq in waits[start : start + AT_ONCE])
    return count


def release(site: int, seq: int, op: str, dev: str, reason: str = "") -> Result | None:
    """Let an entry count on a manager's word, though it was held, or even set aside.

    Returns None when it still cannot be applied.
    """
    with write(site) as locked:
        now = now_ms()
        result = _release(locked, seq, now, trusted=True)
        if result:
            _audited(site, "entry.release", result, seq, op, dev, reason, now)
    return result


def set_aside(site: int, seq: int, op: str, dev: str, reason: str) -> Result | None:
    """Say that a held entry is not to count, by a row of the server's own; None if none waits.

    Its bytes stay in quarantine and on the tablet; a word later may still let it count.
    """
    with write(site) as locked:
        now = now_ms()
        row = db.session.get(Quarantine, (site, seq), populate_existing=True)
        if row is None or row.status != "held" or row.settled is not None:
            return None
        pen = Pen(locked, now)
        own, digest = pen.server(
            "journal.set_aside", {"entry": row.id, "held": seq, "op": op}, row.rec
        )
        pen.flush()
        known = store.receipts(site, [row.id])[row.id]
        result = replace(
            known, status="rejected", seq=own, hash=digest, reason=None, code=SET_ASIDE
        )
        out = store.Out(site)
        out.settled(row.id, result)
        out.flush()
        row.status, row.settled = SET_ASIDE, now
        locked.held -= 1
        _audited(site, "entry.set_aside", result, seq, op, dev, reason, now)
    return result


def _audited(
    site: int, what: str, result: Result, seq: int, op: str, dev: str, reason: str, at: int
) -> None:
    detail = {"seq": seq, "entry": result.id, "reason": reason}
    db.session.add(Audit(site=site, at=at, op=op, dev=dev, what=what, detail=detail))


def _try(site: Site, seq: int, now: int) -> bool:
    try:
        with db.session.begin_nested():
            return _release(site, seq, now) is not None
    except Exception:
        log.exception("held entry %s cannot be applied yet", seq)
        return False


def _release(site: Site, seq: int, now: int, *, trusted: bool = False) -> Result | None:
    row = db.session.get(Quarantine, (site.id, seq), populate_existing=True)
    if row is None or not _may_count(row, trusted):
        return None
    one = read(json.loads(row.envelope))
    facts = gather(site.id, [one.entry] if one.entry else [])
    judged = examine(one, facts, row.recv, trusted=trusted)
    return Batch(site, facts, now).release(row, judged)


def _may_count(row: Quarantine, trusted: bool) -> bool:
    waits = row.status == "held" and row.settled is None
    return waits or (trusted and row.status == SET_ASIDE)
