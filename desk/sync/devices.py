"""How far each device has come: what never arrived, what waits, whose history it has seen."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from desk.db import db
from desk.sync.prepare import Prepared
from desk.sync.push import Push
from desk.sync.result import Result
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


def twice(last: int, gaps: Gaps, fresh: Iterable[int]) -> list[int]:
    """Return which of the n of new entries had been used: there are two of the device."""
    found, seen = [], set()
    whole = len(gaps) < GAPS_LIMIT  # beyond it nobody knows what never came
    for n in fresh:
        missing = n > last or any(low <= n <= high for low, high in gaps)
        if n in seen or (whole and not missing):
            found.append(n)
        seen.add(n)
    return found


def note(batch: list[Prepared], results: list[Result], caller: str, push: Push, recv: int) -> None:
    """Write down what a push tells of the devices behind it; `recv` in ms UTC."""
    arrived: dict[str, list[int]] = {caller: []}
    fresh: dict[str, list[int]] = {}
    for one, result in zip(batch, results, strict=True):
        if one.entry and (result.status != "rejected" or _proven(one)):
            arrived.setdefault(one.entry.body.dev, []).append(one.entry.body.n)
        if one.entry and result.status == "applied":
            fresh.setdefault(one.entry.body.dev, []).append(one.entry.body.n)
    query = select(Device).where(Device.id.in_(arrived)).execution_options(populate_existing=True)
    for device in db.session.scalars(query):
        if used := twice(device.last_n, device.gaps, fresh.get(device.id, ())):
            alarm(device, "device_copied", {"n": used}, recv)
        device.last_n, device.gaps = count(device.last_n, device.gaps, arrived[device.id])
        if device.id == caller:
            _say(device, push, recv)


def _proven(one: Prepared) -> bool:
    """Tell whether the device itself signed what was rejected: its number is no gap.

    A number that anybody could have named, without its key, is as missing as before.
    """
    return one.reject is None and one.hold not in ("unsigned", "unknown_device")


def is_fork(site: Site, push: Push) -> bool:
    """Tell whether the device has seen a history that is not ours."""
    if push.head_hash is None or push.head_seq == 0:
        return False
    query = select(Journal.hash).where(Journal.site == site.id, Journal.seq == push.head_seq)
    return db.session.scalar(query) != push.head_hash


def fork(device: str, push: Push, recv: int) -> None:
    """Raise `journal_fork`: what the device has seen is the proof."""
    row = db.session.get(Device, device)
    proof = push.head_hash.hex() if push.head_hash else ""
    if row is not None:
        alarm(row, "journal_fork", {"seq": push.head_seq, "hash": proof}, recv)


def alarm(device: Device, what: str, detail: dict[str, Any], recv: int) -> None:
    """Raise an alarm over a device once: it keeps the time, the audit the line."""
    if device.fork_at is not None:
        return
    device.fork_at = recv
    line = Audit(site=device.site, at=recv, op="", dev=device.id, what=what, detail=detail)
    db.session.add(line)


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
