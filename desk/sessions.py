"""The cookie names the device; a password sign-in rides on it for a while."""

from __future__ import annotations

from flask import Flask, session
from flask_login import LoginManager, login_user
from sqlalchemy.orm import joinedload

from desk.db import db
from desk.tables import Device, Staff
from desk.time import now_ms

# How long a password sign-in holds: an office has a door, a lobby has none.
HOLDS_MS = {"office": 8 * 3_600_000, "desk": 15 * 60_000, "gate": 15 * 60_000}

login = LoginManager()


def load(device: str) -> Device | None:
    """Return the device that a cookie names, its site beside it, in one read."""
    return db.session.get(Device, device, options=[joinedload(Device.home)])


def begin(device: Device) -> None:
    """Give a device its cookie; whoever was signed in on it is not any more."""
    session.clear()
    session.permanent = True
    login_user(device, force=True)


def sign_in(device: Device, staff: Staff, how: str) -> int:
    """Remember who holds the device and how that was shown; return until when (ms)."""
    until = now_ms() + HOLDS_MS[device.kind]
    session.update(op=staff.id, how=how, until=until)
    return until


def sign_out() -> None:
    """Forget who holds the device; the device stays."""
    for key in ("op", "how", "until"):
        session.pop(key, None)


def init_app(app: Flask) -> None:
    """Set up Flask-Login: its user is the device."""
    login.session_protection = None  # a tablet changes its address as it walks
    login.user_loader(load)
    login.init_app(app)
