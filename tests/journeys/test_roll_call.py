"""Two taps from the locked screen, the network cut: who is inside, by place; the house hears it."""

import pytest
from playwright.sync_api import expect

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

NOTES = """async () => {
  const request = indexedDB.open('vestibule');
  const db = await new Promise((done) => { request.onsuccess = () => done(request.result); });
  const all = db.transaction('log').objectStore('log').getAll();
  const rows = await new Promise((done) => { all.onsuccess = () => done(all.result); });
  db.close();
  const calls = rows.filter(({ kind }) => kind === 'roll_call');
  return calls.map(({ what, op, found }) => [what, op, found.length]);
}"""


def leave(counter: Counter) -> None:
    """Take the operator away: nobody holds the tablet when the alarm rings."""
    counter.page.evaluate(
        """async () => {
      const request = indexedDB.open('vestibule');
      const db = await new Promise((done) => { request.onsuccess = () => done(request.result); });
      const tx = db.transaction('meta', 'readwrite');
      tx.objectStore('meta').put(null, 'operator');
      await new Promise((done) => { tx.oncomplete = done; });
      db.close();
    }"""
    )
    counter.open()


def test_two_taps_from_the_lock_without_a_network(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    page = counter.page
    counter.work_alone()
    counter.write_visitor("Zzyzx Quillfeather", room="12")
    gone = counter.write_visitor("Gone Already", room="25")
    counter.write_visitor("Waiting Woman", room="10", waits=True)
    counter.open(f"visitors/detail/#{gone}")
    page.locator('[data-act="sign_out"]').click()
    expect(page.locator("record-detail")).to_contain_text("Closed", use_inner_text=True)
    leave(counter)
    expect(page.locator(".lock")).to_be_visible()

    page.locator(".lock").get_by_role("link", name="Roll-call").click()
    page.locator("[data-open]").click()  # the second tap

    rows = page.locator(".roll-row")
    expect(rows).to_have_count(2)
    reads(rows.first, "Waiting Woman")
    reads(rows.last, "Zzyzx Quillfeather")
    expect(page.locator("roll-call")).not_to_contain_text("Gone Already")
    rows.last.click()
    expect(rows.last).to_have_attribute("aria-pressed", "true")
    page.reload()
    page.locator("[data-open]").click()
    expect(rows.last).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(NOTES) == [["open", "", 0], ["open", "", 1]]
    page.get_by_role("button", name="End the roll-call").click()
    page.wait_for_url("**/en/")
    expect(page.locator(".lock")).to_be_visible()
    counter.screen.offline(False)
    page.goto(f"{counter.screen.base}/en/roll-call/")
    page.locator("[data-open]").click()
    expect(page.locator("[data-devices] .contact")).not_to_have_count(0)
    page.wait_for_function(f"async () => !(await ({NOTES})()).length", polling=200)
    assert counter.screen.faults == []
