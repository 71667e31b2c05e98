"""Take in what devices hand over: every entry gets one result, and keeps it."""

import logging
from dataclasses import dataclass, replace
from typing import Any

from desk import keys
from desk.db import NoSiteError, SiteBusyError, db, write
from desk.sync import devices
from desk.sync.batch import Batch
from desk.sync.prepare import Facts, Prepared, prepare
from desk.sync.push import Push
from desk.sync.result import Result
from desk.tables import Device, Site
from desk.time import now_ms

log = logging.getLogger(__name__)


class EpochError(Exception):
    """Say that the device knows another history: the server was restored from a backup."""

    def __init__(self, epoch: str) -> None:
        super().__init__(epoch)
        self.epoch = epoch


@dataclass(frozen=True, slots=True)
class Arrival:
    """A push on its way: who hands it in, when (ms UTC), and what was found out so far."""

    device: str
    site: int
    push: Push
    recv: int
    batch: list[Prepared]
    facts: Facts
    fork: bool


def receive(device: Device, push: Push) -> dict[str, Any]:
    """Settle a push and return the answer; raise EpochError or SiteBusyError."""
    recv = now_ms()
    site = known_site(device.site, push.epoch)
    batch, facts = prepare(site.id, push.entries, recv)
    fork = devices.is_fork(site, push)
    arrival = Arrival(device.id, site.id, push, recv, batch, facts, fork)
    try:
        results, site = _settle(arrival)
    except (EpochError, NoSiteError, SiteBusyError):
        raise
    except Exception:
        log.exception("a batch failed; its entries are settled one by one")
        results, site = _settle_singly(arrival)
    # Read anew under the lock, with all that this push told of the device.
    alarm = device.fork_at is not None
    return {"results": [result.wire() for result in results], "alarm": alarm, **about(site)}


def known_site(key: int, epoch: str) -> Site:
    """Return the site; raise EpochError for a device that knows another history."""
    site = db.session.get(Site, key)
    if site is None:
        raise NoSiteError(key)
    if site.epoch != epoch:
        raise EpochError(site.epoch)
    return site


def about(site: Site) -> dict[str, Any]:
    """Return what every answer says of the site."""
    return {
        "server_time": now_ms(),
        "min_shell": site.min_shell,
        "epoch": site.epoch,
        "head": [site.seq, site.head.hex()],
        "safe_seq": site.safe_seq,
        "trust_version": site.trust_version,
        "key": keys.server_kid(),
    }


def _settle(arrival: Arrival) -> tuple[list[Result], Site]:
    with write(arrival.site) as site:
        _same_history(site, arrival)
        results = Batch(site, arrival.facts, arrival.recv).settle(arrival.batch)
        _note(arrival, results)
    return results, site


def _settle_singly(arrival: Arrival) -> tuple[list[Result], Site]:
    """Settle each entry on its own, so that one that cannot be applied holds up no other."""
    with write(arrival.site) as site:
        _same_history(site, arrival)
        results = [_alone(site, arrival, one) for one in arrival.batch]
        _note(arrival, results)
    return results, site


def _alone(site: Site, arrival: Arrival, one: Prepared) -> Result:
    try:
        with db.session.begin_nested():
            return Batch(site, arrival.facts, arrival.recv).settle([one])[0]
    except Exception:
        log.exception("entry %s cannot be applied; it is held", one.id)
    with db.session.begin_nested():
        held = replace(one, hold="fault", judged=None, refuse=None)
        return Batch(site, arrival.facts, arrival.recv).settle([held])[0]


def _same_history(site: Site, arrival: Arrival) -> None:
    if site.epoch != arrival.push.epoch:
        raise EpochError(site.epoch)


def _note(arrival: Arrival, results: list[Result]) -> None:
    devices.note(arrival.batch, results, arrival.device, arrival.push, arrival.recv)
    if arrival.fork:
        devices.fork(arrival.device, arrival.push, arrival.recv)
