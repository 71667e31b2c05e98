"""A manager looks at what is kept, holds one visitor's record, and erases another's on request."""

import re

import pytest
from playwright.sync_api import Page, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter

pytestmark = pytest.mark.journey

SANDRA = next(member for member in TEAM if "manager" in member.roles)


def answer(page: Page, form: str, **fields: str) -> None:
    """Fill a dialog and say yes."""
    for name, value in fields.items():
        page.locator(f'#{form}-form [name="{name}"]').fill(value)
    page.locator(f'#{form}-form button[value="yes"]').click()
    expect(page.locator(f"#{form}-form")).to_be_hidden()


def number(counter: Counter, record: str) -> str:
    """Read a record's number off its page."""
    counter.open()  # another # alone is no new page
    counter.open(f"visitors/detail/#{record}")
    told = counter.page.locator("record-detail").get_by_text(re.compile(r"V-L\d+-\d{6}")).first
    return told.inner_text().strip()


def enter(counter: Counter) -> Page:
    """Open the office's page with the manager's password."""
    counter.enter_office("keeping/", SANDRA)
    return counter.page


def shorten(page: Page) -> None:
    """Keep names for other days than the register would."""
    name = page.locator('li.row:has([data-is="visitors.name"]:not([hidden]))')
    expect(name).to_have_count(1)
    name.get_by_role("button", name="Change").click()
    answer(page, "days", days="45")
    expect(name).to_contain_text("45 days", use_inner_text=True)
    expect(name).to_contain_text("usually:", use_inner_text=True)


def hold(page: Page, record: str) -> None:
    """Hold a record by its number, and all of a person by looking for them."""
    page.get_by_role("button", name="Hold a record").click()
    answer(page, "record", record=record, reason="Police, file 7", until="2099-12-31")
    row = page.locator("li.row", has_text="Police, file 7")
    expect(row).to_contain_text("on hold", use_inner_text=True)
    expect(row).to_contain_text("Dec 31, 2099", use_inner_text=True)
    page.get_by_role("button", name="Hold all of a person").click()
    page.locator("#hold-person").press_sequentially("12")
    page.locator("#person-form [role=option]").first.click()
    answer(page, "person", reason="Court order 9")
    expect(page.locator("li.row", has_text="Court order 9")).to_contain_text(
        "on hold", use_inner_text=True
    )


def erase(page: Page, held: str, free: str) -> None:
    """Try to erase what is held, then what is not."""
    button = page.get_by_role("button", name="Erase personal data")
    button.click()
    answer(page, "erase", record=held, reason="A letter")
    expect(page.locator("[data-trouble]").first).to_contain_text("legal hold", use_inner_text=True)
    button.click()
    answer(page, "erase", record=free, reason="A letter")
    row = page.locator("li.row", has_text="A letter")
    expect(row).to_contain_text(free, use_inner_text=True)
    expect(row).to_contain_text("journal whole:", use_inner_text=True)
    expect(row.get_by_text("values left:")).to_be_hidden()


def lift(page: Page) -> None:
    """End the hold on the record."""
    row = page.locator("li.row", has_text="Police, file 7")
    row.get_by_role("button", name="Lift").click()
    answer(page, "lift", reason="The file is closed")
    expect(row).to_contain_text("The file is closed", use_inner_text=True)


def test_days_holds_and_erasures(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in(SANDRA)
    wanted = counter.write_visitor("Zzyzx Quillfeather")
    asked = counter.write_visitor("Ann Other", room="25")  # not who is held below
    held, erased = number(counter, wanted), number(counter, asked)
    counter.waits_until_handed_in()
    page = enter(counter)
    shorten(page)
    hold(page, held)
    erase(page, held, erased)
    lift(page)
    counter.asks_the_house()
    counter.open(f"visitors/detail/#{asked}")
    expect(page.locator("record-detail")).to_contain_text(erased, use_inner_text=True)
    expect(page.locator("record-detail")).not_to_contain_text("Ann Other")
    assert counter.screen.faults == []
