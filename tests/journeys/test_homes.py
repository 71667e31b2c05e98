"""Before somebody is let in: what the home says, and when to ask a supervisor, network or not."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

MARTIN = next(member for member in TEAM if "supervisor" in member.roles)
STORED = """async () => {
  const db = await new Promise((done) => { const asked = indexedDB.open("vestibule");
    asked.onsuccess = () => done(asked.result); });
  const refs = db.transaction("refs").objectStore("refs");
  const rows = await new Promise((done) => {
    const all = refs.getAll(IDBKeyRange.bound(["barred"], ["barred", []]));
    all.onsuccess = () => done(all.result); });
  db.close();
  return JSON.stringify(rows);
}"""


@pytest.fixture
def says(counter: Counter) -> Locator:
    """Open a visitor's form once the ID has been seen."""
    return begin(counter)


def begin(counter: Counter) -> Locator:
    return counter.sees_id().locator("home-says")


def visits(counter: Counter, name: str, room: str) -> None:
    form = counter.page.locator("entry-form form")
    form.locator('[name="name"]').first.fill(name)
    search = form.locator('[data-field="room"] [role="combobox"]')
    search.fill("")
    search.press_sequentially(room)
    counter.page.locator('[data-field="room"] [role="option"]').first.click()


def chosen(counter: Counter) -> None:
    form = counter.page.locator("entry-form form")
    form.locator('label:has([name="purpose"][value="delivery"])').first.click()


def submit(counter: Counter) -> None:
    counter.page.locator('entry-form form button[type="submit"]').click()


def supervisor(counter: Counter, pin: str) -> Locator:
    """Be asked about somebody, and type a PIN."""
    dialog = counter.page.locator("dialog[data-supervisors][open]")
    dialog.locator(f'label:has([value="{MARTIN.id}"])').click()
    dialog.locator("#supervise-pin").fill(pin)
    dialog.locator("#supervise-pin").press("Enter")
    return dialog


def stays_below(counter: Counter) -> None:
    """Find the visitor waiting, who cannot be sent up."""
    counter.open(f"visitors/detail/#{counter.page.url.rpartition('#')[2]}")
    reads(counter.page.locator("home-says"), "Please ask your supervisor")
    reads(counter.page.locator("record-detail .badges"), "Waiting")
    actions = counter.page.locator("record-actions")
    actions.locator("summary").click()
    expect(actions.get_by_role("button", name="Turn away")).to_be_visible()
    expect(actions.get_by_role("button", name="Goes up")).to_be_hidden()


def saved(counter: Counter) -> dict[str, Any]:
    """Write the visitor down; return the entry's values as the tablet keeps them."""
    submit(counter)
    counter.page.wait_for_url(re.compile(r"#[0-9a-f-]{36}"))
    found: dict[str, Any] = counter.page.evaluate("""async () => {
      const db = await new Promise((done) => { const asked = indexedDB.open("vestibule");
        asked.onsuccess = () => done(asked.result); });
      const rows = await new Promise((done) => {
        const all = db.transaction("outbox").objectStore("outbox").getAll();
        all.onsuccess = () => done(all.result); });
      db.close();
      const bodies = rows.map(({ entry }) => JSON.parse(entry.b));
      return bodies.find(({ t }) => t === "visitors.sign_in").d;
    }""")
    return found


def test_the_home_speaks_in_one_line_offline(counter: Counter, says: Locator) -> None:
    visits(counter, "Somebody", "T1-12B")
    reads(says, "Call first")
    reads(says, "Chen Meiling")
    reads(says, "Rosa Núñez")
    visits(counter, "nunez, rosa", "T1-12B")
    expect(says.locator(".notice").filter(visible=True)).to_have_count(2)
    reads(says.locator(".notice").filter(visible=True).first, "Rosa Núñez")
    visits(counter, "Somebody", "T1-10A")
    reads(says, "hold everything")
    expect(says).not_to_contain_text("Chen Meiling", use_inner_text=True)
    chosen(counter)
    assert "asked" not in saved(counter)
    counter.open(f"visitors/detail/#{counter.page.url.rpartition('#')[2]}")
    reads(counter.page.locator("home-says"), "hold everything")


def test_a_home_speaks_before_somebody_without_an_id_is_let_in(counter: Counter) -> None:
    counter.open("visitors/unidentified/")
    says = counter.page.locator("entry-form home-says")
    visits(counter, "Viktor Sample", "T1-12B")
    reads(says, "Call first")
    reads(says, "Please ask your supervisor")


def test_a_hint_asks_for_a_supervisor_and_says_no_more(counter: Counter, says: Locator) -> None:
    visits(counter, "SAMPLE  Viktor", "T1-10A")
    reads(says, "Please ask your supervisor")
    assert not re.search("court|grey coat|invented", counter.page.content())
    stored = counter.page.evaluate(STORED)
    assert "marks" in stored
    assert not re.search("viktor|victor|court|coat", stored, re.IGNORECASE)
    chosen(counter)
    submit(counter)  # it asks once
    dialog = supervisor(counter, MARTIN.pin)
    reads(dialog, "with the network only")  # he never signed in on this tablet
    dialog.get_by_role("button", name="Not now").click()
    reads(says, "Please ask your supervisor")
    assert saved(counter)["asked"] == "nobody"
    stays_below(counter)


def test_a_supervisor_who_is_known_here_lets_somebody_in_without_a_network(
    live: House, browser: Screens
) -> None:
    counter = Counter(browser(live.url))
    counter.work_alone(MARTIN)
    says = begin(counter)
    visits(counter, "Viktor Sample", "T1-10A")
    says.locator("[data-ask]").click()
    dialog = supervisor(counter, MARTIN.pin)
    reads(dialog, "The reason is kept with the house")
    dialog.locator('[value="yes"]').click()
    reads(says, "Your supervisor has been asked")
    chosen(counter)
    assert saved(counter)["asked"] == MARTIN.id
    counter.open(f"visitors/detail/#{counter.page.url.rpartition('#')[2]}")
    reads(counter.page.locator("home-says"), f"Your supervisor has been asked. {MARTIN.name}")
    reads(counter.page.locator("record-detail .badges"), "On site")


def test_a_supervisors_pin_opens_the_reason_with_the_network(
    counter: Counter, says: Locator
) -> None:
    counter.screen.offline(cut=False)
    visits(counter, "Viktor Sample", "T1-10A")
    says.locator("[data-ask]").click()
    dialog = supervisor(counter, "000000")
    reads(dialog, "That PIN is not right")
    dialog.locator("#supervise-pin").fill(MARTIN.pin)
    dialog.locator("[data-check]").click()
    reads(dialog, "A court order")
    dialog.locator('[value="yes"]').click()
    reads(says, "Your supervisor has been asked")
    assert not re.search("court|grey coat", counter.page.content())
    chosen(counter)
    assert saved(counter)["asked"] == MARTIN.id
    slip = counter.page.locator("article.paper, print-desk").first
    expect(slip).not_to_contain_text("court")
