"""Small things that a guest sees first: the right glyphs, no blank where nobody can say."""

import pytest
from playwright.sync_api import Page, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

ROCIO = next(member for member in TEAM if "finance" in member.roles)

# As the house sends a clock of which it cannot say when it runs out.
NO_END = """(id) => new Promise((done) => {
  const opening = indexedDB.open('vestibule');
  opening.onsuccess = () => {
    const tx = opening.result.transaction('base', 'readwrite');
    const store = tx.objectStore('base');
    store.get(id).onsuccess = ({ target: { result } }) => {
      for (const clock of result.clocks) clock.due = null;
      store.put(result);
    };
    tx.oncomplete = () => { opening.result.close(); done(); };
  };
})"""


def fonts(page: Page, text: str) -> set[str]:
    """Return the fonts that Chromium takes for a heading's text."""
    page.evaluate("(text) => { document.querySelector('h1').textContent = text; }", text)
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    found = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    session.detach()
    return {font["familyName"] for font in found}


def test_a_curly_apostrophe_is_of_the_letters_around_it(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url, joined=False))
    for lang in ("en", "es"):
        counter.screen.open(f"/{lang}/enrol/")
        plain = fonts(counter.page, "house")
        assert fonts(counter.page, "house’s “one” … – two") == plain
        assert not any("CJK" in name for name in plain)
        assert fonts(counter.page, "陈志明") != plain, (
            "names are still written in their own letters"
        )
    for lang in ("zh-Hans", "zh-Hant"):
        counter.screen.open(f"/{lang}/enrol/")
        assert fonts(counter.page, "“单”……") == fonts(counter.page, "单"), lang


def test_a_clock_without_an_end_says_so_in_words(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in()
    counter.keep_shell()
    record = counter.write_visitor("Ana Ruiz")
    counter.waits_until_handed_in()
    counter.screen.offline()
    counter.open(f"visitors/detail/#{record}")
    facts = counter.page.locator(".facts")
    reads(facts, "22:00")
    counter.open()
    counter.page.evaluate(NO_END, record)
    counter.open(f"visitors/detail/#{record}")
    reads(facts, "Please keep an eye on it.")
    expect(facts).not_to_contain_text("22:00")
    assert counter.screen.faults == []


def test_nobody_is_offered_what_would_only_be_flagged(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in(ROCIO)
    page = counter.page
    begin = page.locator('main a[href$="/visitors/new/"]')
    expect(page.locator("operator-pill")).to_contain_text(ROCIO.name, use_inner_text=True)
    expect(begin).to_be_hidden()
    counter.open("visitors/")
    expect(page.locator("operator-pill")).to_contain_text(ROCIO.name, use_inner_text=True)
    expect(begin).to_be_hidden()
    page.locator("operator-pill button").click()
    counter.sign_in()
    expect(begin).to_be_visible()
    counter.open()
    expect(begin).to_be_visible()
    assert counter.screen.faults == []
