"""A supervisor looks at what waits, and deals with it."""

import re

import pytest
from playwright.sync_api import expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter

pytestmark = pytest.mark.journey

MARTIN = next(member for member in TEAM if "supervisor" in member.roles)
HAND_IN_RUBBISH = """async () => {
  const { epoch } = await (await fetch('/api/operators/me')).json();
  const body = { proto: 1, dev: '', epoch, head: [0, ''], last_n: 0, queued: 0, oldest: null,
    shell: '', entries: [{ v: 1, b: 'rubbish', k: '', s: '', p: {} }] };
  const headers = { 'content-type': 'application/json' };
  return (await fetch('/api/sync', { method: 'POST', headers, body: JSON.stringify(body) })).status;
}"""


def test_what_was_rejected_is_seen_with_a_note(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in(MARTIN)
    page = counter.page
    assert page.evaluate(HAND_IN_RUBBISH) == 200

    counter.enter_office("attention/", MARTIN)
    page.locator('office-list a[href$="/office/quarantine/"]').click()

    row = page.locator("office-list li.row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("it cannot be read", use_inner_text=True)
    # Whose, and how much of it; never by the id that only we know it by.
    for words in ("It does not say which tablet", "kB"):
        expect(row).to_contain_text(words, use_inner_text=True)
    assert not re.search(r"\bd[0-9a-f]{8}\b", row.inner_text())
    expect(row.get_by_text("Its bytes")).to_be_hidden()
    expect(row.get_by_role("button", name="Let it count")).to_be_hidden()
    row.get_by_role("button", name="Seen").click()
    page.locator("#seen-note").fill("A test of ours.")
    page.locator('#seen-form button[value="yes"]').click()
    expect(page.get_by_text("Nothing is held.")).to_be_visible()

    counter.open("office/attention/")
    expect(page.get_by_text("Nothing needs you now.")).to_be_visible()
    assert counter.screen.faults == []
