"""Enrol browsers, give them their session back, revoke them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import func, select

from desk import keys, nonces, server_keys
from desk.db import db, write
from desk.errors import Refusal
from desk.ids import device_id
from desk.reference import audit
from desk.tables import Device, EnrolCode, Site
from desk.time import now_ms

CODE_LIFE_MS = 10 * 60_000
CODE_BYTES = 16
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_SIGNS = 26  # 128 bits, five to a sign
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
LETTERS = {"desk": "L", "gate": "G", "office": "O"}
LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
SKEW_MS = 5 * 60_000
LIVES = 20  # former devices of one browser that are remembered


@dataclass(frozen=True)
class NewDevice:
    """What a browser brings to be enrolled."""

    kind: str
    name: str
    public: bytes
    former: tuple[str, ...] = ()  # the devices that the same browser was before


@dataclass(frozen=True)
class Former:
    """The device that a browser says it was before, and its signature by that key."""

    dev: str
    proof: str


def make_code(site: int, kind: str, name: str, by: str, dev: str = "") -> tuple[str, int]:
    """Make a one-time code of 128 bits; return it and when it ends (ms)."""
    number = secrets.randbits(CODE_BYTES * 8)
    code = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(CODE_SIGNS)))
    expires = now_ms() + CODE_LIFE_MS
    with write(site):
        db.session.add(
            EnrolCode(
                digest=digest(code), site=site, kind=kind, name=name, made_by=by, expires=expires
            )
        )
        audit(site, "device.code", by, dev, kind=kind, name=name)
    return "-".join((code[:5], code[5:10], code[10:15], code[15:20], code[20:])), expires


def digest(code: str) -> bytes:
    """Return what is kept of a code, however it was typed."""
    return hashlib.sha256(code.upper().translate(LOOKALIKES).encode()).digest()


def enrol(code: str, public: bytes, name: str, former: Former | None = None) -> Device:
    """Use a code up for a proven key; a lost answer is given again. Raise Refusal."""
    mark = digest(code)
    found = db.session.get(EnrolCode, mark)
    if found is None:
        raise Refusal("bad_code", 403)
    with write(found.site) as site:
        db.session.refresh(found)
        if found.used_at is not None:
            return _again(found, public)
        if found.expires < now_ms():
            raise Refusal("bad_code", 403)
        before = lives(found.site, former, keys.ENROL + code.encode())
        new = NewDevice(found.kind, found.name or name, public, before)
        device = add(site, new, found.made_by)
        found.used_at = device.enrolled
    return device


def lives(site: int, former: Former | None, message: bytes) -> tuple[str, ...]:
    """Return the devices that a browser was: it signed with the key of the last of them.

    What it cannot prove does not keep it from joining: it only hears nothing of before.
    """
    found = db.session.get(Device, former.dev) if former else None
    if former is None or found is None or found.site != site:
        return ()
    proven = keys.signed(found.public, message, former.proof)
    return (found.id, *found.former)[:LIVES] if proven else ()


def _again(code: EnrolCode, public: bytes) -> Device:
    device = by_key(public, code.site)
    if device is None or device.enrolled != code.used_at or device.revoked_at is not None:
        raise Refusal("bad_code", 403)
    return device


def add(site: Site, new: NewDevice, by: str) -> Device:
    """Add a device under the site's lock; letters are never given twice. Raise Refusal."""
    if by_key(new.public) is not None:
        raise Refusal("known_key", 409)
    device = Device(
        id=device_id(),
        site=site.id,
        kind=new.kind,
        name=new.name,
        letters=next_letters(site.id, new.kind),
        public=new.public,
        kid=keys.kid(new.public),
        enrolled=now_ms(),
        former=list(new.former),
    )
    db.session.add(device)
    site.trust_version += 1
    audit(site.id, "device.enrol", by, device.id, kind=new.kind, letters=device.letters)
    return device


def next_letters(site: int, kind: str) -> str:
    """Return the next letters of a kind: L1, L2…; rows of devices are never deleted."""
    query = select(func.count()).where(Device.site == site, Device.kind == kind)
    return f"{LETTERS[kind]}{(db.session.scalar(query) or 0) + 1}"


def by_key(public: bytes, site: int | None = None) -> Device | None:
    """Find the device that holds a key."""
    query = select(Device).where(Device.kid == keys.kid(public), Device.public == public)
    return db.session.scalars(query if site is None else query.where(Device.site == site)).first()


def by_nonce(kid: str, nonce: str, signature: str) -> Device:
    """Return the device that signed a nonce; each works once. Raise Refusal."""
    at = nonces.made_at(nonce)
    found = _signer(kid, keys.SESSION + nonce.encode(), signature)
    if at is None or found is None:
        raise Refusal("bad_proof", 403)
    with write(found.site):
        db.session.refresh(found)
        if at <= found.nonce_at:
            raise Refusal("bad_proof", 403)
        found.nonce_at = at
    return found


def _signer(kid: str, message: bytes, signature: str) -> Device | None:
    # A kid is four bytes only: try every key that has it.
    rows = db.session.scalars(select(Device).where(Device.kid == kid)).all()
    return next((row for row in rows if keys.signed(row.public, message, signature)), None)


def signed_request() -> bool:
    """Tell whether a device signed this request: header `<kid> <ms> <signature>`."""
    parts = request.headers.get("Vestibule-Signature", "").split(" ")
    if len(parts) != 3 or not (parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 15):
        return False
    if abs(now_ms() - int(parts[1])) > SKEW_MS:
        return False
    content = hashlib.sha256(request.get_data(cache=True)).hexdigest()
    text = "\n".join((request.method, request.full_path.rstrip("?"), parts[1], content))
    return _signer(parts[0], keys.REQUEST + text.encode(), parts[2]) is not None


def revoke(device: Device, reason: str, trust_until: int | None, by: str, dev: str = "") -> None:
    """End a device; what it wrote after `trust_until` (its n) is held for a manager."""
    with write(device.site) as site:
        db.session.refresh(device)
        # What it wrote since it was first revoked is known too, and no more believed for that.
        usual = device.trust_until if device.revoked_at is not None else device.last_n
        device.revoked_at = device.revoked_at or now_ms()
        device.revoked_reason = reason
        device.trust_until = usual if trust_until is None else trust_until
        site.trust_version += 1
        audit(site.id, "device.revoke", by, dev, device=device.id, reason=reason)


def clear_fork(device: Device, reason: str, by: str, dev: str = "") -> None:
    """End the alarm over a device's history without ending the device; raise Refusal.

    It rings again when the device shows once more a head that is not ours.
    """
    with write(device.site):
        db.session.refresh(device)
        if device.fork_at is None:
            raise Refusal("not_found", 404)
        detail = {"device": device.id, "since": device.fork_at, "reason": reason}
        device.fork_at = None
        audit(device.site, "fork.clear", by, dev, **detail)


def is_local() -> bool:
    """Tell whether the caller sits at this very machine: peer, Host, and no proxy between."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    peer = request.environ.get("werkzeug.proxy_fix.orig", {}).get(
        "REMOTE_ADDR", request.remote_addr
    )
    return (
        peer in LOOPBACK
        and host.lower() in LOCAL_HOSTS
        and not any(name in request.headers for name in FORWARDED)
    )


def card(device: Device) -> dict[str, Any]:
    """Return what a device is told of itself."""
    site = db.session.get(Site, device.site)
    return {
        "device": {
            "id": device.id,
            "letters": device.letters,
            "kind": device.kind,
            "name": device.name,
            "site": device.site,
        },
        "server_key": keys.public_jwk(keys.server_public()),
        "server_keys": server_keys.shown(),
        "epoch": site.epoch if site else "",
        "server_time": now_ms(),
    }
