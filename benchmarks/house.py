"""An empty house on a real disk, and tablets that make entries before the clock runs."""

import os
from itertools import count, islice
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert

from desk.testing.apps import ENVIRONMENT, DeskClient
from desk.testing.devices import enter, present
from desk.testing.people import SITE, furnish
from desk.testing.tablet import Tablet

ROOMS = 700
numbers, guests = count(1), count()


def build(folder: Path) -> Flask:
    """Make a house with so many rooms that visitors spread over them."""
    os.environ |= ENVIRONMENT | {
        "VESTIBULE_DATA": str(folder),
        "VESTIBULE_DATABASE": f"sqlite:///{folder / 'house.db'}",
    }
    from app import create_app
    from desk.db import db, write
    from desk.tables import Room

    app: Flask = create_app()
    app.test_client_class = DeskClient
    with app.app_context():
        db.create_all()
        furnish()
        with write(SITE) as site:
            site.ver += 1
            rows = (
                {"id": f"e{n}", "name": f"E{n}", "site": SITE, "ver": site.ver}
                for n in range(ROOMS)
            )
            db.session.execute(insert(Room), list(rows))
    return app


def enrol(app: Flask) -> Tablet:
    """Enrol one more tablet."""
    number = next(numbers)
    tablet = Tablet(app.test_client(), f"d{number:08x}", SITE, f"L{number}")
    enter(tablet, "desk")
    present(tablet.http, tablet.key)
    return tablet


def prepare(tablet: Tablet, wanted: int) -> list[Any]:
    """Let a tablet make entries; they are signed when the clock starts."""
    for number in islice(guests, wanted):
        last4 = f"{number % 10_000:04}"
        tablet.sign_in(f"Guest {number}", room=f"e{number % ROOMS}", id_last4=last4)
    made, tablet.outbox = tablet.outbox, []
    return made
