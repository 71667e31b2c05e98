"""Give each journey a copy of a tablet that has joined, and of the house that knows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.testing.browsers import Screen, Screens
from desk.testing.servers import House
from tests.faults.lobby import Lobby
from tests.journeys.counter import Counter


@pytest.fixture
def live(enrolled: Lobby, tmp_path: Path) -> Iterator[House]:
    """Serve a house of its own that knows one tablet, at the address by which that knows it."""
    house = enrolled.copied(tmp_path).house
    house.start()
    yield house
    house.stop()


@pytest.fixture
def browser(browser: Screens, live: House, tmp_path: Path) -> Screens:
    """Return a factory of devices: the first is the tablet that the house knows, if wanted."""
    known = tmp_path / "profile"

    def device(base: str, *flags: str, joined: bool = True) -> Screen:
        first = joined and base == live.url and known.exists()
        if first:
            known.rename(tmp_path / "profile-1")
        screen = browser(base, *flags)
        screen.joined = first
        return screen

    return device


@pytest.fixture
def counter(live: House, browser: Screens) -> Iterator[Counter]:
    """Yield a tablet at work whose network is down; its browser has nothing to complain of."""
    found = Counter(browser(live.url))
    found.work_alone()
    yield found
    assert found.screen.faults == []
