"""Two tabs of one tablet: one row of numbers, one runner, one operator."""

import json
from collections import Counter as Count

import pytest
from playwright.sync_api import Response, expect

from desk.demo.team import TEAM
from tests.faults.lobby import FORM, SAVE, SAVED, Desk, Lobby

pytestmark = [pytest.mark.journey, pytest.mark.slow]

ROUNDS = 3
LYNN = next(one for one in TEAM if one.id == "u02")
# The answer is a while on its way: what is sent twice is sent twice now.
SLOW = """() => {
  const real = window.fetch;
  window.fetch = async (...given) => {
    const answer = await real(...given);
    await new Promise((done) => { setTimeout(done, 700); });
    return answer;
  };
}"""


def together(desks: list[Desk], turn: int) -> None:
    """Fill a form in every tab, and press Save in all at the same moment."""
    for place, desk in enumerate(desks):
        desk.open(FORM)
        desk.fill(f"Guest {turn}{place}", f"Friend {turn}{place}")
    # The tabs share a clock: each waits for the same moment.
    start = "() => Date.now() + 400"
    moment = desks[0].page.evaluate(start)
    for desk in desks:
        desk.page.evaluate(f"(at) => {{ setTimeout({SAVE}, at - Date.now()); }}", moment)
    for desk in desks:
        desk.page.wait_for_url(SAVED)


def answered(desk: Desk) -> Count[str]:
    """Count from now on how often the house has answered for an entry, whichever tab sent it."""
    counted: Count[str] = Count()

    def note(response: Response) -> None:
        if response.url.endswith("/api/sync"):
            entries = json.loads(response.request.post_data or "{}")["entries"]
            counted.update(json.loads(entry["b"])["id"] for entry in entries)

    desk.screen.context.on("response", note)
    return counted


def test_two_tabs_never_use_a_number_twice_and_hand_in_once(lobby: Lobby, desk: Desk) -> None:
    handed_in = answered(desk)
    tabs = [desk, desk.another_tab()]
    desk.screen.offline()
    for turn in range(ROUNDS):
        together(tabs, turn)
    kept = desk.outbox()
    assert [row["n"] for row in kept] == list(range(1, len(kept) + 1))
    assert len({row["no"] for row in kept if row["no"]}) == 4 * ROUNDS

    desk.screen.context.add_init_script(f"({SLOW})()")
    for tab in tabs:
        tab.open("queue/")
    desk.screen.offline(False)
    for tab in tabs:
        tab.page.evaluate("() => window.dispatchEvent(new Event('online'))")
    for tab in tabs:
        tab.waits_until_handed_in()
    arrived = [(row["n"], row["id"]) for row in lobby.journal()]
    written = desk.outbox()
    assert sorted(arrived) == [(row["n"], row["id"]) for row in written]
    assert handed_in == Count(row["id"] for row in written), "one runner at a time"
    assert len({row["body"]["no"] for row in lobby.slips()}) == 4 * ROUNDS


def test_who_holds_the_tablet_is_the_same_in_every_tab(desk: Desk) -> None:
    desk.open()
    other = desk.another_tab()
    other.open(FORM)
    other.fill("Guest Typed")
    desk.page.locator("operator-pill button").click()
    desk.sign_in(LYNN)
    expect(other.page.locator("operator-pill [data-is=in]")).to_have_text(LYNN.name)
    other.page.evaluate(SAVE)
    other.page.wait_for_url(SAVED)
    row = other.outbox()[0]
    assert json.loads(row["entry"]["b"])["op"] == LYNN.id
