"""A courier at the counter without a network: two taps to the lobby, no way up but by the ID."""

import pytest
from playwright.sync_api import Locator, expect

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

FORCED = """async () => {
  for (const part of document.querySelectorAll('entry-form fieldset, entry-form [disabled]')) {
    part.disabled = false;
  }
  const form = document.querySelector('entry-form form');
  form.querySelector('[name="name"]').value = 'Round The Form';
  form.requestSubmit();
}"""
FACADE = """async ([action, rec, values]) => {
  for (const { href } of document.querySelectorAll('link[rel=modulepreload]')) {
    const desk = Object.values(await import(href)).find((part) => part?.actMany);
    if (desk) return (await desk.act('visitors', action, { rec, values })).rec;
  }
  throw new Error('no desk among the parts');
}"""


def comes(counter: Counter, room: str = "T1-12A", company: str = "DHL") -> str:
    """Write a courier down from the board; return the record's id."""
    counter.open()
    page = counter.page
    page.get_by_role("link", name="Courier", exact=True).click()
    expect(page.locator("#room")).to_be_focused()
    page.keyboard.type(room)
    page.locator(f'[data-company="{company}"]').click()
    page.wait_for_url("**/en/#*")
    return page.url.rpartition("#")[2]


def lobby(counter: Counter) -> Locator:
    counter.open("visitors/courier/")
    return counter.page.locator("lobby-list .place")


def test_two_taps_to_the_lobby_and_one_out_of_it(counter: Counter) -> None:
    page = counter.page
    counter.open()
    expect(page.get_by_role("link", name="Courier", exact=True)).to_be_visible()
    counter.count_taps()
    record = comes(counter)
    assert counter.taps == 2
    waits = page.locator(".answer", has_text="waiting here")
    expect(waits.locator("[data-count]")).to_have_text("1")
    reads(waits, "T1-12A")
    counter.open(f"visitors/detail/#{record}")
    for words in ("DHL", "Delivery", "Into the lobby"):
        reads(page.locator("record-detail"), words)
    reads(page.locator(".record-head"), "In the lobby")

    row = lobby(counter)
    reads(row, "DHL")
    row.locator("[data-leave]").click()
    expect(row).to_have_count(0)
    counter.open(f"visitors/detail/#{record}")
    reads(page.locator(".record-head"), "Left the lobby")
    expect(page.locator("[data-print]")).to_be_hidden()


@pytest.mark.rule("S1")
def test_every_way_up_without_an_id_is_shut(counter: Counter) -> None:
    page, record = counter.page, comes(counter)
    counter.open(f"visitors/detail/#{record}")
    offered = page.locator("record-actions .step-on:not([hidden])")
    offered.first.wait_for(state="attached")
    assert {one.get_attribute("data-act") for one in offered.all()} == {"enter", "leave_lobby"}
    # No paper by its address.
    counter.open(f"print/visitors/slip/#{record}")
    reads(page.locator("print-desk [data-barred]"), "not been let in")
    # The form, forced open.
    counter.open(f"visitors/enter/#{record}")
    reads(page.locator("lobby-visitor"), "DHL")
    expect(page.locator('[name="badge"]')).to_be_disabled()
    page.evaluate(FORCED)
    expect(page.locator('[data-field="id_last4"] .error').first).not_to_be_empty()
    assert "enter" in page.url
    # The page's own parts, by steps that ask for no ID.
    for step in ("go_up", "sign_out", "print"):
        page.evaluate(FACADE, [step, record, {"document": "slip"}])
    counter.open(f"visitors/detail/#{record}")
    reads(page.locator(".record-head"), "In the lobby")
    counter.open(f"print/visitors/slip/#{record}")
    expect(page.locator("print-desk [data-here]")).to_be_hidden()
    # And by the step itself: what happened is kept, with its flag for everybody to see.
    page.evaluate(FACADE, ["enter", record, {"id_seen": "", "room": "t1-12a", "name": "Round"}])
    counter.open(f"visitors/detail/#{record}")
    reads(page.locator(".flags").first, "A house rule was not kept")


@pytest.mark.rule("S1")
def test_whoever_shows_the_id_goes_up_with_a_slip(counter: Counter) -> None:
    page, record = counter.page, comes(counter)
    counter.open(f"visitors/detail/#{record}")
    page.locator('[data-act="enter"]').click()
    page.wait_for_url("**/visitors/enter/#*")
    form = page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="work_id"])').click()
    form.locator('[name="id_last4"]').first.fill("3390")
    form.locator('[name="name"]').first.fill("Lau Chi Wai")
    expect(form.locator('[data-field="room"] [role="combobox"]')).to_have_value("T1-12A")
    form.locator("more-row summary").click()
    form.locator('[name="belongings"]').fill("ladder, 2 boxes")
    form.locator('[name="plate"]').fill("AB 1234")
    form.locator('button[type="submit"]').click()
    page.wait_for_url("**/print/visitors/slip/#*")
    reads(page.locator("[data-preview]"), "ladder, 2 boxes")
    expect(page.locator("[data-preview]")).not_to_contain_text("1234")
    counter.open("visitors/")
    page.locator("[data-filter]").fill("ab-1234")
    reads(page.locator("record-list"), "Lau Chi Wai")
    counter.open("scan/")
    page.locator("#scan-code").fill("AB 1234")
    page.locator("#scan-code").press("Enter")
    reads(page.locator("scan-slip article:visible"), "Came with: ladder, 2 boxes")
    page.locator('scan-slip [data-act="sign_out"]').click()
    reads(page.locator("scan-slip article:visible"), "Closed")


def test_whoever_stays_in_the_lobby_too_long_is_late(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.work_alone()
    counter.page.clock.install()
    comes(counter)
    waits = counter.page.locator(".answer", has_text="waiting here")
    expect(waits.locator(".row")).to_have_count(1)
    expect(waits.locator(".late-mark")).to_have_count(0)
    counter.page.clock.fast_forward("31:00")
    counter.page.clock.run_for(2000)
    expect(waits.locator(".late-mark")).to_have_count(1)
    assert counter.screen.faults == []


def test_a_plate_on_the_list_asks_for_a_supervisor(counter: Counter) -> None:
    """The demonstration bars one plate; it is known in the lobby as in the form."""
    page = counter.page
    counter.open("visitors/courier/")
    page.keyboard.type("T1-12A")
    page.locator("more-row summary").click()
    page.locator('[name="plate"]').fill("zz 9 876")
    expect(page.locator("home-says [data-ask]")).to_be_visible()
    page.locator('[data-company="DHL"]').click()
    expect(page.locator("dialog[data-supervisors]")).to_be_visible()


def test_the_roll_call_counts_the_lobby(counter: Counter) -> None:
    comes(counter)
    counter.open("roll-call/")
    counter.page.locator("[data-open]").click()
    reads(counter.page.locator(".roll-row"), "DHL")
    reads(counter.page.locator(".roll-row"), "In the lobby")
