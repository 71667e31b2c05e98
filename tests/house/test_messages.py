"""The outbox over the network: leaders see and decide, managers set services up."""

from flask.testing import FlaskClient

from desk.db import db
from desk.messages import states
from desk.tables import Audit, Channel
from desk.testing.devices import Devices
from desk.testing.people import CARMEN, DORA
from desk.tick import tick
from desk.time import MINUTE_MS, now_ms
from tests.house.conftest import Office

LOOK = "/api/office/outbox"
MAIL = "mailtos://desk:secret@smtp.example.com?to={to}"


def arrived(device: Devices) -> None:
    """Let somebody come who is to be telephoned."""
    tablet = device()
    tablet.sign_in("Zhang Wei", host="p1")
    tablet.push()
    tick(now_ms())
    tick(now_ms() + 3 * MINUTE_MS)


def row(http: FlaskClient, part: str) -> dict[str, str]:
    (only,) = http.get(LOOK).get_json()[part]
    return dict(only)


def test_a_leader_sees_whom_to_telephone_and_ticks_it_off(office: Office, device: Devices) -> None:
    arrived(device)
    carmen = office(CARMEN)
    seen = row(carmen, "phone")
    assert (seen["who"], seen["room"], seen["no"]) == ("陈美玲", "12A", "V-T1-000001")
    assert seen["reason"] == states.NO_CHANNEL
    assert "channels" not in carmen.get(LOOK).get_json(), "a manager's business"
    assert carmen.post(f"{LOOK}/{seen['id']}/phoned", json={}).status_code == 200
    assert row(carmen, "done")["state"] == states.PHONED
    assert carmen.post(f"{LOOK}/{seen['id']}/phoned", json={}).status_code == 409
    assert db.session.query(Audit).filter_by(what="message.phoned").one().op == CARMEN.id


def test_a_manager_sets_a_service_up_and_takes_it_away(office: Office, estate: int) -> None:
    dora = office(DORA)
    path = "/api/office/channels/email"
    no = dora.post(path, json={"url": "mailtos://nobody"})
    assert (no.status_code, no.get_json()["field"]) == (400, "url")
    assert dora.post(path, json={"url": MAIL}).status_code == 200
    answer = dora.get(LOOK)
    assert {"name": "email", "service": "mailtos"} in answer.get_json()["channels"]
    assert "secret" not in answer.text
    assert "secret" not in str([line.detail for line in db.session.query(Audit)])
    wrong = dora.post(f"{path}/test", json={"to": "nobody"})
    assert (wrong.status_code, wrong.get_json()["error"]) == (409, "message_bad_address")
    assert dora.post(f"{path}/drop", json={}).status_code == 200
    assert db.session.query(Channel).all() == []
    gone = dora.post(f"{path}/test", json={"to": "a@example.com"})
    assert gone.get_json()["error"] == "message_no_service"
    assert office(CARMEN).post(path, json={"url": MAIL}).status_code == 403


def test_devices_are_told_neither_address_nor_service(office: Office, device: Devices) -> None:
    office(DORA).post("/api/office/channels/email", json={"url": MAIL})
    heard = str(device().pull())
    assert "secret" not in heard
    assert "address" not in heard
