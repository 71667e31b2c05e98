"""What other lists say of somebody who asks: permissions, wishes of homes, do-not-admit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from desk import admission, picture
from desk.db import db
from desk.reference import drop
from desk.searchkey import fold, search_key
from desk.sheets import Cell
from desk.tables import Barred, Household, Permission, Room, Site
from desk.tables.admission import Said

MOST = 200
TITLES = {
    "permission": _l("Permission"),
    "household": _l("Wish of a home"),
    "barred": _l("Do not admit"),
}
TABLES: dict[str, type[Said]] = {
    "permission": Permission,
    "household": Household,
    "barred": Barred,
}


def find(site: int, name: str) -> list[dict[str, Any]]:
    """Return the lines in which a name occurs; `id` is the list's name and the row's."""
    wanted, found = fold(name), []
    for kind, table in TABLES.items():
        query = select(table).where(table.site == site, table.deleted.is_(False))
        for row in db.session.scalars(query.order_by(table.id)):
            said = [one for one in _said(row) if wanted in fold(one) or wanted in search_key(one)]
            if said:
                found.append({"id": f"{kind} {row.id}", "list": kind, "room": _room(site, row),
                              "said": " · ".join(said)})  # fmt: skip
    return found[:MOST]


def told(site: int, ids: list[str]) -> Iterator[list[Cell]]:
    """Yield what ticked lines say, in the language that is set."""
    for kind, row in _rows(site, ids):
        for value in _said(row):
            yield [str(TITLES[kind]), _room(site, row), "", _("Text"), value]
        if found := _photo(row):
            name = picture.file_name(None, found.id, found.kind)
            yield [str(TITLES[kind]), _room(site, row), "", _("Photo"), name]


def photos(site: int, ids: list[str]) -> list[str]:
    """Name the pictures of ticked lines."""
    return [found.id for _kind, row in _rows(site, ids) if (found := _photo(row))]


def forget(site: Site, ids: list[str]) -> list[str]:
    """Take ticked lines from the lists, under the site's lock; return their ids."""
    gone = []
    for kind, row in list(_rows(site.id, ids)):
        admission.forget(row)
        drop(site, row)
        gone.append(f"{kind} {row.id}")
    return gone


def _rows(site: int, ids: list[str]) -> Iterator[tuple[str, Said]]:
    for one in ids:
        kind, _gap, id = one.partition(" ")
        row = db.session.get(TABLES[kind], (site, id)) if kind in TABLES else None
        if row is not None and not row.deleted:
            yield kind, row


def _said(row: Said) -> list[str]:
    words = [name for name in admission.PERSONAL[type(row)] if name != "photo"]
    return [value for name in words if (value := getattr(row, name))]


def _photo(row: Said) -> picture.Picture | None:
    return picture.read(getattr(row, "photo", "") or "")


def _room(site: int, row: Any) -> str:
    room = db.session.get(Room, (site, admission.home(row)))
    return room.name if room else ""
