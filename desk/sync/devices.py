"""How far each device has come: what never arrived, what waits, whose history it has seen."""

from collections.abc import Iterable

from sqlalchemy import select

from desk.db import db
from desk.sync.prepare import Prepared
from desk.sync.push import Push
from desk.tables import Audit, Device, Journal, Site

Gaps = list[list[int]]
# A device that jumps about cannot make the row grow without end.
GAPS_LIMIT = 500


def count(last: int, gaps: Gaps, arrived: Iterable[int]) -> tuple[int, Gaps]:
    """Return the last n and the ranges that are missing below it, after more have arrived."""
    missing = [list(gap) for gap in gaps]
    for n in sorted(set(arrived)):
        if n > last:
            missing += [[last + 1, n - 1]] if n > last + 1 else []
            last = n
        else:
            missing = [part for gap in missing for part in _without(gap, n)]
    return last, missing[:GAPS_LIMIT]


def note(batch: list[Prepared], rejected: set[str], caller: str, push: Push, recv: int) -> None:
    """Write down what a push tells of the devices behind it; `recv` in ms UTC."""
    arrived: dict[str, list[int]] = {caller: []}
    for one in batch:
        if one.entry and one.id not in rejected:
            arrived.setdefault(one.entry.body.dev, []).append(one.entry.body.n)
    query = select(Device).where(Device.id.in_(arrived)).execution_options(populate_existing=True)
    for device in db.session.scalars(query):
        device.last_n, device.gaps = count(device.last_n, device.gaps, arrived[device.id])
        if device.id == caller:
            _say(device, push, recv)


def is_fork(site: Site, push: Push) -> bool:
    """Tell whether the device has seen a history that is not ours."""
    if push.head_hash is None or push.head_seq == 0:
        return False
    query = select(Journal.hash).where(Journal.site == site.id, Journal.seq == push.head_seq)
    return db.session.scalar(query) != push.head_hash


def alarm(site: int, device: str, push: Push, recv: int) -> None:
    """Raise `journal_fork` once: the device keeps the proof, the audit the line."""
    row = db.session.get(Device, device)
    if row is None or row.fork_at is not None:
        return
    row.fork_at = recv
    detail = {"seq": push.head_seq, "hash": push.head_hash.hex() if push.head_hash else ""}
    db.session.add(Audit(site=site, at=recv, op="", dev=device, what="journal_fork", detail=detail))


def _say(device: Device, push: Push, recv: int) -> None:
    device.said_n, device.queued, device.oldest = push.last_n, push.queued, push.oldest
    device.shell, device.last_seen = push.shell, recv
    if push.head_hash and push.head_seq >= device.head_seq:
        device.head_seq, device.head_hash = push.head_seq, push.head_hash


def _without(gap: list[int], n: int) -> Gaps:
    low, high = gap
    if not low <= n <= high:
        return [gap]
    return [part for part in ([low, n - 1], [n + 1, high]) if part[0] <= part[1]]
