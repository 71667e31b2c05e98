"""Give each test a copy of a tablet at work and of its house."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.faults.lobby import Desk, Lobby, device

Tablets = Callable[[Path], Desk]


@pytest.fixture(scope="session")
def first(
    enrolled: Lobby, playwright_driver: Playwright, program: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Lobby:  # fmt: skip
    """Make a house and a tablet that is enrolled, signed in, and keeps its pages."""
    copy = enrolled.copied(tmp_path_factory.mktemp("lobby"))
    copy.house.start()
    desk = device(playwright_driver, program, copy.profile, copy.house.url)
    try:
        desk.open()
        desk.sign_in()
        desk.close()
    finally:
        desk.screen.kill()
        copy.house.stop()
    return copy


@pytest.fixture
def lobby(first: Lobby, tmp_path: Path, loopback: None) -> Iterator[Lobby]:
    """Serve a house of its own, at the address that the tablet knows."""
    copy = first.copied(tmp_path)
    copy.house.start()
    yield copy
    copy.house.stop()


@pytest.fixture
def tablets(
    lobby: Lobby, playwright_driver: Playwright, program: str, loopback: None
) -> Iterator[Tablets]:
    """Return what switches on a tablet with a given profile."""
    made: list[Desk] = []

    def on(profile: Path) -> Desk:
        desk = device(playwright_driver, program, profile, lobby.house.url)
        made.append(desk)
        return desk

    yield on
    for desk in made:
        desk.screen.kill()


@pytest.fixture
def desk(lobby: Lobby, tablets: Tablets) -> Desk:
    """Return the tablet of the house, switched on."""
    return tablets(lobby.profile)
