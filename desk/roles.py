"""Roles as rows: who they are and what they are shown. Roles hide; the device's kind decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from flask_babel import lazy_gettext as _l

Shown = Literal["desk", "gate", "office", "reasons", "settings", "devices"]

RECEPTIONIST = "receptionist"
GUARD = "guard"
SHIFT_LEADER = "shift_leader"
SUPERVISOR = "supervisor"
MANAGER = "manager"
DUTY_DIRECTOR = "duty_director"
MAINTENANCE = "maintenance"
SECURITY = "security"
FINANCE = "finance"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Role:
    """A role, and the parts of the house that it is shown."""

    name: str
    title: str
    shown: tuple[Shown, ...]


ROLES: tuple[Role, ...] = (
    Role(RECEPTIONIST, _l("Receptionist"), ("desk",)),
    Role(GUARD, _l("Guard"), ("gate",)),
    Role(SHIFT_LEADER, _l("Shift leader"), ("desk", "gate", "reasons")),
    Role(SUPERVISOR, _l("Supervisor"), ("desk", "gate", "office", "reasons")),
    Role(MANAGER, _l("Manager"), ("desk", "gate", "office", "reasons", "settings", "devices")),
    Role(DUTY_DIRECTOR, _l("Duty director"), ("desk", "gate", "office", "reasons")),
    Role(MAINTENANCE, _l("Maintenance"), ("desk",)),
    Role(SECURITY, _l("Security"), ("gate", "reasons")),
    Role(FINANCE, _l("Finance"), ("office",)),
    Role(ADMINISTRATOR, _l("Administrator"), ("office", "settings", "devices")),
)

DESK_STAFF = (RECEPTIONIST, SHIFT_LEADER, SUPERVISOR, MANAGER, DUTY_DIRECTOR)
GATE_STAFF = (GUARD, SECURITY)
LEADERS = (SHIFT_LEADER, SUPERVISOR, MANAGER, DUTY_DIRECTOR)
SETTLERS = (SUPERVISOR, MANAGER, DUTY_DIRECTOR)


def names() -> tuple[str, ...]:
    return tuple(role.name for role in ROLES)


def holders(*parts: Shown) -> frozenset[str]:
    """Return the roles that are shown all of these parts of the house."""
    return frozenset(role.name for role in ROLES if set(parts) <= set(role.shown))


def shows(roles: Iterable[str], part: Shown) -> bool:
    """Tell whether someone with these roles is shown a part of the house."""
    held = set(roles)
    return any(part in role.shown for role in ROLES if role.name in held)
