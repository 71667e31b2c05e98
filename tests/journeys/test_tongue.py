"""Whoever signs in works in the own language, on the page that was open, with what was typed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter

pytestmark = pytest.mark.journey

GRACE, INES, LYNN, WINNIE = (
    next(one for one in TEAM if one.name.endswith(name))
    for name in ("Grace Bennett", "Inés Núñez", "Lynn", "Winnie")
)
NAME = 'entry-form [name="name"]'


@pytest.fixture
def counter(live: House, browser: Screens) -> Iterator[Counter]:
    """Yield a tablet without a network that four languages have worked on; Grace holds it."""
    found = Counter(browser(live.url))
    found.enrol()
    for member in (INES, LYNN, WINNIE, GRACE):
        if member is not INES:
            found.page.locator("operator-pill button").click()
        found.sign_in(member)
    found.keep_shell()
    found.screen.offline()
    yield found
    assert found.screen.faults == []


def lang(page: Page) -> str:
    """Return the language of the page."""
    found: str = page.evaluate("document.documentElement.lang")
    return found


def hand_over(counter: Counter) -> None:
    """Ask who is here."""
    counter.page.locator("operator-pill button").click()


def test_a_form_comes_along_into_the_language_of_who_signs_in(counter: Counter) -> None:
    counter.open("visitors/new/")
    page = counter.page
    form = page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="passport"])').first.click()
    form.locator('[name="id_last4"]').first.fill("4821")
    form.locator('[name="name"]').first.fill("Ana Ruiz")
    page.locator("companion-list [data-add]").click()
    page.locator('li[data-person] [name="name"]').fill("Luis Ruiz")
    page.locator("#note").fill("two folding chairs")

    page.evaluate("document.querySelector('desk-lock').open()")  # as it does by itself
    counter.sign_in(INES, stay=False)
    page.wait_for_url("**/es/visitors/new/")
    expect(page.locator(NAME).first).to_have_value("Ana Ruiz")
    expect(page.locator('li[data-person] [name="name"]')).to_have_value("Luis Ruiz")
    expect(page.locator("#note")).to_have_value("two folding chairs")
    expect(page.locator("#note"), "the cursor is where it was").to_be_focused()
    expect(page.locator("operator-pill")).to_contain_text(INES.name, use_inner_text=True)
    expect(page.locator("desk-lock dialog")).to_be_hidden()
    expect(page.locator("parked-forms [data-id]"), "what is open is not offered").to_have_count(0)


def test_the_same_record_and_the_same_view_stay_open(counter: Counter) -> None:
    record = counter.write_visitor("Ana Ruiz")
    counter.open(f"visitors/detail/#{record}")
    expect(counter.page.locator("record-detail .spoken")).to_contain_text(
        "Ana Ruiz", use_inner_text=True
    )
    hand_over(counter)
    counter.sign_in(LYNN, stay=False)
    counter.page.wait_for_url(f"**/zh-Hans/visitors/detail/#{record}")
    expect(counter.page.locator("record-detail .spoken")).to_contain_text(
        "Ana Ruiz", use_inner_text=True
    )

    counter.open("visitors/#mine")
    hand_over(counter)
    counter.sign_in(WINNIE, stay=False)
    counter.page.wait_for_url("**/zh-Hant/visitors/#mine")


def test_a_language_asked_for_at_the_lock_holds_for_that_sitting(counter: Counter) -> None:
    counter.open("visitors/")
    page = counter.page
    hand_over(counter)
    page.locator('.tongues [hreflang="es"]').click()
    page.wait_for_url("**/es/visitors/")
    expect(page.locator("operator-pill"), "nobody else has come").to_contain_text(
        GRACE.name, use_inner_text=True
    )
    hand_over(counter)
    page.locator(".tongues [aria-current]").click()
    counter.sign_in(WINNIE, stay=False)
    page.locator(".rail .place").first.click()
    page.wait_for_url("**/es/")
    expect(page.locator("operator-pill")).to_contain_text("Winnie", use_inner_text=True)

    hand_over(counter)
    counter.sign_in(WINNIE, stay=False)
    page.wait_for_url("**/zh-Hant/")


def test_what_is_typed_in_a_dialog_is_not_torn_away(counter: Counter) -> None:
    record = counter.write_visitor("Ana Ruiz")
    counter.open(f"visitors/detail/#{record}")
    page = counter.page
    page.locator("details.more summary").click()
    page.locator('[data-act="correct"]').click()
    page.locator("#correct-reason").fill("the name was misheard")
    page.evaluate("document.querySelector('desk-lock').open()")
    counter.sign_in(INES, stay=False)
    assert lang(page) == "en"
    expect(page.locator("#correct-reason")).to_have_value("the name was misheard")
    page.locator("#correct-form footer .button").first.click()
    page.locator(".rail .place").first.click()
    page.wait_for_url(re.compile(r"/es/$"))
