"""The tablet's storage fails: it says so over everything, and never says "saved" when it is not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.faults.lobby import FORM, SAVE, SAVED, Desk, Lobby

pytestmark = [pytest.mark.journey, pytest.mark.slow]

PAPER = re.compile("This tablet cannot save")
ROOM_FOR_NOTHING = 1000  # bytes

BLIND = """() => {
  const real = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function open(...given) {
    if (sessionStorage.getItem('blind')) throw new DOMException('no backing store', 'UnknownError');
    return real.apply(this, given);
  };
}"""

# The script of the warning comes after all the others, as it may on a slow tablet.
SLOW_WARNING = """() => {
  const real = CustomElementRegistry.prototype.define;
  CustomElementRegistry.prototype.define = function define(name, ...given) {
    if (name !== 'broken-storage') return real.call(this, name, ...given);
    setTimeout(() => real.call(this, name, ...given), 1000);
  };
}"""

# A handle that died in the background: whatever is asked of it fails, as browsers report it.
DEAD = """() => {
  const real = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function transaction(...given) {
    window.dead ??= this;
    if (this === window.dead) this.close();
    return real.apply(this, given);
  };
}"""

# The disk takes one entry, and refuses the commit of any after it.
SPOILED = """() => {
  const real = IDBObjectStore.prototype.add;
  let taken = 0;
  IDBObjectStore.prototype.add = function add(...given) {
    const asked = real.apply(this, given);
    if (this.name === 'outbox' && window.spoiled && taken++) this.transaction.abort();
    return asked;
  };
  window.spoiled = true;
}"""

NEWER = """() => new Promise((done, fail) => {
  const opening = indexedDB.open('vestibule', 99);
  opening.onsuccess = () => { opening.result.close(); done(); };
  opening.onblocked = () => fail(new Error('an old page held on to its handle'));
})"""


# Fills another database of the same origin until the disk says no, or until it says yes again.
FILLED = """(full) => new Promise((done) => {
  const turn = () => {
    const opening = indexedDB.open('filler');
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore('rows', { autoIncrement: true });
    };
    opening.onsuccess = () => {
      const db = opening.result;
      const tx = db.transaction('rows', 'readwrite');
      tx.objectStore('rows').add(new Uint8Array(100_000));
      const over = (was) => {
        db.close();
        if (was === full) done();
        else setTimeout(turn, 50);
      };
      tx.oncomplete = () => over(false);
      tx.onabort = () => over(true);
    };
  };
  turn();
})"""


@contextmanager
def full(desk: Desk) -> Iterator[None]:
    """Leave no room on the tablet."""
    session = desk.screen.context.new_cdp_session(desk.page)
    origin = {"origin": desk.screen.base}
    session.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": ROOM_FOR_NOTHING})
    desk.page.evaluate(FILLED, True)
    yield
    session.send("Storage.overrideQuotaForOrigin", origin)
    desk.page.evaluate(FILLED, False)
    session.detach()


def asks_for_paper(desk: Desk) -> None:
    """See the warning, and that nothing claims to be saved."""
    expect(desk.page.locator("broken-storage .broken")).to_contain_text(PAPER, use_inner_text=True)
    expect(desk.page.locator("broken-storage .broken")).to_be_visible()
    assert not SAVED.search(desk.page.url)
    assert desk.shown == []


def tries_again(desk: Desk) -> None:
    """Press the button that tests the storage, and wait for what it finds."""
    button = desk.page.locator("broken-storage [data-retry]")
    button.click()
    expect(button).not_to_have_attribute("aria-busy", "true")


def test_a_full_tablet_asks_for_paper_and_goes_on_when_there_is_room(
    lobby: Lobby, desk: Desk
) -> None:
    desk.write("Guest Before")
    desk.shown.clear()
    desk.open(FORM)
    desk.fill("Guest Full", "Guest Friend")
    with full(desk):
        desk.page.evaluate(SAVE)
        asks_for_paper(desk)
        tries_again(desk)
        asks_for_paper(desk)
    party = [row for row in desk.outbox() if row["t"] == "visitors.sign_in"]
    assert len(party) == 1, "half a party is worse than none"
    tries_again(desk)
    expect(desk.page.locator("broken-storage .broken")).to_be_hidden()
    expect(desk.page.locator('[name="name"]').first).to_have_value("Guest Full")
    desk.page.evaluate(SAVE)
    desk.page.wait_for_url(SAVED)
    desk.waits_until_handed_in()
    assert [row["body"]["no"][-1] for row in lobby.slips()] == ["1", "2", "3"]


def test_a_tablet_without_storage_asks_for_paper_and_comes_back(lobby: Lobby, desk: Desk) -> None:
    desk.screen.context.add_init_script(f"({BLIND})()")
    desk.screen.context.add_init_script(f"({SLOW_WARNING})()")
    desk.open()
    desk.page.evaluate("() => sessionStorage.setItem('blind', 'yes')")
    desk.open(FORM)
    asks_for_paper(desk)
    tries_again(desk)
    asks_for_paper(desk)
    desk.page.evaluate("() => sessionStorage.removeItem('blind')")
    tries_again(desk)
    expect(desk.page.locator("broken-storage .broken")).to_be_hidden()
    desk.fill("Guest Again")
    desk.page.evaluate(SAVE)
    desk.page.wait_for_url(SAVED)
    desk.waits_until_handed_in()
    assert len(lobby.slips()) == 1


def test_a_handle_that_died_is_replaced_and_nobody_notices(lobby: Lobby, desk: Desk) -> None:
    desk.open(FORM)
    desk.fill("Guest Dead")
    desk.page.evaluate(DEAD)
    desk.page.evaluate(SAVE)
    desk.page.wait_for_url(SAVED)
    desk.waits_until_handed_in()
    assert [row["n"] for row in lobby.slips()] == [1]
    assert desk.screen.faults == []


def test_a_refused_commit_is_not_a_save(lobby: Lobby, desk: Desk) -> None:
    desk.open(FORM)
    desk.fill("Guest Spoiled", "Guest Friend")
    desk.page.evaluate(SPOILED)
    desk.page.evaluate(SAVE)
    asks_for_paper(desk)
    assert desk.outbox() == [], "half a party is worse than none"
    assert desk.meta("n") in (None, 0), "a number is not used up by a save that failed"
    desk.page.evaluate("() => { window.spoiled = false; }")
    tries_again(desk)
    desk.page.evaluate(SAVE)
    desk.page.wait_for_url(SAVED)
    desk.waits_until_handed_in()
    assert [row["body"]["no"][-6:] for row in lobby.slips()] == ["000001", "000002"]


def test_a_newer_shell_takes_the_store_and_the_old_page_says_so(desk: Desk) -> None:
    desk.open(FORM)
    desk.fill("Guest Old")
    other = desk.another_tab()
    other.open("queue/")
    other.page.evaluate(NEWER)
    desk.page.evaluate(SAVE)
    asks_for_paper(desk)
