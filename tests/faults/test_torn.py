"""A death that tears a tablet's last write costs nothing: the browser loses it all, we do not (T6).

Chromium appends a record to its log in two steps, head and body. A death between them leaves a torn
record; the browser ignores it at the next start, goes on writing behind it, and at the start after
that finds a wrong checksum and begins with an empty database (crbug.com/460568 is about the same).
"""

import struct
from pathlib import Path

import pytest

from tests.faults.lobby import Desk, Lobby

pytestmark = pytest.mark.journey

# A checksum that is none, a length, and "this is the whole record"; and then nothing.
TORN = struct.pack("<IHB", 0x5EED5EED, 300, 1)


def tear(folder: Path) -> None:
    """Leave the head of a record without its body at the end of the browser's log."""
    (log,) = folder.glob("*.log")
    with log.open("ab") as end:
        end.write(TORN)


def main_copy(lobby: Lobby) -> Path:
    """Return where the browser keeps what every page reads."""
    (folder,) = (lobby.profile / "Default/IndexedDB").glob("*.leveldb")
    return folder


def second_copy(lobby: Lobby) -> Path:
    """Return where the browser keeps the tablet's bucket."""
    (folder,) = (lobby.profile / "Default/WebStorage").glob("*/IndexedDB/*.leveldb")
    return folder


def restored(desk: Desk) -> bool:
    """Tell whether the tablet has put itself right from its second copy."""
    return "restored" in {row["kind"] for _, row in desk.read("log")}


def deaths(desk: Desk, folder: Path) -> list[str]:
    """Die torn with one visitor waiting, write another behind it, die again, and come back."""
    desk.screen.offline()
    first = desk.write("Ann Torn")
    desk.screen.kill()
    tear(folder)
    desk.start()
    desk.screen.offline()
    second = desk.write("Ben Behind", "Bea Beside")
    desk.screen.kill()
    desk.start()
    desk.screen.offline()
    return first + second


def hand_in(desk: Desk) -> None:
    """Let the network back, and wait for the house."""
    desk.screen.offline(cut=False)
    desk.asks_the_house()
    desk.waits_until_handed_in()


def test_what_waits_outlives_a_memory_that_was_thrown_away(lobby: Lobby, desk: Desk) -> None:
    written = deaths(desk, main_copy(lobby))
    desk.come_back()
    assert restored(desk), "the browser did lose it"
    assert [desk.read("base"), {key[0] for key, _ in desk.read("refs")} & {"person"}] == [[], set()]
    assert [row["rec"] for row in desk.outbox() if row.get("no")] == written
    desk.open("queue/")
    notice = desk.page.get_by_text("it took its second copy")
    notice.wait_for()
    third = desk.write("Cleo Later")

    hand_in(desk)
    slips = lobby.slips()
    assert [row["rec"] for row in slips] == written + third
    assert [int(row["body"]["no"].rpartition("-")[2]) for row in slips] == [1, 2, 3, 4]
    assert [row["flags"] for row in lobby.journal() if row["flags"]] == []
    assert "all as they were written" in lobby.house.flask("journal", "verify")
    desk.open("queue/")
    desk.page.get_by_text("Everything written on this tablet has been handed in.").wait_for()
    notice.wait_for(state="hidden")


def test_a_second_copy_that_is_thrown_away_is_made_anew(lobby: Lobby, desk: Desk) -> None:
    desk.open()
    written = deaths(desk, second_copy(lobby))
    desk.come_back()
    assert not restored(desk), "what every page reads was whole"
    hand_in(desk)
    assert [row["rec"] for row in lobby.slips()] == written
    last = deaths(desk, main_copy(lobby))
    desk.come_back()
    assert restored(desk), "the copy was made anew with the first entry"
    hand_in(desk)
    assert [row["rec"] for row in lobby.slips()] == written + last
