"""Two tablets that both say they are the same one are found out by a number used twice."""

import copy

import pytest

from desk import attention
from desk.db import db
from desk.sync.devices import GAPS_LIMIT, Gaps, twice
from desk.tables import Audit, Device
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet

pytestmark = pytest.mark.engine


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    found = device()
    found.sign_in()
    return found.push()


def alarm(tablet: Tablet) -> int | None:
    return db.session.get_one(Device, tablet.id, populate_existing=True).fork_at


def handed_in(tablet: Tablet) -> bool:
    """Hand in what waits; return what the house says of an alarm."""
    answer = tablet.post(tablet.outbox)
    tablet.outbox = []
    assert isinstance(answer["alarm"], bool)
    return bool(answer["alarm"])


def test_a_number_used_twice_raises_the_alarm_once(tablet: Tablet) -> None:
    twin = copy.copy(tablet)
    tablet.outbox, twin.outbox = [], []
    slip = tablet.sign_in()
    assert not handed_in(tablet)
    twin.act("visitors.leave", slip, {"left_how": "desk"})
    assert handed_in(twin), "it is told at once, whatever it wrote"
    since = alarm(tablet)
    assert since is not None
    assert handed_in(tablet), "and so is the other"
    for one in (twin, tablet):
        one.sign_in()
        assert handed_in(one), "a number is used twice again"
    assert alarm(tablet) == since
    said = attention.summary(tablet.site, tablet.now())
    assert [row["id"] for row in said["copies"]] == [tablet.id], "a supervisor sees it"
    assert said["forks"] == []
    lines = db.session.query(Audit).filter_by(dev=tablet.id, what="device_copied").all()
    assert [line.detail for line in lines] == [{"n": [2]}]


def test_what_is_sent_again_or_comes_late_raises_none(tablet: Tablet) -> None:
    for _ in range(4):
        tablet.sign_in()
    late, *rest = tablet.outbox
    for entries in (rest, rest, [late], [late, *rest]):
        tablet.post(entries)
    assert alarm(tablet) is None


def test_a_rejected_entry_uses_up_no_number(tablet: Tablet) -> None:
    tablet.sign_in()
    [entry] = tablet.outbox
    tablet.post([{**entry, "s": "A" * 86}])
    tablet.post([entry])
    assert alarm(tablet) is None


@pytest.mark.parametrize(
    ("last", "gaps", "fresh", "used"),
    [
        (0, [], [1, 2, 3], []),
        (3, [], [4, 3], [3]),
        (9, [[4, 6]], [4, 5, 7], [7]),
        (3, [], [4, 4], [4]),
        (9, [[1, 1]] * GAPS_LIMIT, [5], []),
    ],
)
def test_which_were_used(last: int, gaps: Gaps, fresh: list[int], used: list[int]) -> None:
    assert twice(last, gaps, fresh) == used
