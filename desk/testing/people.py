"""A small cast, so that every test reads as a story: Alice, Bo, Carmen, and a stranger."""

from dataclasses import dataclass
from functools import cache

import pytest
from flask import Flask

SITE = 1


@dataclass(frozen=True)
class Someone:
    """A member of staff, with what only they know."""

    id: str
    name: str
    roles: tuple[str, ...]
    pin: str
    password: str = ""
    lang: str = "en"


ALICE = Someone("alice", "Alice 陈", ("receptionist",), "482915")
BO = Someone("bo", "Bo", ("guard",), "739162", lang="zh-Hans")
CARMEN = Someone("carmen", "Carmen", ("supervisor",), "615294", "old brass lantern 7")
DORA = Someone("dora", "Dora", ("administrator",), "958213", "quiet marble lobby 3")
# Nobody here knows the stranger: no row, no PIN that fits.
STRANGER = Someone("stranger", "?", (), "864203")
CAST = (ALICE, BO, CARMEN, DORA)

ROOMS = (("r1", "12A"), ("r2", "12B"), ("r3", "PH"))
SETTINGS = {
    "site_name": "Harbour Court 海港阁",
    "zone": "Asia/Hong_Kong",
    "closing": "22:00",
    "closed_days": 14,
}


@pytest.fixture
def estate(app: Flask) -> int:
    """Lay a small estate into the database; return its site's id."""
    return furnish()


def furnish() -> int:
    """Write the small estate's rows; return its site's id."""
    from desk.db import db, write
    from desk.tables import Person, Room, Setting, Site, Staff

    db.session.add(Site(id=SITE))
    db.session.commit()
    with write(SITE) as site:
        rows = [
            *(Room(id=id, name=name, tower="1", floor="12") for id, name in ROOMS),
            Person(
                id="p1",
                name="陈美玲",
                room="r1",
                role="owner",
                lang="zh-Hans",
                key="chenmeiling",
                phone="+852 9123 4567",
            ),
            *(Setting(id=key, value=value) for key, value in SETTINGS.items()),
            *(Staff(id=s.id, name=s.name, roles=list(s.roles), lang=s.lang) for s in CAST),
        ]
        for row in rows:
            site.ver += 1
            row.site, row.ver = SITE, site.ver
        db.session.add_all(rows)
    return SITE


@pytest.fixture
def secrets_known(app: Flask, estate: int) -> None:
    """Give the cast their PINs and passwords: slow to make, so only where they are used."""
    from desk.db import db, write
    from desk.tables import Staff

    pepper = str(app.config["PEPPER"])
    with write(estate):
        for someone in CAST:
            row = db.session.get_one(Staff, (estate, someone.id))
            row.pin = sealed(someone.pin, pepper)
            row.login = someone.id
            row.password = sealed(someone.password, pepper) if someone.password else None


@cache
def sealed(secret: str, pepper: str) -> str:
    """Make each verifier once a session."""
    from desk.pins import seal

    return seal(secret, pepper)
