"""T17 on the server: what a PIN may be, and how guessing is slowed, locked and written down."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk import operators, pins
from desk.db import db
from desk.demo.team import TEAM
from desk.errors import Refusal
from desk.tables import Audit, Staff
from desk.testing.devices import Devices
from desk.testing.people import ALICE, BO, CARMEN, DORA, STRANGER, Someone
from desk.time import now_ms
from tests.house.conftest import EVE, Office

WRONG = "908172"
Clock = Callable[[int], int]


def try_pin(http: FlaskClient, who: Someone, pin: str) -> tuple[int, dict[str, object]]:
    """Try a PIN; return the status and what was said."""
    answer = http.post("/api/operators/sign-in", json={"op": who.id, "pin": pin})
    return answer.status_code, answer.get_json()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Hold the operators' clock; the function moves it on by ms and tells it."""
    now = [now_ms()]
    monkeypatch.setattr("desk.operators.now_ms", lambda: now[0])

    def move(ms: int) -> int:
        now[0] += ms
        return now[0]

    return move


@pytest.fixture
def http(device: Devices, secrets_known: None) -> FlaskClient:
    """Return a desk's client; everybody's PIN is known to the house."""
    return device().http


@pytest.mark.parametrize("pin", ["274916", "580362", "739205", "947036", "461870"])
def test_a_good_pin(pin: str) -> None:
    assert not pins.weak_pin(pin)


@pytest.mark.parametrize(
    "pin",
    [
        *("000000", "777777"),  # one digit
        *("121212", "123123", "707070"),  # a pattern repeated
        *("112112", "001100", "999099"),  # two digits only
        *("123456", "654321", "890123", "135791", "975319"),  # even steps
        *("112233", "778899", "554433"),  # pairs
        *("261124", "241126", "112426", "010190"),  # days
        *("202612", "199907", "122026"),  # months
        *("520520", "168168", "147258", "159753"),  # favourites
        *("12345", "1234567", "", "abcdef", "12345a", "１２３４５６", "12 456", "-12345"),
    ],
)
def test_a_weak_pin(pin: str) -> None:
    assert pins.weak_pin(pin)


def test_most_pins_are_left() -> None:
    weak = sum(pins.weak_pin(f"{number:06d}") for number in range(0, 1_000_000, 7))
    assert weak < 1_000_000 / 7 * 0.12


def test_the_demonstration_keeps_its_own_rules() -> None:
    assert not [member.id for member in TEAM if pins.weak_pin(member.pin)]
    named = [member for member in TEAM if member.login]
    assert not [m.id for m in named if pins.weak_password(m.password, m.login)]


@pytest.mark.parametrize(
    "password", ["short", "password-1234", "aaaaaaaaaaaaaa", "qwertyqwerty12", "x" * 129, ""]
)
def test_a_weak_password(password: str) -> None:
    assert pins.weak_password(password, "carmen")


def test_a_password_does_not_hold_the_name() -> None:
    assert pins.weak_password("i-am-Carmen-hello", "carmen")
    assert not pins.weak_password("old brass lantern 7", "carmen")


def test_a_verifier_is_argon2id_with_pepper() -> None:
    verifier = pins.seal("274916", "pepper")
    assert verifier.startswith("$argon2id$")
    assert pins.matches("274916", "pepper", verifier)
    assert not pins.matches("274916", "salt", verifier)
    assert not pins.matches("274917", "pepper", verifier)
    assert not pins.matches("nobody", "pepper", None)
    assert not pins.matches("nobody", "pepper", "nonsense")


@pytest.mark.parametrize(
    ("failed", "wait"),
    [(1, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, None), (11, None)],
)
def test_the_wait_doubles(failed: int, wait: int | None) -> None:
    expected = None if wait is None else wait and wait * 1000 + 7_000_000
    assert pins.wait_after(failed, 7_000_000) == expected


def test_the_wait_has_an_end() -> None:
    assert pins.FIRST_WAIT_MS << 5 > pins.LONGEST_WAIT_MS
    assert pins.LONGEST_WAIT_MS == 15 * 60 * 1000


def test_a_right_pin(http: FlaskClient) -> None:
    status, said = try_pin(http, ALICE, ALICE.pin)
    assert status == 200
    assert said["op"] == ALICE.id
    assert said["roles"] == ["receptionist"]
    assert isinstance(said["expires"], int)


def test_the_tries_are_counted_down(http: FlaskClient) -> None:
    assert [try_pin(http, ALICE, WRONG)[1]["left"] for _ in range(4)] == [4, 3, 2, 1]


def test_after_five_even_the_right_pin_waits(http: FlaskClient, clock: Clock) -> None:
    for _ in range(5):
        assert try_pin(http, ALICE, WRONG)[0] == 403
    status, said = try_pin(http, ALICE, ALICE.pin)
    assert status == 423
    assert said["until"] == clock(0) + 30_000
    clock(29_999)
    assert try_pin(http, ALICE, ALICE.pin)[0] == 423
    clock(1)
    assert try_pin(http, ALICE, ALICE.pin)[0] == 200


def test_success_forgives(http: FlaskClient) -> None:
    for _ in range(4):
        try_pin(http, ALICE, WRONG)
    assert try_pin(http, ALICE, ALICE.pin)[0] == 200
    assert try_pin(http, ALICE, WRONG)[1]["left"] == 4


def fail_ten_times(http: FlaskClient, clock: Clock) -> None:
    for _ in range(10):
        assert try_pin(http, ALICE, WRONG)[0] == 403
        clock(pins.LONGEST_WAIT_MS)


def test_the_tenth_failure_locks(http: FlaskClient, clock: Clock) -> None:
    fail_ten_times(http, clock)
    clock(365 * 86_400_000)
    assert try_pin(http, ALICE, ALICE.pin)[0] == 423
    assert try_pin(http, ALICE, ALICE.pin)[1]["until"] is None


def test_another_tablet_wins_no_tries(device: Devices, http: FlaskClient) -> None:
    for _ in range(5):
        try_pin(http, ALICE, WRONG)
    assert try_pin(device("gate").http, ALICE, ALICE.pin)[0] == 423


def test_one_person_locks_no_other(http: FlaskClient) -> None:
    for _ in range(5):
        try_pin(http, ALICE, WRONG)
    assert try_pin(http, BO, BO.pin)[0] == 200


def test_a_supervisor_unlocks(http: FlaskClient, clock: Clock, office: Office) -> None:
    fail_ten_times(http, clock)
    desk = office(CARMEN)
    assert [one["id"] for one in desk.get("/api/office/attention").get_json()["locked"]] == [
        "alice"
    ]
    assert desk.post("/api/office/staff/alice/unlock", json={}).status_code == 200
    assert try_pin(http, ALICE, ALICE.pin)[0] == 200


def test_a_new_pin_unlocks(http: FlaskClient, clock: Clock, office: Office) -> None:
    fail_ten_times(http, clock)
    said = office(DORA).post("/api/office/staff/alice/pin", json={"pin": "805739"})
    assert said.status_code == 200
    assert try_pin(http, ALICE, "805739")[0] == 200


@pytest.mark.parametrize("who", [STRANGER, Someone("", "", (), ""), EVE])
def test_nobody_is_nobody(http: FlaskClient, who: Someone, other_site: int) -> None:
    status, said = try_pin(http, who, who.pin or "482915")
    assert (status, said["error"]) in ((403, "bad_pin"), (400, "invalid"))


def test_who_has_left_is_nobody(http: FlaskClient, office: Office) -> None:
    office(DORA).post("/api/office/staff/alice/leave", json={})
    assert try_pin(http, ALICE, ALICE.pin)[0] == 403


def test_who_has_no_pin_yet_cannot_sign_in(device: Devices) -> None:
    assert try_pin(device().http, ALICE, ALICE.pin)[0] == 403


def test_one_changes_ones_own_pin(http: FlaskClient) -> None:
    words = {"op": ALICE.id, "pin": ALICE.pin, "new": "805739"}
    assert http.post("/api/operators/pin", json=words).status_code == 200
    assert try_pin(http, ALICE, ALICE.pin)[0] == 403
    assert try_pin(http, ALICE, "805739")[0] == 200


def test_a_weak_new_pin_changes_nothing(http: FlaskClient) -> None:
    words = {"op": ALICE.id, "pin": ALICE.pin, "new": "123456"}
    assert http.post("/api/operators/pin", json=words).get_json()["error"] == "weak_pin"
    assert try_pin(http, ALICE, ALICE.pin)[0] == 200


def test_changing_a_pin_is_guessing_too(http: FlaskClient) -> None:
    words = {"op": ALICE.id, "pin": WRONG, "new": "805739"}
    assert [http.post("/api/operators/pin", json=words).status_code for _ in range(6)] == [
        *[403] * 5,
        423,
    ]


def test_every_failure_is_written_down_without_the_pin(http: FlaskClient) -> None:
    try_pin(http, ALICE, WRONG)
    try_pin(http, STRANGER, WRONG)
    rows = db.session.query(Audit).filter_by(what="auth.fail").order_by(Audit.at, Audit.id).all()
    assert [(row.op, row.detail) for row in rows] == [
        ("alice", {"how": "pin"}),
        ("stranger", {"how": "pin"}),
    ]
    assert WRONG not in str([vars(row) for row in db.session.query(Audit)])


def test_no_verifier_ever_leaves(http: FlaskClient, office: Office) -> None:
    desk = office(DORA)
    for path in ("/api/office/staff", "/api/office/attention", "/api/operators/me"):
        assert "argon2" not in desk.get(path).text


def test_parallel_guesses_win_nothing(app: Flask, device: Devices, secrets_known: None) -> None:
    place = operators.Try(1, device().id)
    outcomes: list[str] = []

    def guess() -> None:
        with app.app_context():
            try:
                operators.by_pin(place, ALICE.id, WRONG)
            except Refusal as no:
                outcomes.append(no.code)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["bad_pin"] * 5 + ["wait"] * 7
    db.session.rollback()
    assert db.session.get_one(Staff, (1, ALICE.id), populate_existing=True).tries == 5


def test_a_password_waits_but_never_locks(
    app: Flask, secrets_known: None, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pins, "matches", lambda secret, pepper, verifier: secret == "right")
    for _ in range(30):
        with pytest.raises(Refusal, match="bad_password"):
            operators.by_password(CARMEN.id, "wrong", "")
        clock(pins.LONGEST_WAIT_MS)
    assert operators.by_password("CARMEN", "right", "").id == CARMEN.id


def test_a_password_waits_after_five(secrets_known: None, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(Refusal, match="bad_password"):
            operators.by_password(CARMEN.id, "wrong", "")
    with pytest.raises(Refusal, match="wait"):
        operators.by_password(CARMEN.id, CARMEN.password, "")


@pytest.mark.parametrize("login", ["stranger", "alice", ""])
def test_no_password_opens_nothing(secrets_known: None, login: str) -> None:
    with pytest.raises(Refusal, match="bad_password"):
        operators.by_password(login, "", "")
