"""Guessing PINs on the tablet itself, its network cut: no trick wins a try (T17)."""

import re

import pytest
from playwright.sync_api import Locator, expect

from desk.demo.team import TEAM, DemoStaff
from tests.faults.lobby import Desk, Lobby
from tests.journeys.counter import KELLY

pytestmark = [pytest.mark.journey, pytest.mark.slow]

FREE, LOCK, WRONG = 5, 10, "000000"
MINUTE, DAY = 60_000, 86_400_000
FIRST_WAIT_MS = 30_000
LYNN = next(one for one in TEAM if one.id == "u02")
# The page's clock, set by whoever holds the tablet; it stands still once it is held.
SHIFTED = """() => {
  const Real = Date;
  const kept = (name, other) => Number(localStorage.getItem(name) ?? other);
  const now = () => kept('held', Real.now()) + kept('shift', 0);
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [now()])); }
    static now() { return now(); }
  };
}"""
HELD = "(at) => { const to = at ?? Date.now(); localStorage.setItem('held', to); return to; }"
# The check never ends: whoever pulls the plug now must not have won a try.
STUCK = """() => {
  SubtleCrypto.prototype.deriveBits = () => new Promise(() => { window.checking = true; });
}"""


@pytest.fixture
def locked(desk: Desk) -> Desk:
    """Return a tablet without a network that waits for somebody's PIN."""
    desk.screen.context.add_init_script(f"({SHIFTED})()")
    desk.screen.offline()
    desk.open()
    desk.page.locator("operator-pill button").click()
    return desk


def row(desk: Desk, who: DemoStaff = KELLY) -> dict[str, int]:
    """Return what the tablet knows of somebody's tries."""
    found: dict[str, int] = dict(desk.read("operators"))[who.id]
    return found


def enter(desk: Desk, pin: str, who: DemoStaff = KELLY) -> Locator:
    """Choose a name and type six digits; return where the lock answers."""
    desk.page.bring_to_front()  # what is behind another tab is drawn once a second
    lock = desk.page.locator("desk-lock dialog")
    expect(lock).to_be_visible()
    if lock.locator(f'[data-op="{who.id}"]').get_attribute("aria-pressed") != "true":
        lock.locator(f'[data-op="{who.id}"]').click()
    for digit in pin:
        lock.locator(f'[data-key="{digit}"]').click()
    return lock.locator("form .error")


def wrong(desk: Desk, times: int) -> None:
    """Guess, and wait for each answer."""
    for _ in range(times):
        before = row(desk)["tries"]
        expect(enter(desk, WRONG)).not_to_be_empty()
        assert row(desk)["tries"] == before + 1


def refused(desk: Desk, words: str) -> None:
    """See that even the right PIN does not help now, and uses up no try."""
    before = row(desk)["tries"]
    expect(enter(desk, KELLY.pin)).to_contain_text(re.compile(words), use_inner_text=True)
    assert row(desk)["tries"] == before
    expect(desk.page.locator("desk-lock dialog")).to_be_visible()


def anew(desk: Desk, shift: int = 0) -> None:
    """Load the page anew, with the clock of the tablet moved by `shift` ms."""
    if desk.page.url == "about:blank":
        desk.open()
    desk.page.evaluate("(by) => localStorage.setItem('shift', by)", shift)
    desk.open()
    lock, pill = desk.page.locator("desk-lock dialog"), desk.page.locator("operator-pill button")
    known = desk.page.locator("operator-pill [data-is=in]")
    expect(lock.or_(known).filter(visible=True).first).to_be_visible()
    if not lock.is_visible():
        pill.click()


def hold(desk: Desk, at: int | None = None) -> int:
    """Stop the tablet's clock, since a slow test could sit a pause out; return where it stands."""
    held: int = desk.page.evaluate(HELD, at)
    return held


def test_a_try_is_counted_before_it_is_checked(locked: Desk) -> None:
    locked.page.evaluate(STUCK)
    enter(locked, WRONG)
    locked.page.wait_for_function("() => window.checking", polling=100)
    locked.screen.kill()
    locked.start()
    locked.screen.offline()
    locked.open()
    assert row(locked)["tries"] == 1


def test_five_wrong_tries_wait_whatever_is_done_to_the_tablet(locked: Desk) -> None:
    now = hold(locked)
    wrong(locked, FREE - 2)
    other = locked.another_tab()
    anew(other)
    wrong(other, 2)
    for desk in (other, locked):
        refused(desk, "Too many tries")
    for shift in (0, FIRST_WAIT_MS - 1, -2 * DAY):
        anew(locked, shift)
        refused(locked, "Too many tries")
    locked.screen.kill()
    locked.start()
    locked.screen.context.add_init_script(f"({SHIFTED})()")
    locked.screen.offline()
    locked.open()
    hold(locked, now)
    anew(locked)
    refused(locked, "Too many tries")
    assert row(locked)["tries"] == FREE
    anew(locked, FIRST_WAIT_MS)
    enter(locked, KELLY.pin)
    expect(locked.page.locator("desk-lock dialog")).to_be_hidden()


def test_the_tenth_locks_until_the_house_is_asked(locked: Desk) -> None:
    wrong(locked, FREE)
    for extra in range(LOCK - FREE):
        anew(locked, (extra + 1) * 20 * MINUTE)
        wrong(locked, 1)
    refused(locked, "Sign in once with the network")
    for shift in (DAY, 13 * DAY, -DAY):
        anew(locked, shift)
        refused(locked, "Sign in once with the network")
    locked.screen.offline(False)
    anew(locked)
    enter(locked, KELLY.pin)
    expect(locked.page.locator("desk-lock dialog")).to_be_hidden()
    assert row(locked)["tries"] == 0
    locked.screen.offline()
    anew(locked)
    enter(locked, KELLY.pin)
    expect(locked.page.locator("desk-lock dialog")).to_be_hidden()


def test_nobody_has_a_verifier_where_they_never_worked(locked: Desk) -> None:
    assert [key for key, _ in locked.read("operators")] == [KELLY.id]
    expect(enter(locked, LYNN.pin, LYNN)).to_contain_text("needs the network", use_inner_text=True)
    assert [key for key, _ in locked.read("operators")] == [KELLY.id]


def test_a_verifier_ends_after_two_weeks(locked: Desk) -> None:
    anew(locked, 15 * DAY)
    refused(locked, "too long ago")


def test_the_pin_itself_is_nowhere_on_the_tablet(locked: Desk, lobby: Lobby) -> None:
    enter(locked, KELLY.pin)
    expect(locked.page.locator("desk-lock dialog")).to_be_hidden()
    locked.close()
    stores = [path for path in lobby.profile.glob("Default/*Storage*/**/*") if path.is_file()]
    stores += [path for path in lobby.profile.glob("Default/IndexedDB/**/*") if path.is_file()]
    assert any(KELLY.id.encode() in path.read_bytes() for path in stores), "these are the stores"
    assert [path for path in stores if KELLY.pin.encode() in path.read_bytes()] == []
