"""A rescue file goes all the way: written by the tablet's own code, taken in by the house's."""

import base64
import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from desk import devices
from desk.config import ROOT
from desk.db import db
from desk.register import export, registers
from desk.tables import Audit, Device, Journal
from desk.testing.devices import Devices
from desk.testing.people import ALICE, CARMEN
from desk.testing.pictures import jpeg
from tests.house.conftest import Office

NAMES = ["张伟", "Zoë O’Brien-Ñúñez", "👩‍💻 李娜", "x" * 60]
NODE = shutil.which("node", path=str(ROOT / ".venv/bin")) or shutil.which("node") or "node"
PHOTO = jpeg()
FORM = {"room": "r1", "id_seen": "yes", "id_kind": "id_card", "purpose": "visit"}


def visitor(name: str) -> dict[str, Any]:
    """Say what the form posts."""
    last4 = f"48{NAMES.index(name):02}"
    return {"values": FORM, "personal": {"name": name, "id_last4": last4, "host_name": "Mrs Chen"}}


@pytest.fixture
def tablet(app: Flask, estate: int) -> Iterator[dict[str, Any]]:
    """Enrol the tablet that Node plays, let it write offline; yield what it said last."""
    code = devices.make_code(estate, "desk", "", "dora")[0]
    house = {"registers": {name: export(one) for name, one in registers().items()}}
    told = {"house": house, "code": code, "op": ALICE.id, "visitors": [*map(visitor, NAMES)]}
    told["photo"] = base64.b64encode(PHOTO).decode()
    http = app.test_client()
    with subprocess.Popen(
        [NODE, str(ROOT / "tests/house/rescue.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as run:
        assert run.stdin
        assert run.stdout
        print(json.dumps(told, default=str), file=run.stdin, flush=True)
        for line in run.stdout:
            asked = json.loads(line)
            if "done" in asked:
                yield asked
                break
            answer = http.open(asked["path"], method=asked["method"], json=asked.get("body"))
            said = {"status": answer.status_code, "data": answer.get_json()}
            print(json.dumps(said), file=run.stdin, flush=True)


def test_what_the_tablet_seals_the_house_opens_once(
    tablet: dict[str, Any], device: Devices, office: Office
) -> None:
    assert tablet["joined"] is True
    file = json.loads(tablet["done"]["text"])
    assert not any(name in tablet["done"]["text"] for name in NAMES)
    http = office(CARMEN)
    first = http.post("/api/office/rescue", json=file).get_json()
    assert (first["found"], first["dev"]) == ({"applied": 4, "pictures": 4}, tablet["device"])
    records = device().pull()["records"]
    assert [row["p"]["name"] for row in records] == NAMES
    assert all(row["flags"] == [] for row in records), records
    heads = db.session.query(Journal).count()
    second = http.post("/api/office/rescue", json=file).get_json()
    assert second["found"] == {"duplicate": 4, "pictures": 4}
    for row in records:
        blob = row["p"]["photo"].split()[0]
        assert http.get(f"/api/blobs/{blob}").data == PHOTO
    assert [row["seq"] for row in second["results"]] == [row["seq"] for row in first["results"]]
    assert db.session.query(Journal).count() == heads
    row = db.session.get_one(Device, tablet["device"], populate_existing=True)
    assert (row.last_n, row.gaps) == (4, [])
    lines = db.session.query(Audit).filter_by(what="rescue.import", op=CARMEN.id).all()
    assert [(line.detail or {})["found"] for line in lines] == [
        {"applied": 4, "pictures": 4},
        {"duplicate": 4, "pictures": 4},
    ]


def test_of_a_revoked_tablet_it_waits_for_a_word(
    tablet: dict[str, Any], device: Devices, office: Office
) -> None:
    devices.revoke(db.session.get_one(Device, tablet["device"]), "lost", 2, "dora")
    http = office(CARMEN)
    file = json.loads(tablet["done"]["text"])
    assert http.post("/api/office/rescue", json=file).get_json()["found"] == {
        "applied": 2,
        "held": 2,
        "pictures": 2,
    }
    for held in http.get("/api/office/quarantine").get_json()["quarantine"]:
        path = f"/api/office/held/{held['id']}/release"
        assert http.post(path, json={"reason": "We know them."}).status_code == 200
    assert sorted(row["p"]["name"] for row in device().pull()["records"]) == sorted(NAMES)
    again = http.post("/api/office/rescue", json=file).get_json()["found"]
    assert again == {"duplicate": 4, "pictures": 4}
