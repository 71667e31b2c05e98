"""Callers of every kind, each with a browser of its own."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk.db import db, write
from desk.tables import Site, Staff
from desk.testing.people import Someone, sealed
from desk.testing.tablet import Key

Office = Callable[[Someone], FlaskClient]
OTHER_SITE = 2
EVE = Someone("eve", "Eve", ("administrator",), "371948", "other people's house 9")


def office_words(who: Someone, key: Key) -> dict[str, object]:
    """Say what an office browser posts to sign in."""
    proof = key.sign(f"vestibule-enrol-v1\n{who.id}".encode())
    return {"login": who.id, "password": who.password, "jwk": key.jwk, "proof": proof}


@pytest.fixture
def office(app: Flask, secrets_known: None) -> Office:
    """Return a factory of office browsers with someone signed in by password."""

    def enter(who: Someone) -> FlaskClient:
        http = app.test_client()
        answer = http.post("/api/office/sign-in", json=office_words(who, Key()))
        assert answer.status_code == 200, answer.text
        return http

    return enter


@pytest.fixture
def other_site(app: Flask, estate: int, secrets_known: None) -> int:
    """Lay a second estate beside the first, with an administrator of its own."""
    db.session.add(Site(id=OTHER_SITE))
    db.session.commit()
    pepper = str(app.config["PEPPER"])
    with write(OTHER_SITE):
        db.session.add(
            Staff(
                site=OTHER_SITE,
                id=EVE.id,
                name=EVE.name,
                roles=list(EVE.roles),
                login=EVE.id,
                password=sealed(EVE.password, pepper),
            )
        )
    return OTHER_SITE
