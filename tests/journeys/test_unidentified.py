"""Somebody without an ID at the counter, offline: every way round the rule is tried."""

import pytest
from playwright.sync_api import Locator, Page, expect

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey


def steps(page: Page) -> list[str]:
    """Name the steps that are offered for the record, in the foot and in the menu."""
    every = page.locator("record-actions .step-on:not([hidden])")
    every.first.wait_for(state="attached")  # they come a moment after the words
    return [str(one.get_attribute("data-act")) for one in every.all()]


def ask(counter: Counter) -> Locator:
    """Write down what was asked of somebody, and whom they visit."""
    counter.open("visitors/new/")
    counter.page.get_by_role("link", name="Has no ID to show").click()
    form = counter.page.locator("entry-form form")
    form.locator('[name="name"]').fill("Wang")
    search = form.locator('[data-field="room"] [role="combobox"]')
    search.press_sequentially("12")
    counter.page.locator('[data-field="room"] [role="option"]').first.click()
    return form


def state(counter: Counter, words: str) -> None:
    reads(counter.page.locator(".record-head"), words)


def answer(counter: Counter, action: str, **choices: str) -> Locator:
    """Do a step and fill its questions; return the dialog, still open."""
    button = counter.page.locator(f'.step-on[data-act="{action}"]')
    if button.evaluate("one => Boolean(one.closest('.menu'))"):
        counter.page.locator("details.more summary").click()
    button.click()
    dialog = counter.page.locator(f"#visitors-{action}")
    for name, value in choices.items():
        field = dialog.locator(f'[name="{name}"]')
        if field.first.get_attribute("type") == "radio":
            dialog.locator(f'label:has([name="{name}"][value="{value}"])').click()
        else:
            field.fill(value)
    dialog.locator("button.main").click()
    return dialog


def told(counter: Counter) -> str:
    """Write down what they were asked and said; return the record's id."""
    form = ask(counter)
    form.locator('[name="questions"]').fill("Whom do you visit?")
    form.locator('[name="reply"]').fill("A cousin.")
    form.locator('[name="host_name"]').fill("Mrs Chen")
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/visitors/detail/**")
    state(counter, "No ID: phone the host")
    return counter.page.url.rpartition("#")[2]


def has_no_paper(counter: Counter, record: str) -> None:
    """Try to print what nobody decided: from the menu, and by the address."""
    counter.page.locator("details.more summary").click()
    expect(counter.page.locator("[data-print]")).to_be_hidden()
    counter.open(f"print/visitors/slip/#{record}")
    reads(counter.page.locator("print-desk [data-barred]"), "not been let in")
    expect(counter.page.locator("print-desk [data-here]")).to_be_hidden()
    counter.open(f"visitors/detail/#{record}")


@pytest.mark.rule("S5")
def test_nothing_begins_before_they_were_asked(counter: Counter) -> None:
    form = ask(counter)
    form.locator('[name="questions"]').fill("  ")
    form.locator('button[type="submit"]').click()
    for field in ("questions", "reply"):
        expect(form.locator(f'[data-field="{field}"] .error')).to_have_text("Please fill this in.")
    assert "unidentified" in counter.page.url
    told(counter)


@pytest.mark.rule("S1", "S6", "S7")
def test_before_the_host_was_phoned_there_is_no_slip(counter: Counter) -> None:
    record = told(counter)
    assert set(steps(counter.page)) == {"call_host", "identify", "deny"}
    has_no_paper(counter, record)

    # The ID cannot be waved through: unseen, or with an empty number.
    dialog = answer(counter, "identify", name="Wang", id_kind="id_card")
    for field in ("id_seen", "id_last4"):
        expect(dialog.locator(f'[data-field="{field}"] .error')).not_to_be_empty()
    dialog.get_by_role("button", name="Not now").click()
    state(counter, "No ID: phone the host")


@pytest.mark.rule("S6", "S7")
def test_a_slip_without_an_id_is_a_decision_that_stands_in_it(counter: Counter) -> None:
    record, page = told(counter), counter.page
    answer(counter, "call_host", call_result="no")
    state(counter, "The host said no")
    assert "admit" not in steps(page)
    answer(counter, "call_host", call_result="no_answer")
    state(counter, "No ID: to be decided")
    has_no_paper(counter, record)

    dialog = answer(counter, "admit", decision_reason="  ")
    expect(dialog.locator('[data-field="decision_reason"] .error')).not_to_be_empty()
    dialog.locator('[name="decision_reason"]').fill("The neighbour vouches for him.")
    dialog.locator("button.main").click()
    state(counter, "On site")
    for words in ("Slip given without an ID", "The neighbour vouches", "Whom do you visit?"):
        reads(page.locator("dl.facts"), words)
    page.locator("record-history summary").click()
    deeds = page.locator("record-history li.told")
    expect(deeds).to_have_count(4)
    reads(deeds.nth(1), "Must not come")
    reads(deeds.nth(2), "Nobody answers")
    counter.open(f"print/visitors/slip/#{record}")
    reads(page.locator("[data-preview]"), "No ID seen")


def test_a_silent_host_becomes_a_task_on_the_board(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.work_alone()
    counter.page.clock.install()
    form = counter.begin_visitor("Ana Ruiz", purpose="delivery")
    form.locator('label:has([name="asks_host"][value="yes"])').click()
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/visitors/detail/**")
    state(counter, "Host is asked")
    counter.open()
    task = counter.page.locator(".answer", has_text="to phone or settle")
    waits = counter.page.locator(".answer", has_text="waiting here")
    expect(task.locator("[data-count]")).to_have_text("0")
    expect(waits.locator("[data-count]")).to_have_text("1")
    counter.page.clock.fast_forward("02:01")
    expect(task.locator("[data-count]")).to_have_text("1")
    assert counter.screen.faults == []
