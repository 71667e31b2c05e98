"""The house rotates its key, or somebody stands in for it: the tablet follows, or says so."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from desk import config
from tests.faults.lobby import Desk, Lobby

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def anew(lobby: Lobby) -> None:
    """Start the house again: a server reads its keys when it begins."""
    lobby.house.stop()
    lobby.house.start()


def believed(desk: Desk) -> list[str]:
    """Return the public keys that the tablet believes, oldest first."""
    desk.asks_the_house()
    desk.page.wait_for_function(
        "() => !document.querySelector('sync-now [aria-busy]')", polling=100
    )
    return [key["jwk"]["x"] for key in desk.meta("server_keys")]


def kept(desk: Desk) -> list[Any]:
    """Return the keys of the outbox's rows; a slip that had time to print left one of its own."""
    return [key for key, _ in desk.read("outbox")]


def rescue(desk: Desk) -> dict[str, Any]:
    """Write a rescue file; return what is in it."""
    desk.open("queue/")
    with desk.page.expect_download() as waiting:
        desk.page.locator(".foot rescue-export button").click()
    return dict(json.loads(waiting.value.path().read_text("utf-8")))


def test_a_tablet_follows_two_rotations_and_refuses_a_stranger(lobby: Lobby, desk: Desk) -> None:
    [first] = believed(desk)
    lobby.house.stop()
    desk.write("Guest One")
    for _ in range(2):
        lobby.house.flask("keys", "rotate")
    lobby.house.start()
    keys = believed(desk)
    assert (keys[0], len(set(keys))) == (first, 3)
    assert desk.waiting() == 0, "what was written before is handed in"
    desk.open("queue/")
    expect(desk.page.locator("queue-page code.mark")).to_have_text(mark(desk))
    assert mark(desk).replace(" ", "").startswith(lobby.house.flask("keys", "list").split()[-3])
    expect(desk.page.locator("queue-page [data-if=doubt]")).to_be_hidden()
    before = kept(desk)

    (lobby.house.data / "server-key.pem").write_text(config.new_key(), "utf-8")
    anew(lobby)
    desk.write("Guest Two")
    assert believed(desk) == keys, "it believes what it believed"
    desk.open("queue/")
    warning = desk.page.locator("queue-page [data-if=doubt]")
    expect(warning).to_be_visible()
    expect(warning.locator(".mark")).to_have_text(desk.meta("key_doubt")["mark"])
    expect(desk.page.locator("queue-badge [data-is=late]").first).to_be_visible()
    assert mark(desk) != desk.meta("key_doubt")["mark"]
    after = kept(desk)
    assert after[: len(before)] == before, "nothing was cleared"
    assert rescue(desk)["count"] == len(after) > len(before)


def mark(desk: Desk) -> str:
    """Return the fingerprint of the key that the tablet believes."""
    return str(desk.meta("server_keys")[-1]["mark"])
