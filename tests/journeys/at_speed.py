"""What a hurried counter does most, each from a page at rest to its end: for taps and seconds."""

import re

from playwright.sync_api import Locator, expect

from desk.qr import record_code
from tests.journeys.counter import Counter, reads

KNOWN, ROOM = "Tomás Gil", "t1-12b"


def begin(counter: Counter, last4: str) -> Locator:
    """Open the form and write which ID is seen."""
    counter.open("visitors/new/")
    form = counter.page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="passport"])').first.click()
    counter.page.keyboard.type(last4)
    return form


def was_here(counter: Counter) -> str:
    """Write somebody down who is inside; return the record."""
    form = begin(counter, "77X1")
    form.locator('[name="name"]').first.fill(KNOWN)
    form.locator('[role="combobox"]').first.press_sequentially(ROOM)
    form.locator('[role="option"]').first.click()
    form.locator('label:has([name="purpose"][value="works"])').first.click()
    form.locator('[name="company"]').fill("Rápido S.L.")
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/print/visitors/slip/**")
    return counter.page.url.rpartition("#")[2]


def left(counter: Counter, record: str) -> None:
    """Let whoever was here go."""
    counter.open(f"visitors/detail/#{record}")
    counter.page.locator('record-actions [data-act="sign_out"]').click()
    reads(counter.page.locator("record-detail"), "Closed")


def new_visitor(counter: Counter) -> None:
    """Begin at the board, end with the printed slip in hand; printing must be silent."""
    page = counter.page
    page.locator('[data-need="visitor"]').click()
    form = page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="passport"])').first.click()
    page.keyboard.type("5520New Visitor")
    form.locator('[role="combobox"]').first.focus()
    page.keyboard.type(ROOM)
    form.locator('[role="option"]').first.click()
    form.locator('label:has([name="purpose"][value="visit"])').first.click()
    form.locator('button[type="submit"]').click()
    page.wait_for_url("**/print/visitors/slip/**")
    expect(page.locator("html")).to_have_attribute("data-prints", "1")
    page.locator("print-desk [data-asked] [data-on]").click()


def known_visitor(counter: Counter) -> str:
    """Begin with the ID, end with the slip, of whom `was_here` wrote down and who left."""
    form = begin(counter, "77x1")
    counter.page.locator("known-visitor [data-id]").click()
    expect(form.locator('[name="name"]').first).to_have_value(KNOWN)
    expect(form.locator('[role="combobox"]').first).to_have_value(re.compile(ROOM.upper()))
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/print/visitors/slip/**")
    return counter.page.url.rpartition("#")[2]


def scanned_out(counter: Counter, record: str) -> None:
    """Let a scanner type on whatever page is open, and say goodbye."""
    counter.page.wait_for_function("() => customElements.get('scan-wedge')", polling=100)
    counter.page.keyboard.type(record_code(record))
    counter.page.keyboard.press("Enter")
    counter.page.locator('scan-slip article:visible [data-act="sign_out"]').click()
    reads(counter.page.locator("scan-slip article:visible"), "Thank you, goodbye")


def roll_call(counter: Counter) -> None:
    """Open it; somebody is inside."""
    counter.page.get_by_role("link", name="Roll-call").filter(visible=True).first.click()
    counter.page.locator("[data-open]").click()
    expect(counter.page.locator(".roll-row").first).to_be_visible()
