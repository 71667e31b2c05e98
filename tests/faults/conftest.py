"""Enrol one tablet once; give each test a copy of it and of its house."""

import random
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from desk.testing.servers import COPIED, House
from tests.faults.lobby import Desk, Lobby, device

Tablets = Callable[[Path], Desk]


def quiet_port() -> int:
    """Return a free port that no outgoing connection takes while the house is down."""
    for port in random.sample(range(20_000, 32_000), 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no free port among fifty")


@pytest.fixture(scope="session")
def first(
    built: Path, playwright_driver: Playwright, program: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Lobby:  # fmt: skip
    """Make a house and a tablet that is enrolled, signed in, and keeps its pages."""
    folder = tmp_path_factory.mktemp("lobby")
    (folder / "served").mkdir(mode=0o700)
    for name in COPIED:
        if (built / "var" / name).exists():
            (folder / "served" / name).write_bytes((built / "var" / name).read_bytes())
    url = f"sqlite:///{folder}/served/vestibule.db"
    house = House(folder / "served", built / "site", url, quiet_port())
    house.start()
    desk = device(playwright_driver, program, folder / "profile", house.url)
    try:
        desk.enrol()
        desk.sign_in()
        desk.keep_shell()
        desk.close()
    finally:
        desk.screen.kill()
        house.stop()
    return Lobby(house, folder / "profile")


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
