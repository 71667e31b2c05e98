"""Enrol devices in tests: `device("gate")` returns a tablet that can make entries."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk.testing.people import ALICE, Someone
from desk.testing.tablet import Key, Tablet

Devices = Callable[..., Tablet]


@pytest.fixture
def device(app: Flask, estate: int) -> Devices:
    """Return a factory of enrolled devices, each with a client of its own."""
    made: list[Tablet] = []

    def enrol(kind: str = "desk", op: Someone = ALICE, site: int = estate) -> Tablet:
        tablet = Tablet(
            http=app.test_client(),
            id=f"d{len(made) + 1:08x}",
            site=site,
            letters=f"T{len(made) + 1}",
            op=op.id,
        )
        made.append(tablet)
        enter(tablet, kind)
        present(tablet.http, tablet.key)
        return tablet

    return enrol


def enter(tablet: Tablet, kind: str) -> None:
    """Write the device's row, as enrolment by a code would."""
    from desk.db import db, write
    from desk.tables import Device

    with write(tablet.site) as site:
        tablet.epoch = site.epoch
        db.session.add(
            Device(
                id=tablet.id,
                site=tablet.site,
                kind=kind,
                name=f"{kind} {tablet.letters}",
                letters=tablet.letters,
                public=tablet.key.raw,
                kid=tablet.key.kid,
                enrolled=tablet.now(),
            )
        )


def present(http: FlaskClient, key: Key) -> None:
    """Get the device's cookie: sign the server's nonce with the device's key."""
    nonce = http.get("/api/devices/nonce", query_string={"kid": key.kid}).get_json()["nonce"]
    proof = key.sign(f"vestibule-session-v1\n{nonce}".encode())
    answer = http.post("/api/devices/session", json={"kid": key.kid, "nonce": nonce, "sig": proof})
    assert answer.status_code == 200, answer.text
