"""Guessing names and codes: slowed like guessing passwords, and written down."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk import throttle
from desk.db import db
from desk.ids import uuid7
from desk.tables import Audit
from desk.testing.devices import Devices
from desk.testing.people import ALICE, CARMEN, Someone
from desk.testing.tablet import Key
from desk.time import now_ms
from tests.house.conftest import Office, office_words
from tests.house.test_enrol import enrol

NOBODY = Someone("nobody", "Nobody", (), "", "a wrong password 1")
WRONG = "0" * 26


def fails() -> list[dict[str, object]]:
    """Return the details of what failed, oldest first."""
    rows = db.session.query(Audit).filter_by(what="auth.fail").order_by(Audit.id)
    return [dict(row.detail or {}) for row in rows]


def guess(app: Flask, who: Someone) -> tuple[int, str]:
    """Try a name and a password from a browser nobody knows."""
    answer = app.test_client().post("/api/office/sign-in", json=office_words(who, Key()))
    return answer.status_code, answer.get_json()["error"]


def test_a_name_that_nobody_has_waits_like_one_that_somebody_has(
    app: Flask, estate: int, secrets_known: None
) -> None:
    wrong = Someone(CARMEN.id, "", (), "", "a wrong password 1")
    told = {who.id: [guess(app, who) for _ in range(6)] for who in (NOBODY, wrong)}
    assert told[NOBODY.id] == told[CARMEN.id]
    assert told[NOBODY.id] == [(403, "bad_password")] * 5 + [(423, "wait")]


def test_each_guess_leaves_a_line_without_the_name(app: Flask, estate: int) -> None:
    for _ in range(7):
        guess(app, NOBODY)
    assert fails() == [{"how": "name", "peer": "127.0.0.1"}] * 5
    assert NOBODY.id not in str([row.op for row in db.session.query(Audit)])


def test_a_wait_ends(app: Flask, estate: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(6):
        guess(app, NOBODY)
    now = now_ms()
    monkeypatch.setattr("desk.throttle.now_ms", lambda: now + 31_000)
    assert guess(app, NOBODY) == (403, "bad_password")
    assert guess(app, NOBODY) == (423, "wait")


def test_many_names_from_one_address_wait_but_a_known_browser_does_not(
    app: Flask, office: Office, estate: int
) -> None:
    key = Key()
    known = app.test_client()
    assert known.post("/api/office/sign-in", json=office_words(CARMEN, key)).status_code == 200
    for number in range(40):
        guess(app, Someone(f"n{number}", "", (), "", "a wrong password 1"))
    assert guess(app, Someone("n41", "", (), "", "a wrong password 1")) == (423, "wait")
    assert guess(app, CARMEN) == (423, "wait")
    assert known.post("/api/office/sign-in", json=office_words(CARMEN, key)).status_code == 200


def test_codes_are_not_to_be_guessed(app: Flask, client: FlaskClient, estate: int) -> None:
    told = [enrol(client, Key(), WRONG).get_json()["error"] for _ in range(11)]
    assert told == ["bad_code"] * 10 + ["wait"]
    assert fails() == [{"how": "code", "peer": "127.0.0.1"}] * 10


def test_the_book_does_not_grow_without_end(app: Flask) -> None:
    book = throttle.Book()
    for number in range(throttle.KEPT + 10):
        book.fail(str(number), 5, 1)
    assert len(book.rows) == throttle.KEPT
    assert "0" not in book.rows


def test_wrong_pins_of_offline_hours_are_told_once(device: Devices, secrets_known: None) -> None:
    tablet = device()
    told = [
        {"id": uuid7(at), "op": ALICE.id, "at": at} for at in (1_763_780_000_000, 1_763_780_001_000)
    ]
    odd = [
        None,
        {},
        {"id": "x", "op": "alice", "at": 1},
        {**told[0], "at": "x"},
        {**told[0], "op": 7},
    ]
    for _ in range(2):
        words = {"op": ALICE.id, "pin": ALICE.pin, "fails": [*told, *odd]}
        assert tablet.http.post("/api/operators/sign-in", json=words).status_code == 200
    rows = db.session.query(Audit).filter_by(what="auth.fail").order_by(Audit.at).all()
    assert [(row.id, row.op, row.at, row.dev) for row in rows] == [
        (one["id"], one["op"], one["at"], tablet.id) for one in told
    ]
    assert fails() == [{"how": "pin_offline"}] * 2
