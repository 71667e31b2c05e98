"""What is dear and always the same is made once: a tablet that has joined a house."""

import random
import shutil
import socket
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from desk.testing.servers import COPIED, House
from tests.faults.lobby import Lobby, device


def quiet_port() -> int:
    """Return a free port that no outgoing connection takes while the house is down."""
    for port in random.sample(range(20_000, 32_000), 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no free port among fifty")


@pytest.fixture(scope="session")
def enrolled(
    built: Path, playwright_driver: Playwright, program: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Lobby:  # fmt: skip
    """Make a house and a tablet that is enrolled and keeps its pages; nobody holds it yet."""
    folder = tmp_path_factory.mktemp("enrolled")
    (folder / "served").mkdir(mode=0o700)
    for name in COPIED:
        if (built / "var" / name).exists():
            shutil.copy(built / "var" / name, folder / "served" / name)
    url = f"sqlite:///{folder}/served/vestibule.db"
    house = House(folder / "served", built / "site", url, quiet_port())
    house.start()
    desk = device(playwright_driver, program, folder / "profile", house.url)
    try:
        desk.enrol()
        desk.keep_shell()
        desk.close()
    finally:
        desk.screen.kill()
        house.stop()
    return Lobby(house, folder / "profile")
