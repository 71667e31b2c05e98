"""A form that somebody began: parked, taken over, left at once, open twice; never lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import KELLY, Counter, reads

pytestmark = pytest.mark.journey

# Somebody taps the form that waits in the moment in which it shows; the disk is slow.
HASTY = """(() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...row) {
    if (this.name === 'parked') for (const until = Date.now() + 300; Date.now() < until;) ;
    return put.apply(this, row);
  };
  const seen = new MutationObserver(() => {
    const chip = document.querySelector('parked-forms:not([hidden]) [data-id]');
    if (chip) { seen.disconnect(); chip.click(); }
  });
  seen.observe(document, { childList: true, subtree: true, attributes: true });
})()"""

WINNIE = next(member for member in TEAM if "shift_leader" in member.roles)


@pytest.fixture
def counter(live: House, browser: Screens) -> Iterator[Counter]:
    """Yield a tablet without a network that two members of staff have used."""
    found = Counter(browser(live.url))
    found.enrol()
    found.sign_in(WINNIE)
    found.page.locator("operator-pill button").click()
    found.sign_in(KELLY)
    found.keep_shell()
    found.screen.offline()
    yield found
    assert found.screen.faults == []


def begin(page: Page, name: str) -> None:
    """See an ID and type a name, as far as a hasty person comes."""
    form = page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="passport"])').first.click()
    form.locator('[name="id_last4"]').first.fill("4821")
    form.locator('[name="name"]').first.fill(name)


def name_of(page: Page) -> str:
    """Return the name that stands in the form."""
    return page.locator('entry-form [name="name"]').first.input_value()


def test_what_was_typed_is_there_after_leaving_at_once(counter: Counter) -> None:
    counter.open("visitors/new/")
    begin(counter.page, "Ana Ruiz")
    counter.open()  # within the time that the form waits before it saves by itself
    counter.open("visitors/new/")
    chip = counter.page.locator("parked-forms [data-id]")
    expect(chip).to_contain_text("Ana Ruiz", use_inner_text=True)
    chip.click()
    expect(counter.page.locator('entry-form [name="name"]').first).to_have_value("Ana Ruiz")
    expect(chip, "what is open is not offered").to_have_count(0)

    counter.page.locator("companion-list [data-add]").click()
    companion = counter.page.locator("li[data-person]")
    companion.locator('[name="note"]').fill("in a wheelchair")
    counter.page.reload()
    expect(counter.page.locator('entry-form [name="name"]').first).to_have_value("Ana Ruiz")
    expect(companion.locator('[name="note"]')).to_have_value("in a wheelchair")


def test_a_tap_that_comes_early_is_no_tap_in_vain(counter: Counter) -> None:
    counter.open("visitors/new/")
    begin(counter.page, "Ana Ruiz")
    counter.page.context.add_init_script(HASTY)
    counter.open()
    counter.open("visitors/new/")
    expect(counter.page.locator('entry-form [name="name"]').first).to_have_value("Ana Ruiz")


def test_only_a_person_throws_a_parked_form_away(counter: Counter) -> None:
    counter.open("visitors/new/")
    begin(counter.page, "Ana Ruiz")
    counter.page.locator("[data-park]").click()
    counter.page.wait_for_url("**/en/")
    counter.open("visitors/new/")
    drop = counter.page.locator("parked-forms [data-drop]")
    dialog = counter.page.locator("parked-forms dialog")
    drop.click()
    dialog.get_by_role("button", name="Keep it").click()
    counter.page.reload()
    expect(counter.page.locator("parked-forms [data-id]")).to_have_count(1)
    drop.click()
    dialog.get_by_role("button", name="Throw away").click()
    expect(counter.page.locator("parked-forms [data-id]")).to_have_count(0)
    counter.page.reload()
    expect(counter.page.locator("operator-pill [data-is=in]")).to_be_visible()
    expect(counter.page.locator("parked-forms [data-id]")).to_have_count(0)


def test_a_colleague_takes_over_and_saves_under_the_own_name(counter: Counter) -> None:
    counter.open("visitors/new/")
    begin(counter.page, "Ana Ruiz")
    counter.page.locator("operator-pill button").click()
    counter.sign_in(WINNIE)
    assert name_of(counter.page) == "Ana Ruiz", "the form is still as it was"
    counter.page.locator("[data-park]").click()
    counter.page.wait_for_url("**/en/")
    counter.page.locator("operator-pill button").click()
    counter.sign_in(KELLY)

    counter.screen.kill()
    counter.screen.start()
    counter.screen.offline()
    counter.open("visitors/new/")
    counter.page.locator("parked-forms [data-id]").click()
    form = counter.page.locator("entry-form form")
    expect(form.locator('[name="name"]').first).to_have_value("Ana Ruiz")
    form.locator('[data-field="room"] [role="combobox"]').press_sequentially("12")
    form.locator('[data-field="room"] [role="option"]').first.click()
    form.locator('label:has([name="purpose"][value="delivery"])').first.click()
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/print/visitors/slip/*")
    record = counter.page.url.rpartition("#")[2]
    counter.open("visitors/new/")
    expect(counter.page.locator("operator-pill [data-is=in]")).to_be_visible()
    expect(counter.page.locator("parked-forms [data-id]")).to_have_count(0)

    counter.open(f"visitors/detail/#{record}")
    counter.page.locator("record-history summary").click()
    first = counter.page.locator("record-history li.told").first
    expect(first).to_contain_text(KELLY.name, use_inner_text=True)


def test_two_pages_with_one_parked_form_keep_both_texts(counter: Counter) -> None:
    counter.open("visitors/new/")
    begin(counter.page, "Ana Ruiz")
    counter.page.locator("[data-park]").click()
    counter.page.wait_for_url("**/en/")
    pages = [counter.page, counter.screen.context.new_page()]
    for page in pages:
        page.goto(f"{counter.screen.base}/en/visitors/new/")
        page.locator("parked-forms [data-id]").click()
        expect(page.locator('entry-form [name="name"]').first).to_have_value("Ana Ruiz")
    for page, name in zip(pages, ("Typed on the left", "Typed on the right"), strict=True):
        page.locator('entry-form [name="name"]').first.fill(name)
    for page in pages:
        page.goto(f"{counter.screen.base}/en/")
    counter.open("visitors/new/")
    chips = counter.page.locator("parked-forms [data-id]")
    expect(chips).to_have_count(2)
    told = " ".join(chips.all_inner_texts())
    assert "Typed on the left" in told
    assert "Typed on the right" in told


def anew(counter: Counter) -> None:
    """Leave what is open, and begin another form once the tablet is ready for it."""
    counter.open()
    counter.open("visitors/new/")
    expect(counter.page.locator("operator-pill [data-is=in]")).to_be_visible()


def test_only_forms_in_which_somebody_wrote_wait_and_many_stand_folded(counter: Counter) -> None:
    page = counter.page
    waiting = page.locator("parked-forms [data-id]")
    anew(counter)
    page.locator('entry-form label:has([name="id_kind"][value="passport"])').first.click()
    anew(counter)
    begin(page, "Ana Ruiz")
    expect(page.locator("entry-form")).to_have_attribute("data-no-idle", "")
    page.locator('entry-form [name="name"]').first.fill("")
    page.locator('entry-form [name="id_last4"]').first.fill("")
    anew(counter)
    expect(waiting, "a tap on a choice is no form, and what was wiped is none").to_have_count(0)

    for name in ("Ana Ruiz", "Ben Okafor", "Chen Wei"):
        anew(counter)
        begin(page, name)
    # Begun again by the same person: it says all that the first said.
    anew(counter)
    begin(page, "Ana Ruiz")
    page.locator("#note").fill("two folding chairs")
    page.locator("[data-park]").click()
    page.wait_for_url("**/en/")

    anew(counter)
    summary = page.locator("parked-forms summary")
    reads(summary, "3")
    expect(waiting.first).to_be_hidden()
    summary.click()
    told = " ".join(waiting.all_inner_texts())
    assert told.count("Ana Ruiz") == 1
    assert "Ben Okafor" in told
    assert "Chen Wei" in told
    waiting.filter(has_text="Ben Okafor").click()
    expect(page.locator('entry-form [name="name"]').first).to_have_value("Ben Okafor")
    reads(summary, "2")
