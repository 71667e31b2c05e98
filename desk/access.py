"""Say who may call a view; what says nothing under /api is for enrolled devices alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from flask import Flask, current_app, request, session
from flask_login import current_user

from desk import nonces, roles
from desk.db import db
from desk.errors import Refusal, in_api
from desk.tables import Device, Staff
from desk.time import now_ms

KINDS = ("desk", "gate", "office")
LEADERS = frozenset({"shift_leader", "supervisor", "manager", "duty_director", "administrator"})
SENIOR = frozenset({"supervisor", "manager", "duty_director", "administrator"})
# Set-up, staff and devices: a duty director stands in for the desk, not for who runs the house.
MANAGERS = roles.holders("settings", "devices")
ADMINISTRATORS = frozenset({"administrator"})

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Rule:
    """Who may call a view."""

    kinds: frozenset[str] = frozenset(KINDS)
    roles: frozenset[str] = field(default_factory=frozenset)  # asks for a password sign-in
    public: bool = False
    revoked: bool = False  # a revoked device may still hand in what it has


DEVICES = Rule()


def access(
    *kinds: str, roles: frozenset[str] = frozenset(), public: bool = False, revoked: bool = False
) -> Callable[[View], View]:
    """Mark a view with who may call it."""

    def mark(view: View) -> View:
        view.__dict__["access"] = Rule(frozenset(kinds or KINDS), roles, public, revoked)
        return view

    return mark


def rule_of(endpoint: str) -> Rule:
    """Return the rule of an endpoint."""
    rule: Rule = getattr(current_app.view_functions.get(endpoint), "access", DEVICES)
    return rule


def current_device() -> Device | None:
    """Return the device that the cookie names, revoked ones too."""
    found = current_user._get_current_object()
    return found if isinstance(found, Device) else None


def device() -> Device:
    """Return the device that is calling; raise Refusal when there is none."""
    found = current_device()
    if found is None:
        raise Refusal("no_device", 401, nonce=nonces.make())
    return found


def signed_in() -> Staff | None:
    """Return who signed in with a password on this device, while that holds."""
    found, until = current_device(), session.get("until", 0)
    if found is None or session.get("how") != "password" or until <= now_ms():
        return None
    staff = db.session.get(Staff, (found.site, session.get("op", "")))
    return staff if staff and staff.left_at is None and not staff.deleted else None


def operator() -> Staff:
    """Return who signed in with a password; raise Refusal."""
    staff = signed_in()
    if staff is None:
        raise Refusal("sign_in_again", 403)
    return staff


def enforce() -> None:
    """Refuse a call under /api that its rule does not allow."""
    if not in_api() or request.endpoint is None:
        return
    rule = rule_of(request.endpoint)
    if rule.public:
        return
    caller = device()
    if caller.revoked_at is not None and not rule.revoked:
        raise Refusal("device_revoked", 403)
    if caller.kind not in rule.kinds:
        raise Refusal("not_allowed", 403)
    if rule.roles and not rule.roles.intersection(operator().roles):
        raise Refusal("not_allowed", 403)


def init_app(app: Flask) -> None:
    """Stand before every view."""
    app.before_request(enforce)
