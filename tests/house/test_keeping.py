"""What is kept and how long: a manager sees it, changes it, holds it, and erases on request."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from desk import holds, journal_file, purge, tick
from desk.db import db
from desk.errors import Refusal
from desk.tables import Audit, Journal, Personal, Quarantine, Record, Setting, Site
from desk.testing.devices import Devices
from desk.testing.people import CARMEN, DORA
from desk.time import DAY_MS, now_ms
from tests.house.conftest import EVE, Office

LOOK = "/api/office/keeping"


@pytest.fixture
def dora(office: Office) -> FlaskClient:
    """Return the administrator's browser."""
    return office(DORA)


def lines(what: str) -> list[tuple[str, object]]:
    return [(row.op, row.detail) for row in db.session.query(Audit) if row.what == what]


def number(record: str) -> str:
    return str(db.session.get_one(Record, record).no)


def test_each_fields_days_are_seen_and_changed(dora: FlaskClient, office: Office) -> None:
    def days() -> tuple[int, int]:
        rows = {row["id"]: row for row in dora.get(LOOK).get_json()["retention"]}
        return rows["visitors.name"]["days"], rows["visitors.name"]["usual"]

    was, usual = days()
    assert was == usual
    path = "/api/office/retention/visitors.name"
    for given in ("0", "3651", "many", "", "１２"):
        assert dora.post(path, json={"days": given}).get_json()["field"] == "days", given
    assert dora.post(path, json={"days": "45"}).get_json() == {"changed": True}
    assert dora.post(path, json={"days": 45}).get_json() == {"changed": False}
    assert days() == (45, usual)
    assert db.session.get_one(Setting, (1, "retention")).value == {"visitors.name": 45}
    change = {"field": "visitors.name", "was": was, "now": 45}
    assert lines("retention.change") == [(DORA.id, change)]
    assert dora.post("/api/office/retention/visitors.room", json={"days": 9}).status_code == 404
    assert office(CARMEN).post(path, json={"days": 1}).status_code == 403


def test_the_last_purge_and_the_next_are_told(dora: FlaskClient, device: Devices) -> None:
    tablet = device()
    slip = tablet.sign_in()
    tablet.push()
    told = dora.get(LOOK).get_json()
    assert (told["last"], told["gone"]) == (None, None)
    assert told["next"] <= now_ms()
    at = now_ms() - 400 * DAY_MS
    db.session.execute(update(Record).where(Record.id == slip).values(closed=at))
    db.session.commit()
    now = now_ms()
    tick.purge_daily(1, now)
    told = dora.get(LOOK).get_json()
    assert (told["last"], told["next"]) == (now, (now // DAY_MS + 1) * DAY_MS)
    assert told["gone"] == 1, "the last row names one field's values"


def test_a_hold_is_set_by_the_number_and_lifted(dora: FlaskClient, device: Devices) -> None:
    tablet = device()
    slip = tablet.sign_in()
    tablet.push()
    wish = {"kind": "record", "record": f" {number(slip).lower()} ", "reason": "Police, file 7"}
    assert dora.post("/api/office/holds", json={**wish, "until": "31-12-2099"}).status_code == 400
    assert dora.post("/api/office/holds", json={**wish, "until": "2020-01-01"}).status_code == 400
    made = dora.post("/api/office/holds", json={**wish, "until": "2099-12-31"})
    assert made.status_code == 200, made.text
    (row,) = dora.get(LOOK).get_json()["holds"]
    assert (row["no"], row["why"], row["by"], row["stands"]) == (
        number(slip), "Police, file 7", DORA.name, True,
    )  # fmt: skip
    assert row["until"] == 4102416000000, "2100 begins at 16:00 UTC in Hong Kong"
    erase = {"record": number(slip), "reason": "she asked"}
    answer = dora.post("/api/office/erasures", json=erase)
    assert (answer.status_code, answer.get_json()["error"]) == (409, "on_hold")
    path = f"/api/office/holds/{row['id']}/lift"
    assert dora.post(path, json={}).get_json()["field"] == "reason"
    assert dora.post(path, json={"reason": "file closed"}).status_code == 200
    assert dora.post(path, json={"reason": "again"}).status_code == 404
    (row,) = dora.get(LOOK).get_json()["holds"]
    assert (row["stands"], row["lifted_why"]) == (False, "file closed")
    assert [what for what, _ in lines("hold.set") + lines("hold.lift")] == [DORA.id] * 2


def test_a_hold_on_a_person_is_by_id(dora: FlaskClient, estate: int) -> None:
    wish = {"kind": "person", "person": "p1", "reason": "court order"}
    assert dora.post("/api/office/holds", json=wish).status_code == 200
    (row,) = dora.get(LOOK).get_json()["holds"]
    assert (row["name"], row["until"], row["stands"]) == ("陈美玲", None, True)
    assert dora.post("/api/office/holds", json={**wish, "person": "p9"}).status_code == 404
    assert dora.post("/api/office/holds", json={**wish, "kind": "room"}).status_code == 400


def test_one_records_values_are_erased_and_the_proof_is_shown(
    dora: FlaskClient, device: Devices
) -> None:
    tablet = device()
    slip, other = tablet.sign_in("Zzyzx Quillfeather"), tablet.sign_in("Somebody Else")
    tablet.act("visitors.no_such_action", slip, {}, {"name": "Zzyzx Quillfeather"})
    tablet.push()
    wish = {"record": number(slip), "reason": "She asked for it by letter."}
    assert dora.post("/api/office/erasures", json={**wish, "reason": ""}).status_code == 400
    assert (
        dora.post("/api/office/erasures", json={**wish, "record": "V-X9-000001"}).status_code == 404
    )
    assert dora.post("/api/office/erasures", json=wish).get_json() == {"gone": 4}
    assert {row.value for row in db.session.query(Personal)} >= {"Somebody Else"}
    assert "Quillfeather" not in str([row.envelope for row in db.session.query(Quarantine)])
    shown = {row["id"]: row["p"] for row in tablet.pull()["records"]}
    assert (shown[slip], shown[other]["name"]) == ({}, "Somebody Else")
    (row,) = dora.get(LOOK).get_json()["erasures"]
    # The slip's entry, the one that waits, and the house's own row.
    assert (row["entries"], row["whole"], row["sound"], row["left"]) == (3, 3, True, 0)
    assert (row["no"], row["by"], row["gone"]) == (number(slip), DORA.name, 4)
    told = db.session.get_one(Journal, (1, row["seq"]))
    assert (told.t, told.hash.hex()[:16]) == (purge.PURGED, row["hash"])
    assert json.loads(told.body or "")["d"]["record"] == slip
    assert journal_file.verify_database(db.session.get_one(Site, 1)).faults == []
    if db.engine.dialect.name == "sqlite":
        file = Path(str(db.engine.url.database))
        found = [p.name for p in file.parent.glob("test.db*") if b"Quillfeather" in p.read_bytes()]
        assert found == []


def test_the_proof_notices_a_row_that_was_altered(dora: FlaskClient, device: Devices) -> None:
    tablet = device()
    slip = tablet.sign_in()
    tablet.push()
    dora.post("/api/office/erasures", json={"record": slip, "reason": "she asked"})
    body = db.session.get_one(Journal, (1, 1)).body or ""
    for change in ({"body": body.replace("pin", "pan")}, {"recv": 1}, {"flags": "late"}):
        db.session.execute(update(Journal).where(Journal.seq == 1).values(**change))
        db.session.commit()
        (row,) = dora.get(LOOK).get_json()["erasures"]
        assert (row["entries"], row["sound"]) == (2, False), change


def test_two_records_of_one_number_are_told_apart_by_id(dora: FlaskClient, device: Devices) -> None:
    tablet = device()
    first = tablet.sign_in()
    tablet.numbers.clear()
    tablet.sign_in()
    tablet.push()
    wish = {"record": number(first), "reason": "she asked"}
    answer = dora.post("/api/office/erasures", json=wish)
    assert (answer.status_code, answer.get_json()["error"]) == (409, "two_records")
    assert dora.post("/api/office/erasures", json={**wish, "record": first}).get_json()["gone"] == 3


def test_another_sites_records_and_holds_are_out_of_reach(
    dora: FlaskClient, device: Devices, office: Office, other_site: int
) -> None:
    tablet = device()
    slip = tablet.sign_in()
    tablet.push()
    theirs = {"reason": "not ours"}
    wish = {"kind": "person", "person": "p1", "reason": "court order"}
    hold = dora.post("/api/office/holds", json=wish).get_json()["id"]
    eve = office(EVE)
    tried = [("holds", {**wish, **theirs}), (f"holds/{hold}/lift", theirs)]
    for named in (number(slip), slip):
        tried.append(("holds", {"kind": "record", "record": named, **theirs}))
        tried.append(("erasures", {"record": named, **theirs}))
    answers = [eve.post(f"/api/office/{path}", json=body).status_code for path, body in tried]
    assert answers == [404] * len(tried)
    with pytest.raises(Refusal):
        holds.put(other_site, holds.Wish("record", slip, "not ours"), EVE.id)
    dora.post("/api/office/erasures", json={"record": slip, "reason": "she asked"})
    told = eve.get(LOOK).get_json()
    assert (told["holds"], told["erasures"]) == ([], [])
    told = dora.get(LOOK).get_json()
    assert [(row["id"], row["stands"]) for row in told["holds"]] == [(hold, True)]
    assert [row["no"] for row in told["erasures"]] == [number(slip)]
