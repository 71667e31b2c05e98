"""The office: settings, staff, what needs attention, rescue files, histories."""

import json
import secrets
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask
from flask.testing import FlaskClient

from desk import keys, reference
from desk.db import db, write
from desk.tables import Audit, Device, Setting, Site
from desk.testing.devices import Devices
from desk.testing.people import ALICE, BO, CARMEN, DORA, Someone
from desk.testing.tablet import Tablet, b64
from desk.time import DAY_MS, now_ms
from tests.house.conftest import Office

MARIO = Someone("mario", "Mario", ("manager",), "395107", "a manager of night and day")


@pytest.fixture
def dora(office: Office) -> FlaskClient:
    """Return the administrator's browser."""
    return office(DORA)


def refs(tablet: Tablet, kind: str) -> dict[str, Any]:
    return {row["id"]: row for row in tablet.pull()["refs"] if row["kind"] == kind}


# Settings


def test_a_setting_reaches_the_devices(dora: FlaskClient, device: Devices) -> None:
    assert dora.put("/api/office/settings/closing", json={"value": "21:30"}).status_code == 200
    assert refs(device(), "setting")["closing"]["data"]["value"] == "21:30"
    assert dora.get("/api/office/settings").get_json()["settings"]["closing"] == "21:30"


def test_the_same_value_is_no_change(dora: FlaskClient, estate: int) -> None:
    dora.put("/api/office/settings/closing", json={"value": "21:30"})
    before = db.session.get_one(Site, estate, populate_existing=True).ver
    said = dora.put("/api/office/settings/closing", json={"value": "21:30"}).get_json()
    assert said == {"changed": False}
    assert db.session.get_one(Site, estate, populate_existing=True).ver == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("closing", "25:00"),
        ("closing", 2200),
        ("zone", "Mars/Olympus"),
        ("zone", "../../etc/passwd"),
        ("site_name", "Jade Court"),
        ("site_name", {"fr": "Cour"}),
        ("idle_lock", 5),
        ("idle_lock", True),
        ("opening", {"mon": [["18:00", "09:00"]]}),
        ("opening", {"xyz": []}),
        ("opening", {"mon": "all day"}),
        ("holidays", ["2026-02-30"]),
        ("papers", {"visitors.slip": "a3"}),
        ("gates", ["1", "1"]),
        ("logo", "javascript:alert(1)"),
        ("logo", "data:image/svg+xml;base64,PHN2Zz4="),
        ("paper_languages", []),
        ("closing", None),
    ],
)
def test_a_setting_is_what_it_may_be(dora: FlaskClient, key: str, value: object) -> None:
    answer = dora.put(f"/api/office/settings/{key}", json={"value": value})
    assert (answer.status_code, answer.get_json()["field"]) == (400, key)


def test_there_are_no_other_settings(dora: FlaskClient) -> None:
    assert dora.put("/api/office/settings/nothing", json={"value": 1}).status_code == 404
    assert db.session.get(Setting, (1, "nothing")) is None


def test_hours_follow_the_timetable(dora: FlaskClient, device: Devices) -> None:
    week = {"mon": [["09:00", "12:00"], ["13:00", "18:00"]]}
    dora.put("/api/office/settings/opening", json={"value": week})
    days = refs(device(), "hours")["opening"]["data"]
    assert len(days) == 90
    assert {len(spans) for spans in days.values()} == {0, 2}


def test_hours_move_on_once_a_day(dora: FlaskClient, estate: int) -> None:
    def move(now: int) -> bool:
        with write(estate) as site:
            return reference.put_hours(site, now)

    dora.put("/api/office/settings/closing", json={"value": "21:00"})
    now = now_ms()
    assert [move(now), move(now + DAY_MS), move(now + DAY_MS)] == [False, True, False]


# Staff

NEW = {"name": "Nora", "roles": ["receptionist"], "lang": "es", "login": ""}


def test_somebody_new(dora: FlaskClient, device: Devices) -> None:
    id = dora.post("/api/office/staff", json=NEW).get_json()["id"]
    assert refs(device(), "staff")[id]["data"] == {
        "name": "Nora",
        "roles": ["receptionist"],
        "lang": "es",
    }
    pin = dora.post(f"/api/office/staff/{id}/pin", json={"pin": "582047"})
    assert pin.get_json()["has_pin"] is True


def test_a_login_belongs_to_one(dora: FlaskClient) -> None:
    assert dora.post("/api/office/staff", json={**NEW, "login": "Carmen"}).status_code == 409
    assert dora.post("/api/office/staff", json={**NEW, "login": "nora"}).status_code == 200


@pytest.mark.parametrize(
    "change",
    [{"roles": ["king"]}, {"roles": "guard"}, {"lang": "fr"}, {"name": ""}, {"login": "a b"}],
)
def test_facts_about_staff_are_checked(dora: FlaskClient, change: dict[str, object]) -> None:
    assert dora.post("/api/office/staff", json={**NEW, **change}).status_code == 400


def test_whoever_leaves_is_gone_from_the_tablets(dora: FlaskClient, device: Devices) -> None:
    tablet = device()
    known = max(row["ver"] for row in tablet.pull()["refs"])
    query = {"epoch": tablet.epoch, "since": "0:", "ref_since": known}
    dora.post("/api/office/staff/alice/leave", json={})
    told = tablet.http.get("/api/changes", query_string=query).get_json()["refs"]
    assert [(row["kind"], row["id"], row["deleted"]) for row in told] == [("staff", "alice", True)]
    assert "alice" not in refs(device(), "staff")
    assert dora.post("/api/office/staff/alice/pin", json={"pin": "582047"}).status_code == 404
    left = [
        row["id"] for row in dora.get("/api/office/staff").get_json()["staff"] if row["left_at"]
    ]
    assert left == ["alice"]


def test_a_manager_makes_no_administrator(dora: FlaskClient, office: Office) -> None:
    words = {"name": MARIO.name, "roles": ["manager"], "lang": "en", "login": MARIO.id}
    id = dora.post("/api/office/staff", json=words).get_json()["id"]
    dora.post(f"/api/office/staff/{id}/password", json={"password": MARIO.password})
    mario = office(MARIO)
    crown = {**words, "roles": ["administrator"]}
    assert mario.put(f"/api/office/staff/{id}", json=crown).status_code == 403
    assert mario.post("/api/office/staff", json={**crown, "login": "m2"}).status_code == 403
    for what, body in (
        ("leave", {}),
        ("password", {"password": MARIO.password}),
        ("pin", {"pin": "582047"}),
    ):
        assert mario.post(f"/api/office/staff/dora/{what}", json=body).status_code == 403
    assert mario.put("/api/office/staff/alice", json={**NEW, "name": "Alice"}).status_code == 200


def test_every_change_has_its_line(dora: FlaskClient) -> None:
    dora.post("/api/office/staff", json=NEW)
    dora.put("/api/office/settings/closing", json={"value": "21:00"})
    dora.post("/api/office/codes", json={"kind": "desk", "name": ""})
    lines = [(row.what, row.op) for row in db.session.query(Audit) if row.op == DORA.id]
    assert {"staff.add", "setting.change", "device.code", "auth.password", "device.enrol"} == {
        what for what, _ in lines
    }


# What needs attention


def test_what_is_at_odds_is_shown_without_names(device: Devices, office: Office) -> None:
    tablet = device("gate", BO)
    tablet.act("visitors.no_such_action")
    tablet.sign_in("张伟", id_seen="")
    tablet.n += 2  # two entries that never come
    tablet.sign_in("李娜")
    tablet.push()
    http = office(CARMEN)
    said = http.get("/api/office/attention").get_json()
    assert said["quarantine"] == {"unknown_type": 1}
    assert [row["flags"] for row in said["records"] if "rule_broken" in row["flags"]]
    gap = said["gaps"][0]
    assert (gap["id"], gap["gaps"]) == (tablet.id, [[3, 4]])
    held = http.get("/api/office/quarantine").get_json()["quarantine"]
    assert held[0]["t"] == "visitors.no_such_action"
    assert "张伟" not in http.get("/api/office/attention").text + json.dumps(held)
    assert http.get("/api/office/gaps").get_json()["gaps"] == said["gaps"]


def test_calm_is_empty(device: Devices, office: Office) -> None:
    tablet = device()
    tablet.sign_in()
    tablet.push()
    said = office(CARMEN).get("/api/office/attention").get_json()
    assert {key: len(value) for key, value in said.items()} == dict.fromkeys(said, 0)


# Rescue files


def sealed_file(tablet: Tablet, public: bytes, **changes: object) -> dict[str, Any]:
    """Write the file that static/js/desk/rescue.js writes."""
    mine = ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    info = f"vestibule-rescue-v1\n{tablet.id}".encode()
    salt, iv = secrets.token_bytes(16), secrets.token_bytes(12)
    key = HKDF(hashes.SHA256(), 32, salt, info).derive(mine.exchange(ec.ECDH(), theirs))
    raw = mine.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    box = AESGCM(key).encrypt(iv, json.dumps(tablet.outbox).encode(), info)
    return {
        "v": 1,
        "kind": "vestibule-rescue",
        "dev": tablet.id,
        "count": len(tablet.outbox),
        "key": b64(raw),
        "salt": b64(salt),
        "iv": b64(iv),
        "box": b64(box),
        **changes,
    }


def test_a_rescue_file_is_taken_in_once(app: Flask, device: Devices, office: Office) -> None:
    tablet, http = device(), office(CARMEN)
    for number in range(120):
        tablet.sign_in(f"访客{number}")
    file = sealed_file(tablet, keys.server_public())
    assert http.post("/api/office/rescue", json=file).get_json()["found"] == {"applied": 120}
    assert http.post("/api/office/rescue", json=file).get_json()["found"] == {"duplicate": 120}
    row = db.session.get_one(Device, tablet.id, populate_existing=True)
    assert (row.last_n, row.gaps) == (120, [])
    assert len(tablet.push().pull()["records"]) == 120


def test_a_rescue_file_is_for_its_house_and_device(
    app: Flask, device: Devices, office: Office
) -> None:
    tablet, http = device(), office(CARMEN)
    tablet.sign_in()
    stranger = sealed_file(tablet, tablet.key.raw)
    assert http.post("/api/office/rescue", json=stranger).get_json()["error"] == "not_ours"
    renamed = sealed_file(tablet, keys.server_public(), dev="d00000000")
    assert http.post("/api/office/rescue", json=renamed).get_json()["error"] == "not_ours"
    for name in ("v", "kind", "key", "salt", "iv", "box"):
        broken = sealed_file(tablet, keys.server_public(), **{name: "x"})
        assert http.post("/api/office/rescue", json=broken).status_code == 400, name


def test_a_forged_entry_in_a_rescue_file_is_rejected(device: Devices, office: Office) -> None:
    tablet, http = device(), office(CARMEN)
    tablet.sign_in()
    tablet.outbox[0]["b"] = tablet.outbox[0]["b"].replace("visit", "works")
    file = sealed_file(tablet, keys.server_public())
    assert http.post("/api/office/rescue", json=file).get_json()["found"] == {"rejected": 1}


# Histories


def test_a_history_says_who_did_what(device: Devices) -> None:
    tablet = device("desk", ALICE)
    record = tablet.sign_in("张伟")
    tablet.push()
    lines = tablet.http.get(f"/api/records/{record}/history").get_json()["history"]
    assert [(line["t"], line["op_name"]) for line in lines] == [("visitors.sign_in", ALICE.name)]
    assert device("gate").http.get(f"/api/records/{record}/history").status_code == 403
