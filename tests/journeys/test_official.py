"""Official business at the counter, offline: every way round the counterpart is tried."""

import pytest
from playwright.sync_api import Locator, Page, expect

from desk.demo.team import TEAM
from tests.journeys.counter import KELLY, Counter, reads

pytestmark = pytest.mark.journey
WAITS = "Waits for the counterpart"
LEADER = next(member for member in TEAM if "shift_leader" in member.roles)


def begin(counter: Counter, purpose: str = "official") -> Locator:
    """Write down an ID and a purpose; return the form."""
    form = counter.sees_id("5520", "work_id")
    form.locator('[name="name"]').first.fill("Lee Wing")
    form.locator(f'label:has([name="purpose"][value="{purpose}"])').first.click()
    return form


def find(place: Locator, field: str, words: str) -> None:
    """Type a part of a name and take the first answer."""
    place.locator(f'[data-field="{field}"] [role="combobox"]').press_sequentially(words)
    place.locator(f'[data-field="{field}"] [role="option"]').first.click()


def save(counter: Counter, form: Locator) -> str:
    """Write it down and go to the record; return its id."""
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/print/visitors/slip/**")
    record = counter.page.url.rpartition("#")[2]
    counter.open(f"visitors/detail/#{record}")
    return record


def steps(page: Page) -> set[str]:
    """Name the steps that are offered."""
    every = page.locator("record-actions .step-on:not([hidden])")
    every.first.wait_for(state="attached")
    return {str(one.get_attribute("data-act")) for one in every.all()}


def ask(counter: Counter, action: str) -> Locator:
    """Open what a step asks."""
    button = counter.page.locator(f'record-actions [data-act="{action}"]').first
    if button.evaluate("one => Boolean(one.closest('.menu'))"):
        counter.page.locator("details.more summary").click()
    button.click()
    name = "correct-form" if action == "correct" else f"visitors-{action}"
    dialog = counter.page.locator(f"#{name}")
    expect(dialog).to_be_visible()
    return dialog


@pytest.mark.rule("S11")
def test_nothing_is_written_before_it_is_known_whom_they_come_to_see(counter: Counter) -> None:
    form = begin(counter)
    reads(form, "Not settled at the desk.")
    form.locator('button[type="submit"]').click()
    expect(form.locator('[data-field="host_name"] .error')).not_to_be_empty()
    expect(form.locator('[data-field="company"] .error')).not_to_be_empty()
    expect(form.locator('[data-field="room"] .error')).to_be_empty()
    assert "visitors/new" in counter.page.url


@pytest.mark.rule("S11")
def test_they_wait_until_somebody_takes_over(counter: Counter) -> None:
    form = begin(counter)
    find(form, "room", LEADER.name)
    form.locator('[name="company"]').fill("Fire Services Department")
    save(counter, form)
    head = counter.page.locator(".record-head")
    reads(head, WAITS)
    reads(counter.page.locator(".facts"), LEADER.name)
    assert "go_up" not in steps(counter.page)
    assert "call_host" not in steps(counter.page)
    dialog = ask(counter, "stand_in")
    dialog.locator("button.main").click()
    expect(dialog.locator('[data-field="host_name"] .error')).not_to_be_empty()
    find(dialog, "counterpart", KELLY.name)
    dialog.locator("button.main").click()
    reads(counter.page.locator(".facts"), KELLY.name)
    reads(head, WAITS)
    dialog = ask(counter, "hand_over")
    # Whoever is expected to come stands there already.
    expect(dialog.locator('[role="combobox"]')).to_have_value(KELLY.name)
    dialog.locator('[role="combobox"]').fill("")
    dialog.locator("button.main").click()
    expect(dialog.locator('[data-field="taken_by_name"] .error')).not_to_be_empty()
    dialog.locator('[name="taken_by_name"]').fill("Ms Ho")
    dialog.locator("button.main").click()
    reads(head, "On site")
    reads(counter.page.locator(".facts"), "Ms Ho")


@pytest.mark.rule("S11")
def test_calling_it_official_later_leaves_no_way_past(counter: Counter) -> None:
    form = begin(counter, "visit")
    find(form, "room", "12")
    save(counter, form)
    head = counter.page.locator(".record-head")
    reads(head, "On site")
    dialog = ask(counter, "correct")
    dialog.locator('label:has([name="f:purpose"][value="official"])').click()
    dialog.locator('[name="reason"]').fill("asked again")
    dialog.locator("button.main").click()
    reads(head, WAITS)
    assert "go_up" not in steps(counter.page)
    assert "hand_over" in steps(counter.page)


def test_who_waits_for_a_counterpart_stands_on_the_board(counter: Counter) -> None:
    form = begin(counter)
    find(form, "room", LEADER.name)
    form.locator('[name="company"]').fill("Fire Services Department")
    save(counter, form)
    counter.open("visitors/")
    reads(counter.page.locator("record-list"), WAITS)
    counter.open("roll-call/")
    counter.page.locator("[data-open]").click()
    reads(counter.page.locator("[data-sheet]"), WAITS)
