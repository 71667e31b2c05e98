"""An invitation may carry a meeting room and how long the visit will be (S13)."""

import pytest

from blueprints.registers.invitations.form import InvitationForm
from desk.judging import check
from desk.testing.devices import Devices
from desk.testing.tablet import Values

BOOKED: Values = {
    "room": "r1",
    "host": "p1",
    "purpose": "business",
    "from_day": "2026-11-23",
    "stays": "60",
    "meeting_room": "M2",
}


@pytest.mark.rule("S13")
def test_an_invitation_carries_the_room_that_was_booked(device: Devices) -> None:
    tablet = device()
    number = tablet.number("E")
    tablet.act("invitations.invite", None, BOOKED, {"name": "Ana"}, no=number)
    tablet.push()
    found = tablet.pull()["records"][0]["f"]
    assert (found["stays"], found["meeting_room"]) == (60, "M2")


@pytest.mark.parametrize("stays", ["0", "1441", "soon"])
def test_how_long_is_a_number_of_minutes_within_a_day(stays: str) -> None:
    assert check(InvitationForm, {**BOOKED, "name": "Ana", "stays": stays}) == {
        "stays": [("range", None)]
    }
