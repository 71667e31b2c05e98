"""At the counter, without a network: the ID first, and two facts when somebody leaves."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

# What a page's own script would do to get round the form.
FORCED = """async (values) => {
  for (const part of document.querySelectorAll('entry-form fieldset, entry-form [disabled]')) {
    part.disabled = false;
    part.inert = false;
  }
  const form = document.querySelector('entry-form form');
  form.querySelector('[name="name"]').value = values.name;
  form.requestSubmit();
}"""


LEFT, BACK = re.compile(r"^\s*Left\s*$"), re.compile(r"^\s*Slip came back\s*$")
# The desk itself, as the page's parts hand it to one another: a way round every form.
FACADE = """async (values) => {
  for (const { href } of document.querySelectorAll('link[rel=modulepreload]')) {
    const desk = Object.values(await import(href)).find((part) => part?.actMany);
    if (desk) return (await desk.act('visitors', 'sign_in', { values })).rec;
  }
  throw new Error('no desk among the parts');
}"""


@pytest.mark.rule("S1")
def test_nothing_is_written_before_the_id_has_been_seen(counter: Counter) -> None:
    counter.open("visitors/new/")
    form = counter.page.locator("entry-form form")
    for name in ("name", "badge"):
        expect(form.locator(f'[name="{name}"]').first).to_be_disabled()
    counter.page.evaluate(FORCED, {"name": "Round The Form"})
    expect(form.locator(".field.wrong, [aria-invalid=true]").first).to_be_visible()
    assert "#" not in counter.page.url
    counter.open("visitors/")
    expect(counter.page.locator("record-list")).not_to_contain_text("Round The Form")


@pytest.mark.rule("S1")
def test_whoever_gets_round_the_form_is_seen_by_everybody(counter: Counter) -> None:
    """Not through the form, but by the page's own parts: what happened is kept, with its flag."""
    counter.open("visitors/new/")
    values = {"id_seen": "", "id_kind": "", "name": "Round The House", "room": "t1-12a"}
    slip = counter.page.evaluate(FACADE, values)
    counter.open(f"visitors/detail/#{slip}")
    reads(counter.page.locator(".record-head"), "Round The House")
    reads(counter.page.locator(".flags").first, "A house rule was not kept")
    counter.open("visitors/")
    row = counter.page.locator("record-list a.row", has_text="Round The House")
    expect(row.get_by_text("to be settled")).to_be_attached()

    counter.screen.offline(False)
    counter.waits_until_handed_in()
    counter.open(f"visitors/detail/#{slip}")
    reads(counter.page.locator(".flags").first, "A house rule was not kept")


@pytest.mark.rule("S3")
def test_whoever_wrote_a_slip_waits_and_then_goes_up(counter: Counter) -> None:
    counter.open("visitors/new/")
    counter.write_visitor("Elena Prado", waits=True)
    counter.page.locator("print-desk [data-print]").first.wait_for()
    reads(counter.page.locator("print-desk [data-preview]"), "by the bamboo")

    counter.open()
    waiting = counter.page.locator('record-list[data-states~="waiting"]')
    inside = counter.page.locator('record-list[data-states="on_site"]')
    expect(waiting.locator("[data-count]")).to_have_text("1")
    waiting.locator("a.row").click()
    reads(counter.page.locator(".record-head"), "Waiting")
    counter.page.locator('[data-act="go_up"]').click()
    reads(counter.page.locator(".record-head"), "On site")
    reads(counter.page.locator("dl.facts"), "Went up")
    counter.open()
    expect(waiting.locator("[data-count]")).to_have_text("0")
    expect(inside.locator("[data-count]")).to_have_text("1")


@pytest.mark.rule("S8")
@pytest.mark.rule("S9")
def test_leaving_and_giving_back_the_slip_are_two_facts(counter: Counter) -> None:
    slip = counter.write_visitor("Elena Prado")
    counter.open(f"visitors/detail/#{slip}")
    counter.page.locator('[data-act="leave"]').click()
    asked = counter.page.locator("dialog#visitors-leave")
    asked.get_by_role("button", name="Left without the slip").click()
    expect(asked, "it asks how they left").to_be_visible()
    asked.locator('label:has([value="gate"])').click()
    asked.get_by_role("button", name="Left without the slip").click()
    reads(counter.page.locator(".record-head"), "Left, slip still out")
    expect(counter.page.locator(".flags li")).to_have_count(0)
    facts = counter.page.locator("dl.facts dt")
    expect(facts.filter(has_text=LEFT)).to_be_visible()
    expect(facts.filter(has_text=BACK)).to_be_hidden()

    counter.open("visitors/#late")
    reads(counter.page.locator("record-list"), "Elena Prado")

    counter.open(f"visitors/detail/#{slip}")
    counter.page.locator('[data-act="return_slip"]').click()
    reads(counter.page.locator(".record-head"), "Closed")
    expect(facts.filter(has_text=LEFT)).to_be_visible()
    expect(facts.filter(has_text=BACK)).to_be_visible()
    counter.open("visitors/#late")
    expect(counter.page.locator('[data-count-of="late"]')).to_have_text("0")
    expect(counter.page.locator("record-list")).not_to_contain_text("Elena Prado")


@pytest.mark.rule("S8")
def test_a_scanned_slip_is_closed_by_one_tap(counter: Counter) -> None:
    slip = counter.write_visitor("Omar Haddad")
    counter.open("scan/")
    code = counter.page.locator("#scan-code")
    code.fill("V1:" + slip.replace("-", "").upper())
    code.press("Enter")
    found = counter.page.locator('scan-slip article[data-register="visitors"]')
    reads(found, "Omar Haddad")
    found.locator('[data-act="sign_out"]').click()
    reads(found.locator(".record-head"), "Closed")


@pytest.mark.rule("S2")
def test_everybody_of_a_party_has_a_slip(counter: Counter) -> None:
    counter.write_visitor("Lead Person", companions=("Second Person", "Third Person"))
    counter.open("visitors/")
    listed = counter.page.locator("record-list")
    for name in ("Lead Person", "Second Person", "Third Person"):
        reads(listed, name)
    numbers = re.findall(r"V-[A-Z]+\d+-\d{6}", listed.inner_text())
    assert len(numbers) == len(set(numbers)) == 3
