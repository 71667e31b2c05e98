"""The cast and its tablets work: what every other test stands on."""

import pytest
from flask.testing import FlaskClient

from desk.testing.devices import Devices
from desk.testing.people import ALICE, STRANGER


def test_an_enrolled_tablet_hands_in_a_visitor(device: Devices) -> None:
    tablet = device()
    rec = tablet.sign_in("张伟", note="tall")
    tablet.push()
    result = tablet.results[next(iter(tablet.results))]
    assert (result["status"], result["flags"]) == ("applied", [])
    (record,) = tablet.pull()["records"]
    assert (record["id"], record["state"], record["no"]) == (rec, "on_site", "V-T1-000001")


def test_two_tablets_hear_of_each_other(device: Devices) -> None:
    one, two = device(), device("gate")
    one.sign_in()
    one.push()
    assert len(two.pull()["records"]) == 1


@pytest.mark.usefixtures("secrets_known")
def test_the_cast_know_their_pins(device: Devices) -> None:
    http = device().http
    right = http.post("/api/operators/sign-in", json={"op": ALICE.id, "pin": ALICE.pin})
    assert (right.status_code, right.get_json()["name"]) == (200, ALICE.name)
    wrong = http.post("/api/operators/sign-in", json={"op": STRANGER.id, "pin": STRANGER.pin})
    assert wrong.status_code == 403


def test_a_stranger_s_browser_gets_nothing(client: FlaskClient, estate: int) -> None:
    assert client.get("/api/changes").status_code == 401
