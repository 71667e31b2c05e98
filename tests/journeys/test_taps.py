"""How many taps a slip costs, typing apart; whoever was here before shows the ID all the same."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import SILENT, Counter, reads

pytestmark = pytest.mark.journey


@pytest.fixture
def counter(live: House, browser: Screens) -> Iterator[Counter]:
    """Yield a tablet at work without a network."""
    found = Counter(browser(live.url))
    found.work_alone()
    yield found
    assert found.screen.faults == []


def begin(counter: Counter, last4: str) -> Locator:
    counter.open("visitors/new/")
    form = counter.page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="passport"])').first.click()
    counter.page.keyboard.type(last4)
    return form


def was_here(counter: Counter) -> None:
    """Write somebody down who leaves again."""
    form = begin(counter, "77X1")
    form.locator('[name="name"]').first.fill("Tomás Gil")
    form.locator('[role="combobox"]').first.press_sequentially("t1-12b")
    form.locator('[role="option"]').first.click()
    form.locator('label:has([name="purpose"][value="works"])').first.click()
    form.locator('[name="company"]').fill("Rápido S.L.")
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/print/visitors/slip/**")
    record = counter.page.url.rpartition("#")[2]
    counter.open(f"visitors/detail/#{record}")
    counter.page.locator('record-actions [data-act="sign_out"]').click()
    reads(counter.page.locator("record-detail"), "Closed")


def test_somebody_new_has_a_printed_slip_after_six_taps(counter: Counter) -> None:
    page = counter.page
    page.context.add_init_script(SILENT)
    counter.open()
    counter.count_taps()
    page.locator('[data-need="visitor"]').click()
    form = page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="passport"])').first.click()
    page.keyboard.type("5520New Visitor")
    form.locator('[role="combobox"]').first.focus()
    page.keyboard.type("t1-12b")
    form.locator('[role="option"]').first.click()
    form.locator('label:has([name="purpose"][value="visit"])').first.click()
    form.locator('button[type="submit"]').click()
    page.wait_for_url("**/print/visitors/slip/**")
    expect(page.locator("html")).to_have_attribute("data-prints", "1")
    page.locator("print-desk [data-asked] [data-yes]").click()
    assert counter.taps == 6


def test_somebody_known_has_a_slip_after_three_taps(counter: Counter) -> None:
    was_here(counter)
    counter.open()
    counter.count_taps()
    form = begin(counter, "77x1")
    offer = counter.page.locator("known-visitor [data-id]")
    reads(offer, "T. G.")
    shown = offer.inner_text()
    assert ("Tomás" in shown, "77X1" in shown, "T1-12B" in shown) == (False, False, True)
    offer.click()
    expect(form.locator('[name="name"]').first).to_have_value("Tomás Gil")
    expect(form.locator('[name="company"]')).to_have_value("Rápido S.L.")
    expect(form.locator('[role="combobox"]').first).to_have_value(re.compile("T1-12B"))
    expect(counter.page.locator("known-visitor")).to_be_hidden()
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/print/visitors/slip/**")
    assert counter.taps == 3


@pytest.mark.rule("S1")
def test_being_known_is_no_id(counter: Counter) -> None:
    was_here(counter)
    counter.open("visitors/new/")
    expect(counter.page.locator('[name="name"]').first).to_be_disabled()
    expect(counter.page.locator("known-visitor")).to_be_hidden()
    begin(counter, "0000")
    counter.page.locator('[name="name"]').first.fill("tom")
    counter.page.locator("known-visitor [data-id]").click()
    kept = counter.page.locator('[name="id_last4"]').first
    expect(kept).to_have_value("0000")  # what was seen now, not what was seen then
