"""Booked and long meetings have a meeting room: kept as given, offered, never barred (S13)."""

from typing import Any

import pytest

from blueprints.registers.visitors.form import SignInForm
from blueprints.registers.visitors.tests.factory import SAMPLES
from desk.judging import check
from desk.register import registers
from desk.testing.devices import Devices
from desk.testing.people import ALICE
from desk.testing.tablet import Tablet, Values


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def slip(tablet: Tablet, record: str) -> dict[str, Any]:
    tablet.push()
    found: dict[str, Any] = next(r for r in tablet.pull()["records"] if r["id"] == record)
    return found


def sign_in(tablet: Tablet, **more: str) -> str:
    values: Values = {**SAMPLES[0].values, **more}
    number = tablet.number("V")
    last4 = number[2:4] + number[-2:]
    said = SAMPLES[0].personal | {"name": f"Visitor {number}", "id_last4": last4}
    return tablet.act("visitors.sign_in", None, values, said, no=number)


@pytest.mark.rule("S13")
def test_a_slip_keeps_how_long_they_stay_and_their_room(tablet: Tablet) -> None:
    found = slip(tablet, sign_in(tablet, stays="90", meeting_room="M1"))
    assert (found["f"]["stays"], found["f"]["meeting_room"], found["state"]) == (
        90,
        "M1",
        "on_site",
    )


@pytest.mark.parametrize("stays", ["0", "1441", "soon", "1.5"])
def test_how_long_is_a_number_of_minutes_within_a_day(stays: str) -> None:
    assert check(SignInForm, {"stays": stays})["stays"] == [("range", None)]
    assert "stays" not in check(SignInForm, {"stays": "90"})


@pytest.mark.rule("S13")
@pytest.mark.parametrize("waits", ["", "yes"])
def test_somebody_who_is_here_moves_to_a_room_and_out_of_it(tablet: Tablet, waits: str) -> None:
    record = sign_in(tablet, waits=waits)
    state = slip(tablet, record)["state"]
    tablet.act("visitors.to_meeting", record, {"meeting_room": "M1"})
    found = slip(tablet, record)
    assert (found["state"], found["f"]["meeting_room"], found["f"]["meeting_by"]) == (
        state,
        "M1",
        ALICE.id,
    )
    assert found["f"]["meeting_at"] is not None
    tablet.act("visitors.to_meeting", record, {})
    assert slip(tablet, record)["f"]["meeting_room"] is None


def test_whoever_has_left_moves_nowhere(tablet: Tablet) -> None:
    record = sign_in(tablet)
    tablet.act("visitors.sign_out", record)
    tablet.act("visitors.to_meeting", record, {"meeting_room": "M1"})
    found = slip(tablet, record)
    assert (found["f"]["meeting_room"], found["flags"]) == (None, ["conflict"])


def test_two_tablets_may_give_the_same_room(device: Devices) -> None:
    one, other = device(), device()
    mine, yours = sign_in(one, meeting_room="M1"), sign_in(other, meeting_room="M1")
    one.push()
    other.push()
    records = {r["id"]: r for r in one.pull()["records"]}
    assert [records[id]["f"]["meeting_room"] for id in (mine, yours)] == ["M1", "M1"]
    assert [records[id]["flags"] for id in (mine, yours)] == [[], []]


def test_a_corrected_stay_is_still_a_number(tablet: Tablet) -> None:
    record = sign_in(tablet, stays="30")
    tablet.act("visitors.correct", record, {"f:stays": "120"}, {"reason": "longer"})
    assert slip(tablet, record)["f"]["stays"] == 120


def test_the_step_is_offered_where_the_house_has_rooms() -> None:
    assert registers()["visitors"].table["to_meeting"].row["needs"] == "meeting_rooms"
