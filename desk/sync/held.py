"""Entries that wait: released by themselves once the reason is gone, or by a manager's word."""

import json
import logging

from sqlalchemy import select

from desk.db import db, write
from desk.sync.batch import Batch
from desk.sync.prepare import examine, gather, read
from desk.sync.result import Result
from desk.tables import Audit, Quarantine, Site
from desk.time import now_ms

log = logging.getLogger(__name__)

# A newer server, a parent, an enrolment can do away with these; only a person with the others.
PASSING = ("unknown_type", "parent_missing", "unknown_device", "fault")
AT_ONCE = 100


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
    """Let a held entry count on a manager's word; None when it still cannot be applied."""
    with write(site) as locked:
        now = now_ms()
        result = _release(locked, seq, now, trusted=True)
        if result:
            detail = {"seq": seq, "entry": result.id, "reason": reason}
            db.session.add(
                Audit(site=site, at=now, op=op, dev=dev, what="entry.release", detail=detail)
            )
    return result


def _try(site: Site, seq: int, now: int) -> bool:
    try:
        with db.session.begin_nested():
            return _release(site, seq, now) is not None
    except Exception:
        log.exception("held entry %s cannot be applied yet", seq)
        return False


def _release(site: Site, seq: int, now: int, *, trusted: bool = False) -> Result | None:
    row = db.session.get(Quarantine, (site.id, seq), populate_existing=True)
    if row is None or row.status != "held" or row.settled is not None:
        return None
    one = read(json.loads(row.envelope))
    facts = gather(site.id, [one.entry] if one.entry else [])
    judged = examine(one, facts, row.recv, trusted=trusted)
    return Batch(site, facts, now).release(row, judged)
