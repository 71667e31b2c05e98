"""Slow down guessing that no row can count: names nobody has, codes nobody made.

Counted in memory, by process and for a day: a house of several processes gives each its own
tries, which stays far below what 128 bits of a code or an Argon2id password need. Names are kept
as digests only, and wait as long as a name that somebody has (desk/operators.py counts those).
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, current_app, has_request_context, request
from sqlalchemy import func, select

from desk import access, pins
from desk.db import db, write
from desk.errors import Refusal
from desk.reference import audit
from desk.tables import Site
from desk.time import DAY_MS, now_ms

KEPT_MS = DAY_MS
KEPT = 10_000  # of those who tried; the oldest make room
CODES, NAMES = "code", "name"
PATIENCE = {CODES: 10, NAMES: 40}  # tries of one address: a whole estate may stand behind it


@dataclass
class Tries:
    """How often somebody failed, when last, and until when to wait (ms)."""

    count: int = 0
    last: int = 0
    until: int = 0


@dataclass
class Book:
    """The tries of one process."""

    rows: OrderedDict[str, Tries] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def waits(self, key: str, now: int) -> int:
        """Return until when (ms) a key must wait; 0 when it may try."""
        with self.lock:
            row = self.rows.get(key)
            return row.until if row and row.until > now else 0

    def fail(self, key: str, free: int, now: int) -> None:
        """Count one failure."""
        with self.lock:
            row = self.rows.pop(key, None)
            if row is None or now - row.last > KEPT_MS:
                row = Tries()
            row.count, row.last = row.count + 1, now
            over = min(row.count - free + pins.FREE_TRIES, pins.LOCK_AFTER - 1)
            row.until = pins.wait_after(over, now) or 0
            self.rows[key] = row
            while len(self.rows) > KEPT:
                self.rows.popitem(last=False)


def check(what: str, subject: str = "", *, known: bool = False) -> None:
    """Refuse a subject that must wait, and a peer; a known device is spared its neighbours."""
    now = now_ms()
    keys = [key for key in _keys(what, subject) if not (known and key.startswith("peer"))]
    until = max((book().waits(key, now) for key in keys), default=0)
    if until:
        raise Refusal("wait", 423, until=until)


def fail(what: str, subject: str = "") -> None:
    """Count a failure and leave a line; never what was typed, it may be a password."""
    now = now_ms()
    for key in _keys(what, subject):
        book().fail(key, PATIENCE[what] if key.startswith("peer") else pins.FREE_TRIES, now)
    caller = access.current_device() if has_request_context() else None
    site = caller.site if caller else db.session.scalar(select(func.min(Site.id)))
    if site is not None:
        dev = caller.id if caller else ""
        with write(site):
            audit(site, "auth.fail", "", dev, how=what, peer=_peer())


def book() -> Book:
    """Return the tries that this process counts."""
    found: Book = current_app.extensions["throttle"]
    return found


def _keys(what: str, subject: str) -> list[str]:
    keys = [f"peer {what} {_peer()}"]
    if subject:
        keys.append(f"subject {what} {hashlib.sha256(subject.encode()).hexdigest()}")
    return keys


def _peer() -> str:
    return (request.remote_addr or "") if has_request_context() else ""


def init_app(app: Flask) -> None:
    """Begin to count."""
    app.extensions["throttle"] = Book()
