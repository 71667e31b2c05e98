"""Setting a house up over the network: what is done is read from what is there."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk import cli, pages, print_pages, setting_up
from desk.db import db
from desk.register import registers
from desk.tables import Audit, Device, Person, Room, Staff
from desk.testing.devices import Devices
from desk.testing.people import ALICE, CARMEN, DORA
from tests.house.conftest import Office

LOOK = "/api/office/setup"


@pytest.fixture
def dora(app: Flask, office: Office) -> FlaskClient:
    """Return the administrator's browser in the small estate."""
    return office(DORA)


def state(http: FlaskClient) -> dict[str, str]:
    found: dict[str, str] = http.get(LOOK).get_json()["state"]
    return found


def test_a_new_house_has_its_name_and_zone_and_nobody(app: Flask) -> None:
    admin = Staff(site=1, id="u01", name="Dora", roles=["administrator"], login="dora")
    cli.begin(1, admin, "quiet marble lobby 3", {"site_name": {"en": "X"}, "zone": "Asia/Macau"})
    done = {name for name, what in setting_up.states(1).items() if what == "done"}
    assert done == {"name", "zone"}
    assert setting_up.left(1) == len(setting_up.STEPS) - 2
    assert db.session.query(Room).count() == db.session.query(Person).count() == 0
    assert [one.name for one in db.session.query(Staff)] == ["Dora"]


@pytest.mark.parametrize(
    ("step", "key", "given"),
    [
        ("logo", "logo", {"value": "data:image/png;base64,iVBORw0KGgo="}),
        ("hours", "closing", {"value": "21:00"}),
        ("gates", "gates", {"value": "P1"}),
        ("waiting", "waiting_area", {"en": "the sofas"}),
        ("papers", "papers", {"visitors.slip": "a6"}),
    ],
)
def test_a_setting_is_a_step(dora: FlaskClient, step: str, key: str, given: dict[str, str]) -> None:
    # The estate of the tests has a closing time of its own.
    assert state(dora)[step] == ("done" if step == "hours" else "open")
    assert dora.post(f"/api/office/settings/{key}", json=given).status_code == 200
    assert state(dora)[step] == "done"


def test_lists_and_staff_are_steps(dora: FlaskClient) -> None:
    # The estate has rooms and people; nobody at a desk has a PIN once Alice and Bo have left.
    assert {state(dora)[step] for step in ("rooms", "people", "staff")} == {"done"}
    for name in ("alice", "bo", "carmen"):
        dora.post(f"/api/office/staff/{name}/leave", json={})
    assert state(dora)["staff"] == "open", "an administrator with a PIN writes down no visitor"
    db.session.query(Person).delete()
    db.session.query(Room).update({"deleted": True})
    db.session.commit()
    assert (state(dora)["rooms"], state(dora)["people"]) == ("open", "open")


def test_tablets_count_while_they_are_trusted(dora: FlaskClient, device: Devices) -> None:
    assert (state(dora)["tablet"], state(dora)["second"]) == ("open", "open"), "an office is none"
    device("desk")
    assert (state(dora)["tablet"], state(dora)["second"]) == ("done", "open")
    gate = device("gate")
    assert state(dora)["second"] == "done"
    db.session.get_one(Device, gate.id).revoked_at = 1
    db.session.commit()
    assert state(dora)["second"] == "open"


def test_the_first_slip_is_one_that_was_printed(dora: FlaskClient, device: Devices) -> None:
    tablet = device("desk", ALICE)
    record = tablet.sign_in()
    tablet.push()
    assert state(dora)["slip"] == "open"
    tablet.act("visitors.print", record)
    tablet.push()
    assert state(dora)["slip"] == "done"


def test_a_test_message_is_one_that_a_service_took(
    dora: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/api/office/channels/email"
    dora.post(path, json={"url": "mailtos://a:b@smtp.example.com?to={to}"})
    assert (state(dora)["channels"], state(dora)["message"]) == ("done", "open")
    assert dora.post(f"{path}/test", json={"to": "nobody"}).status_code == 409
    assert state(dora)["message"] == "open"
    monkeypatch.setattr("desk.messages.channels.send", lambda *_all: ("sent", ""))
    assert dora.post(f"{path}/test", json={"to": "a@example.com"}).status_code == 200
    assert state(dora)["message"] == "done"


def test_only_a_person_knows_that_the_print_is_right(dora: FlaskClient) -> None:
    assert state(dora)["print"] == "open"
    assert dora.post(f"{LOOK}/print/done", json={}).status_code == 200
    assert state(dora)["print"] == "done"
    assert db.session.query(Audit).filter_by(what="setup.print").one().op == DORA.id
    for step in ("rooms", "nothing"):
        assert dora.post(f"{LOOK}/{step}/done", json={}).status_code == 404


def test_a_step_is_left_out_on_purpose_and_taken_up_again(dora: FlaskClient) -> None:
    before = dora.get(LOOK).get_json()["left"]
    assert dora.post(f"{LOOK}/logo/skip", json={}).status_code == 200
    assert dora.post(f"{LOOK}/logo/skip", json={}).status_code == 200
    answer = dora.get(LOOK).get_json()
    assert (answer["state"]["logo"], answer["left"]) == ("skipped", before - 1)
    assert dora.post(f"{LOOK}/logo/resume", json={}).status_code == 200
    assert dora.get(LOOK).get_json()["left"] == before
    dora.post(f"{LOOK}/logo/skip", json={})
    dora.post("/api/office/settings/logo", json={"value": "data:image/png;base64,iVBORw0KGgo="})
    assert state(dora)["logo"] == "done", "what is there counts, whatever was said before"


def test_some_steps_no_house_can_do_without(dora: FlaskClient) -> None:
    for step in ("name", "zone", "rooms", "staff", "tablet", "slip"):
        no = dora.post(f"{LOOK}/{step}/skip", json={})
        assert (no.status_code, no.get_json()["error"]) == (409, "needed"), step
    assert dora.post(f"{LOOK}/nothing/skip", json={}).status_code == 404


def test_a_tablet_is_told_how_much_is_left_and_nothing_else(
    dora: FlaskClient, device: Devices, office: Office
) -> None:
    left = dora.get(LOOK).get_json()["left"]
    assert device().http.get(f"{LOOK}/left").get_json() == {"left": left - 1}
    assert device("gate").http.get(f"{LOOK}/left").status_code == 403
    carmen = office(CARMEN)
    assert carmen.get(LOOK).status_code == 200
    assert carmen.post(f"{LOOK}/logo/skip", json={}).status_code == 403


def test_where_tablets_find_the_house(dora: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dora.get(LOOK).get_json()["away"] == ""
    monkeypatch.setenv("VESTIBULE_LAN_URL", "https://vestibule.local:8443")
    assert dora.get(LOOK).get_json()["away"] == "https://vestibule.local:8443"


def test_each_step_leads_to_a_page_of_the_house() -> None:
    known = {page.url for page in (*pages.all_pages(registers()), print_pages.RULER)}
    assert {step.page.partition("#")[0] for step in setting_up.STEPS} <= known
    assert len(setting_up.KNOWN) == len(setting_up.STEPS)
