"""How a browser becomes a device: by a code, by a password, by one tap on a demonstration."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from flask.testing import FlaskClient

from desk import demo, devices, quarantine
from desk.db import db
from desk.demo.team import TEAM
from desk.errors import Refusal
from desk.tables import Device, EnrolCode, Quarantine, Staff
from desk.testing.apps import DeskClient
from desk.testing.devices import Devices
from desk.testing.people import ALICE, CARMEN, DORA, Someone
from desk.testing.tablet import Key, Tablet, b64
from desk.time import now_ms
from tests.house.conftest import EVE, Office, office_words

Make = Callable[..., Flask]


def words(key: Key, code: str, **more: object) -> dict[str, Any]:
    """Say what a browser posts to enrol."""
    proof = key.sign(f"vestibule-enrol-v1\n{code}".encode())
    return {"code": code, "jwk": key.jwk, "proof": proof, "name": "Lobby", "kind": "desk", **more}


def enrol(client: FlaskClient, key: Key, code: str, **more: object) -> Any:
    return client.post("/api/devices/enrol", json=words(key, code, **more))


@pytest.fixture
def code(estate: int) -> str:
    """Make a code for a desk."""
    return devices.make_code(estate, "desk", "", "dora")[0]


def test_a_code_makes_a_device(client: FlaskClient, code: str) -> None:
    answer = enrol(client, Key(), code)
    said = answer.get_json()
    assert answer.status_code == 200
    assert said["device"]["letters"] == "L1"
    assert said["device"]["kind"] == "desk"
    assert said["device"]["name"] == "Lobby"
    assert said["server_key"]["crv"] == "P-256"
    assert len(said["epoch"]) == 32
    assert client.get("/api/devices/me").get_json()["device"] == said["device"]


def before(tablet: Tablet, code: str) -> dict[str, str]:
    """Say which device a browser was, and prove it."""
    return {"dev": tablet.id, "proof": tablet.key.sign(f"vestibule-enrol-v1\n{code}".encode())}


def test_a_tablet_that_joins_again_hears_of_its_old_entries(
    app: Flask, client: FlaskClient, device: Devices, code: str
) -> None:
    tablet = device()
    devices.revoke(db.session.get_one(Device, tablet.id), "lost", 0, DORA.id)
    for _ in range(2):
        tablet.sign_in()
    tablet.push()
    lent, lost = (row.id for row in db.session.query(Quarantine).order_by(Quarantine.seq))
    known = enrol(client, Key(), code, former=before(tablet, code)).get_json()["device"]["id"]
    assert db.session.get_one(Device, known).former == [tablet.id]
    quarantine.release(db.session.get_one(Device, known), lent, CARMEN.id, "he was here")
    quarantine.set_aside(db.session.get_one(Device, known), lost, CARMEN.id, "he was not")
    asked = {"epoch": tablet.epoch, "since": "2:~", "ref_since": 0}
    heard = client.get("/api/changes", query_string=asked).get_json()["own"]
    assert [(row["id"], row["status"], row["code"]) for row in heard] == [
        (lent, "applied", None),
        (lost, "rejected", "set_aside"),
    ]
    other = devices.make_code(1, "desk", "", "dora")[0]
    claim = {"dev": known, "proof": Key().sign(f"vestibule-enrol-v1\n{other}".encode())}
    stranger = enrol(app.test_client(), Key(), other, former=claim).get_json()["device"]["id"]
    assert db.session.get_one(Device, stranger).former == [], "it could not prove it"


def test_every_life_before_is_remembered(app: Flask, device: Devices, estate: int) -> None:
    tablet, key = device(), Key()
    one = devices.make_code(estate, "desk", "", "dora")[0]
    second = enrol(app.test_client(), key, one, former=before(tablet, one)).get_json()["device"]
    two = devices.make_code(estate, "desk", "", "dora")[0]
    was = Tablet(app.test_client(), second["id"], estate, "L1", key=key)
    third = enrol(app.test_client(), Key(), two, former=before(was, two)).get_json()["device"]
    assert db.session.get_one(Device, third["id"]).former == [second["id"], tablet.id]


def test_nobody_was_a_device_of_another_house(
    app: Flask, device: Devices, other_site: int, estate: int
) -> None:
    tablet = device(site=other_site)
    one = devices.make_code(estate, "desk", "", "dora")[0]
    said = enrol(app.test_client(), Key(), one, former=before(tablet, one)).get_json()
    assert db.session.get_one(Device, said["device"]["id"]).former == []


def test_the_cookie_is_bound_to_the_host(client: FlaskClient, code: str) -> None:
    cookie = enrol(client, Key(), code).headers["Set-Cookie"]
    name, *rest = cookie.split("; ")
    assert name.startswith("__Host-vestibule=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(rest)
    assert not [part for part in rest if part.startswith("Domain")]


def test_a_code_may_be_typed_as_it_is_read(client: FlaskClient, code: str) -> None:
    typed = code.lower().replace("-", " ").replace("1", "l").replace("0", "o")
    assert enrol(client, Key(), typed).status_code == 200


def test_codes_have_128_bits(estate: int) -> None:
    codes = {devices.make_code(estate, "desk", "", "")[0].replace("-", "") for _ in range(20)}
    assert len(codes) == 20
    assert {len(one) for one in codes} == {26}


def test_the_code_itself_is_not_kept(code: str) -> None:
    kept = str([vars(row) for row in db.session.query(EnrolCode)])
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_a_code_works_once(client: FlaskClient, app: Flask, code: str) -> None:
    assert enrol(client, Key(), code).status_code == 200
    answer = enrol(app.test_client(), Key(), code)
    assert (answer.status_code, answer.get_json()["error"]) == (403, "bad_code")


def test_a_lost_answer_is_given_again(client: FlaskClient, app: Flask, code: str) -> None:
    key = Key()
    first = enrol(client, key, code).get_json()
    again = enrol(app.test_client(), key, code).get_json()
    assert again["device"] == first["device"]
    assert db.session.query(Device).count() == 1


def test_a_used_code_revives_nobody(client: FlaskClient, code: str) -> None:
    key = Key()
    id = enrol(client, key, code).get_json()["device"]["id"]
    devices.revoke(db.session.get_one(Device, id), "lost", None, "dora")
    assert enrol(client, key, code).get_json()["error"] == "bad_code"


def test_a_code_ends(client: FlaskClient, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = now_ms()
    monkeypatch.setattr("desk.devices.now_ms", lambda: now + devices.CODE_LIFE_MS + 1000)
    assert enrol(client, Key(), code).get_json()["error"] == "bad_code"


@pytest.mark.parametrize("wrong", ["", "x", "0" * 26, "0" * 64, "ÀÉ", "' OR 1=1 --"])
def test_a_wrong_code(client: FlaskClient, estate: int, wrong: str) -> None:
    assert enrol(client, Key(), wrong).status_code in (400, 403)


def test_a_key_enrols_once(client: FlaskClient, code: str, estate: int) -> None:
    key = Key()
    enrol(client, key, code)
    second = devices.make_code(estate, "gate", "", "dora")[0]
    answer = enrol(client, key, second)
    assert (answer.status_code, answer.get_json()["error"]) == (409, "known_key")
    assert enrol(client, Key(), second).status_code == 200  # the code was not spent


def test_two_at_once_get_one_device(app: Flask, code: str) -> None:
    outcomes: list[str] = []

    def run() -> None:
        with app.app_context():
            try:
                outcomes.append(devices.enrol(code, Key().raw, "x").letters)
            except Refusal as no:
                outcomes.append(no.code)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["L1", "bad_code", "bad_code", "bad_code"]


def test_letters_are_never_used_again(app: Flask, estate: int) -> None:
    def new(kind: str) -> Device:
        return devices.enrol(devices.make_code(estate, kind, "", "")[0], Key().raw, "x")

    first = new("desk")
    devices.revoke(first, "lost", None, "dora")
    assert [
        new("desk").letters,
        new("gate").letters,
        new("desk").letters,
        new("office").letters,
    ] == [*("L2", "G1", "L3", "O1")]


def test_the_code_says_the_kind(client: FlaskClient, estate: int) -> None:
    code = devices.make_code(estate, "gate", "Gate 2", "dora")[0]
    said = enrol(client, Key(), code, kind="office", name="Mine").get_json()["device"]
    assert (said["kind"], said["name"]) == ("gate", "Gate 2")


def other_curve() -> dict[str, str]:
    numbers = ec.generate_private_key(ec.SECP256K1()).public_key().public_numbers()
    x, y = (b64(part.to_bytes(32)) for part in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


KEY = Key()
BAD_KEYS: list[object] = [
    {},
    {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
    {**KEY.jwk, "crv": "P-384"},
    {**KEY.jwk, "crv": "secp256k1"},
    {**KEY.jwk, "d": "AAAA"},  # a private key was sent
    {**KEY.jwk, "x": ""},
    {**KEY.jwk, "x": None},
    {**KEY.jwk, "x": 7},
    {**KEY.jwk, "x": ["a"]},
    {**KEY.jwk, "x": KEY.jwk["x"] + "="},
    {**KEY.jwk, "x": KEY.jwk["y"]},  # not on the curve
    {**KEY.jwk, "x": b64(bytes(32)), "y": b64(bytes(32))},
    {**KEY.jwk, "x": b64(bytes(33))},
    {**KEY.jwk, "x": "é" * 43},
    other_curve(),
    None,
    "key",
    [],
    7,
]


@pytest.mark.parametrize("jwk", BAD_KEYS)
def test_a_key_that_cannot_be_used(client: FlaskClient, code: str, jwk: object) -> None:
    answer = enrol(client, KEY, code, jwk=jwk)
    assert answer.status_code == 400
    assert answer.get_json()["error"] in ("bad_key", "invalid")
    assert enrol(client, Key(), code).status_code == 200


@pytest.mark.parametrize(
    "proof",
    [
        pytest.param(Key().sign(b"vestibule-enrol-v1\nx"), id="another key"),
        pytest.param(KEY.sign(b"vestibule-entry-v1\n"), id="another purpose"),
        b64(bytes(64)),  # r = s = 0 (CVE-2022-21449)
        b64(b"\xff" * 64),
        "",
        "A",
        "é" * 86,
        None,
        7,
        [],
    ],
)
def test_a_proof_that_proves_nothing(client: FlaskClient, code: str, proof: object) -> None:
    answer = enrol(client, KEY, code, proof=proof)
    assert (answer.status_code, answer.get_json()["error"]) == (403, "bad_proof")
    assert enrol(client, KEY, code).status_code == 200  # the code was not spent


def test_a_proof_is_for_its_code(client: FlaskClient, code: str, estate: int) -> None:
    other = devices.make_code(estate, "desk", "", "")[0]
    assert enrol(client, KEY, code, proof=words(KEY, other)["proof"]).status_code == 403


# The cookie comes back


def nonce_words(key: Key, nonce: str) -> dict[str, str]:
    return {
        "kid": key.kid,
        "nonce": nonce,
        "sig": key.sign(b"vestibule-session-v1\n" + nonce.encode()),
    }


def fresh_nonce(client: FlaskClient) -> str:
    return str(client.get("/api/devices/nonce").get_json()["nonce"])


def test_a_nonce_works_once(client: FlaskClient, device: Devices) -> None:
    said = nonce_words(device().key, fresh_nonce(client))
    assert client.post("/api/devices/session", json=said).status_code == 200
    assert client.post("/api/devices/session", json=said).get_json()["error"] == "bad_proof"


@pytest.mark.parametrize("spoil", ["key", "nonce", "kid", "age", "purpose", "forged"])
def test_a_session_needs_its_proof(
    client: FlaskClient, device: Devices, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    key, nonce = device().key, fresh_nonce(client)
    said = nonce_words(Key() if spoil == "key" else key, nonce)
    if spoil == "nonce":
        said["nonce"] = fresh_nonce(client)
    if spoil == "kid":
        said["kid"] = "00000000"
    if spoil == "purpose":
        said["sig"] = key.sign(b"vestibule-enrol-v1\n" + nonce.encode())
    if spoil == "forged":
        said = nonce_words(key, "1.00.00")
    if spoil == "age":
        late = int(nonce.split(".")[0]) + 3 * 60_000
        monkeypatch.setattr("desk.nonces.now_ms", lambda: late)
    assert client.post("/api/devices/session", json=said).get_json()["error"] == "bad_proof"


def test_a_revoked_device_keeps_its_voice_only(client: FlaskClient, device: Devices) -> None:
    tablet = device()
    devices.revoke(db.session.get_one(Device, tablet.id), "lost", None, "dora")
    said = nonce_words(tablet.key, fresh_nonce(client))
    assert client.post("/api/devices/session", json=said).status_code == 200
    assert client.get("/api/devices/me").get_json()["error"] == "device_revoked"


# The office


def test_the_first_password_enrols_the_browser(app: Flask, secrets_known: None) -> None:
    http, key = app.test_client(), Key()
    said = http.post("/api/office/sign-in", json=office_words(DORA, key)).get_json()
    assert said["device"]["kind"] == "office"
    assert said["device"]["letters"] == "O1"
    assert said["operator"]["op"] == DORA.id
    again = http.post("/api/office/sign-in", json=office_words(DORA, key)).get_json()
    assert again["device"] == said["device"]


def test_a_desk_stays_a_desk(device: Devices, secrets_known: None) -> None:
    tablet = device()
    said = tablet.http.post("/api/office/sign-in", json=office_words(DORA, tablet.key)).get_json()
    assert said["device"]["id"] == tablet.id
    assert said["device"]["kind"] == "desk"
    assert tablet.http.get("/api/office/devices").status_code == 200


def test_a_revoked_browser_opens_no_office(device: Devices, secrets_known: None) -> None:
    tablet = device("office")
    devices.revoke(db.session.get_one(Device, tablet.id), "lost", None, "dora")
    answer = tablet.http.post("/api/office/sign-in", json=office_words(DORA, tablet.key))
    assert answer.get_json()["error"] == "device_revoked"


def test_a_browser_belongs_to_one_site(device: Devices, other_site: int) -> None:
    tablet = device("office")
    answer = tablet.http.post("/api/office/sign-in", json=office_words(EVE, tablet.key))
    assert answer.get_json()["error"] == "not_allowed"


@pytest.mark.parametrize(
    "who", [ALICE, Someone("carmen", "", (), "", "wrong"), Someone("x", "", (), "", "y")]
)
def test_a_wrong_password_enrols_nothing(
    client: FlaskClient, secrets_known: None, who: Someone
) -> None:
    answer = client.post("/api/office/sign-in", json={**office_words(who, Key()), "password": "no"})
    assert (answer.status_code, answer.get_json()["error"]) == (403, "bad_password")
    assert db.session.query(Device).count() == 0


def test_a_code_from_the_office(app: Flask, office: Office) -> None:
    said = (
        office(DORA).post("/api/office/codes", json={"kind": "gate", "name": "Gate 1"}).get_json()
    )
    assert said["url"] == f"https://desk.test/en/enrol/#{said['code']}"
    tablet = enrol(app.test_client(), Key(), said["code"]).get_json()["device"]
    assert (tablet["kind"], tablet["name"]) == ("gate", "Gate 1")


def test_a_code_made_on_the_box_itself_leads_a_tablet_to_the_network(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VESTIBULE_LAN_URL", "https://lobby.local:8443")
    dora, wish = office(DORA), {"kind": "desk", "name": ""}
    there = dora.post("/api/office/codes", json=wish).get_json()["url"]
    monkeypatch.setattr(devices, "is_local", lambda: True)
    here = dora.post("/api/office/codes", json=wish).get_json()["url"]
    assert there.startswith("https://desk.test/en/enrol/#")
    assert here.startswith("https://lobby.local:8443/en/enrol/#")


def test_the_office_revokes(device: Devices, office: Office) -> None:
    tablet = device()
    answer = office(DORA).post(
        f"/api/office/devices/{tablet.id}/revoke", json={"reason": "lost", "trust_until": 7}
    )
    assert answer.get_json()["trust_until"] == 7
    assert tablet.http.get("/api/devices/me").get_json()["error"] == "device_revoked"
    assert (
        office(CARMEN).get("/api/office/devices").get_json()["devices"][0]["revoked_reason"]
        == "lost"
    )


# The demonstration


@pytest.fixture
def jade(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Open a demonstration site with nobody but its staff."""
    from desk.testing.apps import empty

    app = make_app(DEMO=True)
    with app.app_context():
        empty()
        monkeypatch.setattr("desk.demo._staff", quick_staff)
        demo.fill()
        yield app
        db.session.remove()


def quick_staff(member: Any) -> Staff:
    """Seal nothing: these tests ask for no PIN."""
    return Staff(id=member.id, name=member.name, roles=list(member.roles), lang=member.lang)


def tap(
    app: Flask, host: str = "http://localhost:8000", peer: str = "127.0.0.1", **headers: str
) -> int:
    http = app.test_client()
    assert isinstance(http, DeskClient)
    answer = http.apart(
        "/api/devices/demo",
        method="POST",
        base_url=host,
        json=words(Key(), "demo"),
        headers={
            "Sec-Fetch-Site": "same-origin",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        },
        environ_overrides={"REMOTE_ADDR": peer},
    )
    return answer.status_code


@pytest.mark.parametrize(
    ("host", "peer"),
    [
        ("http://localhost:8000", "127.0.0.1"),
        ("http://127.0.0.1:8000", "127.0.0.1"),
        ("http://[::1]:8000", "::1"),
        ("http://localhost", "::ffff:127.0.0.1"),
    ],
)
def test_one_tap_at_this_very_machine(jade: Flask, host: str, peer: str) -> None:
    assert tap(jade, host, peer) == 200


@pytest.mark.parametrize(
    ("host", "peer"),
    [
        ("http://localhost:8000", "192.168.1.7"),
        ("http://localhost:8000", "10.0.0.1"),
        ("http://desk.test", "127.0.0.1"),
        ("http://localhost.evil.test", "127.0.0.1"),
        ("http://127.0.0.1.evil.test", "127.0.0.1"),
        ("http://192.168.1.7:8000", "192.168.1.7"),
    ],
)
def test_one_tap_from_nowhere_else(jade: Flask, host: str, peer: str) -> None:
    assert tap(jade, host, peer) == 403


@pytest.mark.parametrize(
    "header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"]
)
def test_one_tap_through_no_proxy(jade: Flask, header: str) -> None:
    assert tap(jade, **{header: "127.0.0.1"}) == 403


def test_no_tap_without_demo(app: Flask, estate: int) -> None:
    assert tap(app) == 403
    assert app.test_client().get("/api/devices/demo").get_json() == {"demo": False}


def test_a_second_tap_finds_the_same_device(jade: Flask) -> None:
    said = words(Key(), "demo")
    http = jade.test_client()
    seen = [
        http.post("/api/devices/demo", json=said, base_url="http://localhost").get_json()["device"]
        for _ in range(2)
    ]
    assert seen[0] == seen[1]
    assert len(TEAM) == db.session.query(Staff).count()
