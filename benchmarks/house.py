"""An empty house on a real disk, and tablets that make entries before the clock runs."""

import os
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask

from desk.testing.apps import ENVIRONMENT, DeskClient
from desk.testing.devices import enter, present
from desk.testing.people import SITE, furnish
from desk.testing.tablet import Tablet

numbers = count(1)


def build(folder: Path) -> Flask:
    """Make a house with a small estate."""
    os.environ |= ENVIRONMENT | {
        "VESTIBULE_DATA": str(folder),
        "VESTIBULE_DATABASE": f"sqlite:///{folder / 'house.db'}",
    }
    from app import create_app
    from desk.db import db

    app: Flask = create_app()
    app.test_client_class = DeskClient
    with app.app_context():
        db.create_all()
        furnish()
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
    for number in range(wanted):
        tablet.sign_in(f"Guest {number}")
    made, tablet.outbox = tablet.outbox, []
    return made
