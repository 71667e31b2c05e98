"""Staff over the network: secrets that are told once, an own password, nobody locked out."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from desk import pins
from desk.db import db
from desk.tables import Audit, Device, Staff
from desk.testing.devices import Devices
from desk.testing.people import ALICE, CARMEN, DORA, Someone
from desk.testing.tablet import Key
from tests.house.conftest import Office, office_words

LOOK = "/api/office/staff"
NEW = {"name": "歐陽慕容雪", "roles": ["receptionist"], "lang": "zh-Hant", "login": "muxue"}


@pytest.fixture
def dora(office: Office) -> FlaskClient:
    """Return the administrator's browser."""
    return office(DORA)


def listed(http: FlaskClient) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in http.get(LOOK).get_json()["staff"]}


def hired(dora: FlaskClient, **facts: object) -> str:
    answer = dora.post(LOOK, json={**NEW, **facts})
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["id"])


def enter(http: FlaskClient, who: Someone, key: Key, **more: str) -> Any:
    return http.post("/api/office/sign-in", json={**office_words(who, key), **more})


def test_a_drawn_pin_is_told_once_and_opens_a_tablet(dora: FlaskClient, device: Devices) -> None:
    id = hired(dora)
    pin = dora.post(f"{LOOK}/{id}/pin", json={}).get_json()["pin"]
    assert not pins.weak_pin(pin)
    assert pin not in dora.get(LOOK).text
    assert pin not in str([line.detail for line in db.session.query(Audit)])
    http = device().http
    assert http.post("/api/operators/sign-in", json={"op": id, "pin": pin}).status_code == 200
    other = dora.post(f"{LOOK}/{id}/pin", json={}).get_json()["pin"]
    assert http.post("/api/operators/sign-in", json={"op": id, "pin": pin}).status_code == 403
    assert http.post("/api/operators/sign-in", json={"op": id, "pin": other}).status_code == 200


def test_a_pin_that_somebody_chose_is_not_told_back(dora: FlaskClient) -> None:
    said = dora.post(f"{LOOK}/{hired(dora)}/pin", json={"pin": "582047"}).get_json()
    assert "pin" not in said
    assert said["has_pin"] is True


def test_a_drawn_password_opens_nothing_but_the_choice_of_another(
    dora: FlaskClient, app: Flask
) -> None:
    id = hired(dora, roles=["supervisor"])
    told = dora.post(f"{LOOK}/{id}/password", json={}).get_json()
    once = told["password"]
    assert (told["once"], once in dora.get(LOOK).text) == (True, False)
    http, key = app.test_client(), Key()
    muxue = Someone("muxue", "", (), "", once)
    before = db.session.query(Device).count()
    no = enter(http, muxue, key)
    assert (no.status_code, no.get_json()["error"]) == (403, "choose_password")
    assert http.get(LOOK).status_code == 401
    assert db.session.query(Device).count() == before, "nobody has come in yet"
    for weak in ("short", once, "muxue-muxue-12"):
        assert enter(http, muxue, key, new=weak).get_json()["error"] == "weak_password", weak
    assert enter(http, muxue, key, new="a lamp, a door, a stair").status_code == 200
    assert http.get(LOOK).status_code == 200
    assert enter(app.test_client(), muxue, Key()).get_json()["error"] == "bad_password"
    own = Someone("muxue", "", (), "", "a lamp, a door, a stair")
    assert enter(app.test_client(), own, Key()).status_code == 200
    assert listed(dora)[id]["once"] is False


def test_whoever_signs_in_may_choose_another_password(app: Flask, office: Office) -> None:
    office(CARMEN)
    assert enter(app.test_client(), CARMEN, Key(), new="a new brass lantern 8").status_code == 200
    old = enter(app.test_client(), CARMEN, Key())
    assert old.get_json()["error"] == "bad_password"


def test_a_wrong_password_chooses_nothing(app: Flask, office: Office) -> None:
    office(CARMEN)
    thief = Someone("carmen", "", (), "", "a guess of a thief")
    answer = enter(app.test_client(), thief, Key(), new="a thief's own words 5")
    assert answer.get_json()["error"] == "bad_password"
    assert enter(app.test_client(), CARMEN, Key()).status_code == 200


def test_a_password_needs_a_user_name_and_goes_with_it(dora: FlaskClient) -> None:
    id = hired(dora)
    dora.post(f"{LOOK}/{id}/password", json={})
    bare = {name: value for name, value in NEW.items() if name != "login"}
    assert dora.put(f"{LOOK}/{id}", json=bare).get_json()["has_password"] is False
    no = dora.post(f"{LOOK}/{id}/password", json={})
    assert (no.status_code, no.get_json()["error"]) == (409, "no_login")


def test_what_is_wrong_is_said_in_the_readers_language(dora: FlaskClient) -> None:
    wrongs: tuple[dict[str, object], ...] = ({"roles": []}, {"login": "a b"}, {"login": "carmen"})
    said = [
        dora.post(f"{LOOK}?lang=zh-Hans", json={**NEW, **wrong}).get_json()["message"]
        for wrong in wrongs
    ]
    assert said == [
        "请至少选择一个岗位。",
        "用户名只能用小写字母、数字和 . _ @ -。",
        "这个用户名已有人使用。",
    ]
    assert dora.post(LOOK, json={**NEW, "name": "  "}).get_json()["field"] == "name"


def test_nobody_shuts_the_office_behind_themselves(dora: FlaskClient) -> None:
    words = {"name": "Dora", "roles": ["receptionist"], "lang": "en", "login": "dora"}
    assert dora.put(f"{LOOK}/dora", json=words).get_json()["error"] == "not_yourself"
    assert dora.post(f"{LOOK}/dora/leave", json={}).get_json()["error"] == "not_yourself"
    words["roles"] = ["administrator", "receptionist"]
    assert dora.put(f"{LOOK}/dora", json=words).status_code == 200


def test_whoever_leaves_stays_on_the_list_without_secrets(dora: FlaskClient) -> None:
    dora.post(f"{LOOK}/{ALICE.id}/leave", json={})
    rows = listed(dora)
    assert list(rows)[-1] == ALICE.id
    alice = rows[ALICE.id]
    assert (alice["name"], alice["has_pin"], alice["left_at"] is not None) == (ALICE.name, 0, True)
    query = select(Staff.pin, Staff.password, Staff.login).where(Staff.id == ALICE.id)
    assert tuple(db.session.execute(query).one()) == (None, None, None)


def test_who_may_be_changed_is_told_with_the_list(dora: FlaskClient, office: Office) -> None:
    assert listed(dora)["dora"]["mine"] is True
    assert (listed(office(CARMEN))["dora"]["mine"], listed(dora)["alice"]["mine"]) == (False, True)
