"""T14: every route × every caller, from the URL map."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk import admission, holds
from desk.db import db, write
from desk.tables import Barred, Device, Household, Message, Permission, Quarantine, Staff
from desk.testing.devices import Devices, present
from desk.testing.people import CARMEN, DORA, Someone, sealed
from desk.testing.pictures import hand_in, jpeg, taken
from desk.testing.tablet import Key, Tablet
from tests.house.conftest import EVE, Office
from tests.house.routes import CALLERS, MEETS, NAMING, OPEN, TABLE

FAITH = Someone("faith", "Faith", ("shift_leader",), "582047", "third lamp on the left")
GUS = Someone("gus", "Gus", ("receptionist",), "694105", "bamboo by the sofa 4")
HUGO = Someone("hugo", "Hugo", ("duty_director",), "731946", "night bell and lamp 5")
NOWHERE = "01890000-0000-7000-8000-000000000000"
RAW: dict[str, Any] = {"data": b"x", "content_type": "application/octet-stream"}
WALLS = {"no_device", "device_revoked", "not_allowed", "sign_in_again"}
Callers = Callable[[str], FlaskClient]


def routes(app: Flask) -> Iterator[tuple[str, str]]:
    """List the house's routes as (method, rule)."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule.rule


@pytest.fixture
def caller(app: Flask, device: Devices, office: Office) -> Callers:
    """Return a factory of callers by the names of the matrix."""

    def call(kind: str) -> FlaskClient:
        people = {"supervisor": CARMEN, "administrator": DORA, "leader": FAITH, "receptionist": GUS}
        people["director"] = HUGO
        if kind in people:
            hire(app, people[kind])
            return office(people[kind])
        if kind == "nobody":
            return app.test_client()
        tablet = device("desk" if kind == "revoked" else kind)
        if kind == "revoked":
            end(tablet.id)
        return tablet.http

    return call


def hire(app: Flask, who: Someone) -> None:
    """Take on those who are not in the cast, with an office password."""
    if db.session.get(Staff, (1, who.id)) is not None:
        return
    verifier = sealed(who.password, str(app.config["PEPPER"]))
    with write(1):
        db.session.add(
            Staff(
                site=1,
                id=who.id,
                name=who.name,
                roles=list(who.roles),
                login=who.id,
                password=verifier,
            )
        )


def end(id: str) -> None:
    """Revoke a device."""
    with write(1):
        db.session.get_one(Device, id).revoked_at = 1


def address(rule: str, thing: str = "nothing") -> str:
    """Fill the parts of a rule: with what is not there, unless a thing is named."""
    rule = re.sub("<int:[a-z]+>", thing if thing.isdigit() else "4096", rule)
    rule = re.sub("<uuid:[a-z]+>", thing if thing != "nothing" else NOWHERE, rule)
    return re.sub("<(path:|string:)?[a-z]+>", thing, rule)


def settled(kind: str) -> str:
    """Write down something that a home of ours says; return its id."""
    if kind == "permissions":
        row = Permission(site=1, id="r1:ours", room="r1", name="Ours", ver=0)
        return admission.put(1, row, {}, DORA.id, "").id
    if kind == "households":
        return admission.put(1, Household(site=1, id="r1", ver=0), {}, DORA.id, "").id
    bar = Barred(site=1, id="bours", name="Ours", room="", ver=0)
    return admission.put(1, bar, {}, DORA.id, "").id


def met(http: FlaskClient, method: str, rule: str) -> str:
    """Return the wall that a caller meets, or that the way is open."""
    body: dict[str, Any] = {} if method == "GET" else {"json": {}}
    if rule.startswith("/api/office/import/"):
        body = {"data": {}, "content_type": "multipart/form-data"}
    if rule.startswith("/api/blobs/") and method == "PUT":
        body = RAW
    answer = http.open(address(rule), method=method, **body)
    assert answer.status_code < 500, (method, rule, answer.text)
    found = answer.get_json(silent=True) or {}
    error = str(found.get("error", "")) if isinstance(found, dict) else ""
    return error if error in WALLS else OPEN


def test_every_route_has_a_row(app: Flask) -> None:
    assert sorted(routes(app)) == sorted(TABLE)


@pytest.mark.parametrize("kind", CALLERS)
def test_every_route_for_one_caller(app: Flask, caller: Callers, kind: str) -> None:
    http = caller(kind)
    expected, found = {}, {}
    for (method, rule), may in TABLE.items():
        if (method, rule) in set(routes(app)) and "sign-out" not in rule:
            expected[method, rule] = MEETS[may][kind]
            found[method, rule] = met(http, method, rule)
    assert found == expected


@pytest.mark.parametrize("kind", CALLERS)
def test_signing_out(caller: Callers, kind: str) -> None:
    # Last of all for a caller, so apart from the rest.
    rule = "/api/operators/sign-out"
    assert met(caller(kind), "POST", rule) == MEETS[TABLE["POST", rule]][kind]


def pictured(tablet: Tablet) -> str:
    """Hand in an entry with a photo, and the photo; return the blob."""
    data = jpeg()
    photo = taken(data)
    slip = tablet.sign_in()
    tablet.act("visitors.correct", slip, {}, {"photo": str(photo), "reason": "forgotten"})
    tablet.push()
    assert hand_in(tablet, str(photo), data)["done"]
    return photo.id


def told(record: str) -> str:
    """Let somebody of the first site be told of a record; return the entry."""
    facts = {"record": record, "t": "visitors.sign_in", "at": 0, "due": 0, "state": "phone"}
    db.session.add(Message(site=1, entry="e", to="host", **facts))
    db.session.commit()
    return "e"


def test_the_other_site_is_out_of_reach(
    app: Flask, device: Devices, office: Office, other_site: int
) -> None:
    ours = device()
    record = ours.sign_in()
    ours.act("visitors.no_such_action")
    ours.push()
    held = db.session.query(Quarantine).one()
    http = office(EVE)
    things = {"devices": ours.id, "staff": "alice", "records": record, "documents": record}
    things |= {"held": held.id, "quarantine": str(held.seq)}
    bodies = {"pin": {"pin": "582047"}, "revoke": {"reason": "lost"}}
    bodies |= {"release": {"reason": "ours"}, "seen": {"note": "ours"}}
    bodies |= {"aside": {"reason": "ours"}, "fork": {"reason": "ours"}, "lift": {"reason": "x"}}
    things |= {"holds": holds.put(1, holds.Wish("record", record, "ours"), DORA.id).id}
    things |= {"prompts": "visitors.nothing.en"}
    things |= {"outbox": f"{told(record)}.host", "channels": "pigeon"}
    things |= {"retention": "nobody.nothing", "erasures": record}
    bodies |= {"nobody.nothing": {"days": "5"}, "end": {"reason": "ours"}}
    things |= {kind: settled(kind) for kind in ("permissions", "households", "barred")}
    things["homes"] = things["households"]
    things["blobs"] = pictured(ours)
    for method, rule in routes(app):
        if not any(part in rule for part in NAMING):
            continue
        noun = next(noun for noun in things if f"/{noun}/" in rule)
        path = rule.replace("<string:register>", "visitors")
        path = path.replace("<string:document>", "slip")
        path = address(path, things[noun])
        body = bodies.get(path.rsplit("/", 1)[1], {"password": "somewhere else 12"})
        sent = RAW if "/blobs/" in rule and method == "PUT" else {"json": body}
        answer = http.open(path, method=method, **({} if method == "GET" else sent))
        assert answer.status_code == 404, (method, rule, answer.status_code, answer.text)
    assert db.session.get_one(Device, ours.id, populate_existing=True).revoked_at is None
    assert db.session.get_one(Staff, (1, "alice"), populate_existing=True).left_at is None


def test_a_list_of_the_other_site_shows_only_its_own(
    device: Devices, office: Office, other_site: int
) -> None:
    ours = device()
    ours.sign_in()
    ours.push()
    http = office(EVE)
    assert [row["kind"] for row in http.get("/api/office/devices").get_json()["devices"]] == [
        "office"
    ]
    assert [row["id"] for row in http.get("/api/office/staff").get_json()["staff"]] == [EVE.id]
    assert http.get("/api/office/attention").get_json()["records"] == []


def test_a_password_sign_in_ends(
    app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    http = office(DORA)
    assert http.get("/api/office/devices").status_code == 200
    monkeypatch.setattr("desk.access.now_ms", lambda: 2**45)
    assert http.get("/api/office/devices").get_json()["error"] == "sign_in_again"


def test_who_has_left_is_signed_out_at_once(office: Office) -> None:
    http = office(CARMEN)
    assert office(DORA).post("/api/office/staff/carmen/leave", json={}).status_code == 200
    assert http.get("/api/office/devices").get_json()["error"] == "sign_in_again"


def test_a_pin_opens_no_office(app: Flask, device: Devices, secrets_known: None) -> None:
    tablet = device("office")
    answer = tablet.http.post("/api/operators/sign-in", json={"op": DORA.id, "pin": DORA.pin})
    assert answer.status_code == 200
    assert tablet.http.get("/api/office/devices").get_json()["error"] == "sign_in_again"


def test_a_new_device_forgets_who_was_signed_in(
    app: Flask, office: Office, device: Devices
) -> None:
    http = office(DORA)
    present(http, device("office").key)
    assert http.get("/api/office/devices").get_json()["error"] == "sign_in_again"


def test_without_a_device_the_answer_brings_a_nonce(client: FlaskClient, device: Devices) -> None:
    key: Key = device().key
    nonce = client.get("/api/devices/me").get_json()["nonce"]
    words = {
        "kid": key.kid,
        "nonce": nonce,
        "sig": key.sign(b"vestibule-session-v1\n" + nonce.encode()),
    }
    assert client.post("/api/devices/session", json=words).status_code == 200
    assert client.get("/api/devices/me").get_json()["device"]["kind"] == "desk"
