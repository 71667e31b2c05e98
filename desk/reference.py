"""Change what devices need to know; each change is a new version that the feed picks up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from desk import hours
from desk.db import db, write
from desk.errors import Refusal
from desk.ids import uuid7
from desk.settings import SETTINGS, fits
from desk.tables import REFERENCE, Audit, Hours, Reference, Setting, Site
from desk.time import now_ms

OPENING = "opening"  # the one row of working hours
PICTURES = ("logo", "seal")  # too large for a line of the audit
FEED = REFERENCE


def touch(site: Site, row: Reference) -> None:
    """Give a row the site's next version; call it under the site's lock."""
    site.ver += 1
    row.site, row.ver = site.id, site.ver
    db.session.add(row)


def drop(site: Site, row: Reference) -> None:
    """Take a row away from all devices; it stays as a mark of its end."""
    row.deleted = True
    touch(site, row)


def audit(site: int, what: str, op: str = "", dev: str = "", **detail: Any) -> Audit:
    """Keep a line about set-up or a sign-in; never a PIN, a password or a code. Return it."""
    line = Audit(id=uuid7(), site=site, at=now_ms(), op=op, dev=dev, what=what, detail=detail)
    db.session.add(line)
    return line


def settings(site: int) -> dict[str, Any]:
    """Return every setting of a site, defaults included."""
    rows = db.session.execute(
        select(Setting.id, Setting.value).where(Setting.site == site, Setting.deleted.is_(False))
    )
    known = {key: value for key, value in rows if key in SETTINGS}
    return {key: kind.default for key, kind in SETTINGS.items()} | known


def setting(site: int, key: str) -> Any:
    """Return one setting, or its default."""
    row = db.session.get(Setting, (site, key))
    return SETTINGS[key].default if row is None or row.deleted else row.value


def put_setting(site: Site, key: str, value: Any) -> bool:
    """Set one setting under the site's lock; tell whether it changed. Raise Refusal."""
    if not fits(key, value):
        raise Refusal("invalid", 400, field=key)
    row = db.session.get(Setting, (site.id, key))
    if row is not None and row.value == value and not row.deleted:
        return False
    row = row or Setting(site=site.id, id=key)
    row.value, row.deleted = value, False
    touch(site, row)
    return True


def change_setting(site_id: int, key: str, value: Any, op: str, dev: str) -> bool:
    """Set one setting, with its line in the audit and the hours that follow from it."""
    with write(site_id) as site:
        was = setting(site_id, key)
        changed = put_setting(site, key, value)
        if changed:
            told = {"was": was, "now": value} if key not in PICTURES else {}
            audit(site_id, "setting.change", op, dev, key=key, **told)
            put_hours(site, now_ms())
    return changed


def put_hours(site: Site, now: int) -> bool:
    """Lay out the working hours of the next 90 days; tell whether they changed."""
    db.session.flush()
    known = settings(site.id)
    days = hours.intervals(
        known["opening"], known["holidays"], known["zone"], hours.today(now, known["zone"])
    )
    row = db.session.get(Hours, (site.id, OPENING))
    if row is not None and row.days == days:
        return False
    row = row or Hours(site=site.id, id=OPENING)
    row.days = days
    touch(site, row)
    return True
