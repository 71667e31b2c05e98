"""Whoever may be on the do-not-admit list waits below; a supervisor decides, and both are kept."""

from typing import Any

import pytest

from blueprints.registers.visitors.tests.factory import SAMPLES
from desk.testing.devices import Devices
from desk.testing.people import CARMEN
from desk.testing.tablet import Tablet, Values


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def slip(tablet: Tablet, record: str) -> tuple[str, str | None, list[str]]:
    tablet.push()
    found: dict[str, Any] = next(r for r in tablet.pull()["records"] if r["id"] == record)
    clocks = [clock["name"] for clock in found["clocks"]]
    return found["state"], found["f"]["asked"], clocks


def sign_in(tablet: Tablet, **more: str) -> str:
    values, personal = dict(SAMPLES[0].values), dict(SAMPLES[0].personal)
    number = tablet.number("V")
    return tablet.act("visitors.sign_in", None, {**values, **more}, personal, no=number)


@pytest.mark.parametrize("asks_host", ["", "yes"])
def test_nobody_asked_is_nobody_gone_up(tablet: Tablet, asks_host: str) -> None:
    more = {"asks_host": asks_host} if asks_host else {}
    state, asked, clocks = slip(tablet, sign_in(tablet, asked="nobody", **more))
    assert (state, asked) == ("waiting", "nobody")
    assert "supervisor_asked" in clocks


def test_a_supervisor_lets_them_in_at_once(tablet: Tablet) -> None:
    found = slip(tablet, sign_in(tablet, asked=CARMEN.id))
    assert found == ("on_site", CARMEN.id, ["slip_out"])


def test_a_supervisor_who_is_asked_later_ends_the_wait(tablet: Tablet) -> None:
    record = sign_in(tablet, asked="nobody")
    tablet.act("visitors.vouch", record, {"asked": CARMEN.id})
    assert slip(tablet, record) == ("waiting", CARMEN.id, ["slip_out"])
    tablet.act("visitors.go_up", record)
    assert slip(tablet, record)[0] == "on_site"


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ("deny", {"denied_why": "barred"}),
        ("leave", {"left_how": "desk"}),
        ("sign_out", {}),
    ],
)
def test_who_is_gone_is_no_supervisors_business_any_more(
    tablet: Tablet, action: str, values: Values
) -> None:
    record = sign_in(tablet, asked="nobody")
    tablet.act(f"visitors.{action}", record, values)
    assert "supervisor_asked" not in slip(tablet, record)[2]
