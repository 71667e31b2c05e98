"""A tablet's memory is copied, put back or wiped: the house notices, and the tablet says so."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.faults.conftest import Tablets
from tests.faults.lobby import Desk, Lobby

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def hand_in(desk: Desk) -> None:
    """Hand in now, and wait until all of it has an answer."""
    desk.asks_the_house()
    desk.page.wait_for_function(
        "() => !document.querySelector('sync-now [aria-busy]')", polling=100
    )
    assert desk.waiting() == 0


def alarms(lobby: Lobby) -> list[str]:
    """Name the devices that the house has raised an alarm over."""
    return [row["id"] for row in lobby.rows("SELECT id FROM device WHERE fork_at IS NOT NULL")]


def says_so(desk: Desk) -> None:
    """See the tablet ask for a supervisor."""
    desk.open("queue/")
    expect(desk.page.locator("queue-badge [data-is=late]").first).to_be_visible()
    expect(desk.page.locator("queue-page [data-if=alarm]")).to_be_visible()


def test_a_copied_tablet_is_found_out(lobby: Lobby, tablets: Tablets, tmp_path: Path) -> None:
    shutil.copytree(lobby.profile, tmp_path / "copy")
    true, copy = tablets(lobby.profile), tablets(tmp_path / "copy")
    for desk, name in ((true, "Guest True"), (copy, "Guest Copy")):
        desk.write(name)
        hand_in(desk)
    dev = true.meta("device")["id"]
    assert copy.meta("device")["id"] == dev, "both say that they are the same tablet"
    arrived = [(row["n"], row["flags"]) for row in lobby.slips()]
    assert arrived == [(1, ""), (1, "number_reused")], "both are kept"
    assert alarms(lobby) == [dev]
    for desk in (true, copy):
        desk.asks_the_house()
        desk.shows("Guest True")
        desk.shows("Guest Copy")
    says_so(copy)
    true.write("Guest Third")
    hand_in(true)
    says_so(true)


def test_a_tablet_put_back_to_an_older_day_is_found_out(
    lobby: Lobby, desk: Desk, tablets: Tablets, tmp_path: Path
) -> None:
    desk.write("Guest One")
    hand_in(desk)
    desk.close()
    shutil.copytree(lobby.profile, tmp_path / "yesterday")
    desk.start()
    [slip] = desk.write("Guest Two")
    hand_in(desk)
    desk.close()

    old = tablets(tmp_path / "yesterday")
    old.open(f"visitors/detail/#{slip}")
    old.page.locator('[data-act="sign_out"]').click()
    expect(old.page.locator(".record-head")).to_contain_text("Closed", use_inner_text=True)
    hand_in(old)
    [signed_out] = [row for row in lobby.journal() if row["t"] == "visitors.sign_out"]
    used = [row["n"] for row in lobby.journal()]
    assert used.count(signed_out["n"]) == 2, "both are kept"
    assert alarms(lobby) == [old.meta("device")["id"]]
    says_so(old)
    assert "all as they were written" in lobby.house.flask("journal", "verify")


def test_a_wiped_tablet_is_another_one_and_the_old_one_stays_known(
    lobby: Lobby, desk: Desk, tablets: Tablets, tmp_path: Path
) -> None:
    desk.write("Guest Before")
    hand_in(desk)
    was = desk.meta("device")
    desk.close()

    new = tablets(tmp_path / "empty")
    new.enrol()
    new.sign_in()
    assert new.meta("device")["id"] != was["id"]
    assert new.meta("device")["letters"] != was["letters"], "no number is ever given twice"
    new.write("Guest After")
    hand_in(new)
    new.shows("Guest Before")
    numbers = [row["body"]["no"] for row in lobby.slips()]
    assert len(set(numbers)) == 2
    known = {row["id"]: row for row in lobby.rows("SELECT * FROM device WHERE kind = 'desk'")}
    assert known[was["id"]]["last_n"] == known[was["id"]]["said_n"] > 0
    assert alarms(lobby) == []
