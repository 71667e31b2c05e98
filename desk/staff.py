"""Take on staff, change what they may do, let them go."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from desk import access, roles
from desk.body import one_of, text
from desk.db import db, write
from desk.errors import Refusal
from desk.i18n import LOCALES
from desk.reference import audit, drop, touch
from desk.tables import Staff
from desk.time import now_ms

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")


@dataclass(frozen=True)
class Facts:
    """What the office says of a member of staff."""

    name: str
    roles: tuple[str, ...]
    lang: str
    login: str | None


def read(data: dict[str, Any], by: Staff) -> Facts:
    """Read the facts that were posted; nobody gives a role above their own. Raise Refusal."""
    given = data.get("roles")
    if not isinstance(given, list) or not all(one in roles.names() for one in given):
        raise Refusal("invalid", 400, field="roles")
    if not given:
        raise Refusal("no_roles", 400, field="roles")
    if roles.ADMINISTRATOR in given and roles.ADMINISTRATOR not in by.roles:
        raise Refusal("not_allowed", 403)
    login = text(data, "login", 80, 0).casefold() or None
    if login is not None and not LOGIN.fullmatch(login):
        raise Refusal("bad_login", 400, field="login")
    name = text(data, "name", 200).strip()
    if not name:
        raise Refusal("invalid", 400, field="name")
    return Facts(
        name=name,
        roles=tuple(dict.fromkeys(given)),
        lang=one_of(data, "lang", tuple(LOCALES)),
        login=login,
    )


def may_change(by: Staff, row: Staff) -> None:
    """Keep administrators out of reach of everybody else; raise Refusal."""
    if not within(by, row):
        raise Refusal("not_allowed", 403)


def within(by: Staff, row: Staff) -> bool:
    """Tell whether somebody who manages staff may change this row."""
    return roles.ADMINISTRATOR not in row.roles or roles.ADMINISTRATOR in by.roles


def keeps_house(by: Staff, row: Staff, left: tuple[str, ...]) -> None:
    """Let nobody give away what opens the office to them: it could stay shut; raise Refusal."""
    if by.id == row.id and (access.MANAGERS & set(row.roles)) - set(left):
        raise Refusal("not_yourself", 409)


def add(site_id: int, facts: Facts, by: str, dev: str) -> Staff:
    """Take on a member of staff; raise Refusal when the login is taken."""
    row = Staff(site=site_id, id=f"u{secrets.token_hex(4)}")
    with write(site_id) as site:
        _put(row, facts)
        touch(site, row)
        audit(site_id, "staff.add", by, dev, staff=row.id, roles=list(facts.roles))
    return row


def change(row: Staff, facts: Facts, by: str, dev: str) -> None:
    """Change a member of staff; raise Refusal when the login is taken."""
    with write(row.site) as site:
        _put(row, facts)
        touch(site, row)
        audit(site.id, "staff.change", by, dev, staff=row.id, roles=list(facts.roles))


def leave(row: Staff, by: str, dev: str) -> None:
    """Let a member of staff go; devices are told by the feed."""
    with write(row.site) as site:
        row.left_at = now_ms()
        row.pin = row.password = row.login = None
        row.password_once = False
        drop(site, row)
        audit(site.id, "staff.leave", by, dev, staff=row.id)


def _put(row: Staff, facts: Facts) -> None:
    taken = select(Staff.id).where(
        Staff.login == facts.login, or_(Staff.site != row.site, Staff.id != row.id)
    )
    if facts.login is not None and db.session.scalar(taken) is not None:
        raise Refusal("login_taken", 409, field="login")
    row.name, row.roles = facts.name, list(facts.roles)
    row.lang, row.login = facts.lang, facts.login
    if row.login is None:  # nobody could sign in by it
        row.password, row.password_once = None, False
