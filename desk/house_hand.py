"""The house's own hand: entries that no browser makes, out of a list that somebody brought in.

They go the way of every entry: signed, validated by the form, chained, pulled by the tablets.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from desk import entry, forms, keys
from desk.actions import Action
from desk.db import db
from desk.errors import Refusal
from desk.ids import device_id, uuid7
from desk.reference import setting
from desk.register import Register
from desk.sync import devices
from desk.sync.batch import Batch
from desk.sync.prepare import prepare
from desk.sync.push import quiet
from desk.tables import Device, Record, Site
from desk.tables.device import HOUSE
from desk.time import iso

LETTER = "H"
DIGITS = 6
PIECE = 500  # entries in one reading of what is there


@dataclass(frozen=True)
class Deed:
    """One action that makes a record, with the values of its form."""

    register: Register
    action: Action
    rec: str
    values: dict[str, Any]


def write_down(site: Site, deeds: Sequence[Deed], op: str, recv: int) -> list[str]:
    """Enter deeds of one register into the journal under the site's lock; return their numbers.

    `recv` in ms UTC. Raises Refusal where one would not count as it stands: then keep nothing.
    """
    device, numbers = hand(site, recv), []
    for start in range(0, len(deeds), PIECE):
        piece = deeds[start : start + PIECE]
        begins, last = number(site.id, device, piece[0].register)
        named = [f"{begins}{last + at:0{DIGITS}}" for at in range(1, len(piece) + 1)]
        seals = [
            envelope(site, device, deed, no, (device.last_n + at, op, recv))
            for at, (deed, no) in enumerate(zip(piece, named, strict=True), 1)
        ]
        _settle(site, device, seals, recv)
        numbers += named
    return numbers


def _settle(site: Site, device: Device, seals: list[dict[str, Any]], recv: int) -> None:
    batch, facts = prepare(site.id, seals, recv)
    results = Batch(site, facts, recv).settle(batch)
    if any(one.status != "applied" or one.flags for one in results):
        raise Refusal("invalid", 409, field="file")
    db.session.flush()
    devices.note(batch, results, device.id, quiet(device, site.epoch, seals), recv)
    device.said_n = device.last_n


def hand(site: Site, now: int) -> Device:
    """Return the house as one of its devices: another with each key, and with each epoch.

    A restored backup does not know which numbers it gave away after it was made.
    """
    public = keys.server_public()
    own = (Device.site == site.id) & (Device.kind == HOUSE)
    here = own & (Device.public == public) & (Device.shell == site.epoch[:24])
    if found := db.session.scalars(select(Device).where(here)).first():
        return found
    before = db.session.scalar(select(func.count()).where(own)) or 0
    made = Device(
        id=device_id(), site=site.id, kind=HOUSE, name="", letters=f"{LETTER}{before + 1}",
        public=public, kid=keys.kid(public), enrolled=now, shell=site.epoch[:24], former=[],
        last_n=0, said_n=0, queued=0, gaps=[], head_seq=0, nonce_at=0,
    )  # fmt: skip
    db.session.add(made)
    site.trust_version += 1
    db.session.flush()
    return made


def number(site: int, device: Device, register: Register) -> tuple[str, int]:
    """Return how the house's numbers of a register begin, and the last that it gave."""
    begins = f"{register.letter}-{device.letters}-"
    query = select(func.max(Record.no)).where(Record.site == site, Record.no.startswith(begins))
    last = db.session.scalar(query) or "0"
    return begins, int(last.removeprefix(begins))


def envelope(
    site: Site, device: Device, deed: Deed, no: str, by: tuple[int, str, int]
) -> dict[str, Any]:
    """Write and sign one entry, as static/js/models/entry.js does; `by` is n, who and when."""
    n, op, at = by
    form = deed.action.form or deed.register.form
    hidden = {row.name for row in forms.outline(form) if row.personal}
    private = {k: v for k, v in deed.values.items() if k in hidden and v}
    salts = {name: secrets.token_bytes(entry.SALT_BYTES) for name in private}
    zone = datetime.fromtimestamp(at / 1000, ZoneInfo(setting(site.id, "zone"))).utcoffset()
    body = {
        "id": uuid7(at), "site": site.id, "dev": device.id, "n": n, "op": op, "how": "import",
        "t": f"{deed.register.name}.{deed.action.name}", "tv": deed.action.tv, "at": iso(at),
        "tz": int(zone.total_seconds()) // 60 if zone else 0, "off": 0, "offage": 0,
        "seen": [site.epoch, site.seq], "rec": deed.rec, "no": no,
        "d": {k: v for k, v in deed.values.items() if k not in hidden and v},
        "pc": {name: entry.commitment(salts[name], name, v) for name, v in private.items()},
        "sh": "",
    }  # fmt: skip
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    sig = keys.b64(keys.server_sign(entry.signed(text), device.public))
    sealed = {name: [keys.b64(salts[name]), value] for name, value in private.items()}
    return {"v": 1, "b": text, "k": device.kid, "s": sig, "p": sealed}
