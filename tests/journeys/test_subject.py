"""Somebody asks what the house keeps of them: they get it as a file, then it is gone everywhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

SANDRA = next(member for member in TEAM if "manager" in member.roles)
# Some home says that somebody may come in: the office's own way, without its form.
LET_IN = """async (name) => {
  const { permissions: [{ room }] } = await (await fetch("/api/office/homes?lang=en")).json();
  const days = { since: "", until: "", opens: "", closes: "" };
  const body = JSON.stringify({ room, name, relation: "", note: "", days: [], ...days });
  const headers = { "Content-Type": "application/json" };
  return (await fetch("/api/office/permissions", { method: "POST", headers, body })).status;
}"""


def look(page: Page, name: str, signs: str = "") -> None:
    """Ask for somebody by name and signs."""
    page.locator("#subject-name").fill(name)
    page.locator("#subject-signs").fill(signs)
    page.get_by_role("button", name="Look for them").click()


def taken(page: Page) -> str:
    """Take the file of what is ticked; return what stands in it."""
    with page.expect_download() as given:
        page.get_by_role("button", name="Take the file").click()
    return Path(given.value.path()).read_text("utf-8-sig")


def erase(page: Page) -> str:
    """Erase what is ticked; return the address of the certificate."""
    page.get_by_role("button", name="Erase what is ticked").click()
    page.locator("#subject-reason").fill("A letter")
    page.locator('#subject-form [value="yes"]').click()
    reads(page.locator("[data-done]"), "values erased:")
    return page.get_by_role("link", name="Certificate").get_attribute("href") or ""


def forgotten_in_lists(page: Page) -> None:
    """Let somebody in, then give them what a home says of them, and erase it."""
    assert page.evaluate(LET_IN, "Nanny of Quillfeather") == 200
    look(page, "nanny of quill")
    row = page.locator("[data-found] li.row")
    reads(row, "Permission")
    row.get_by_role("checkbox").check()
    assert "Nanny of Quillfeather" in taken(page)
    erase(page)
    reads(page.locator("[data-done]"), "lines of lists: 1")
    look(page, "nanny of quill")
    reads(page.locator("[data-found]"), "Nothing answers to that.")


def test_somebody_is_given_what_is_kept_of_them_and_forgotten(
    live: House, browser: Screens
) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in(SANDRA)
    theirs = counter.write_visitor("Zzyzx Quillfeather")
    counter.write_visitor("Zzyzx Quillfeather", last4="7734", room="25")  # of the same name
    counter.waits_until_handed_in()
    counter.enter_office("subject/", SANDRA)
    page = counter.page
    look(page, "z")
    reads(page.locator("[data-trouble]"), "at least two letters")
    look(page, "quillfeather", "4821")
    rows = page.locator("[data-found] li.row")
    expect(rows).to_have_count(1)
    expect(page.get_by_role("button", name="Take the file")).to_be_disabled()
    rows.get_by_role("checkbox").check()
    written = taken(page)
    assert "Zzyzx Quillfeather" in written
    assert "4821" in written
    assert "7734" not in written
    assert page.request.get(live.url + erase(page)).body().startswith(b"%PDF")
    forgotten_in_lists(page)
    assert "all as they were written" in live.flask("journal", "verify")
    counter.asks_the_house()
    counter.open(f"visitors/detail/#{theirs}")
    expect(page.locator("record-detail")).to_contain_text("V-L", use_inner_text=True)
    expect(page.locator("record-detail")).not_to_contain_text("Quillfeather")
    assert counter.screen.faults == []
