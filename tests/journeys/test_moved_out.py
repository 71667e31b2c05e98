"""Whoever is asked for and has left the home is told of at once, before anybody is called."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import SILENT, Counter, reads

pytestmark = pytest.mark.journey
HOME, LEFT, STAYS = "T1-03A", "Amelia Pemberton", "Arthur Pemberton"
LONG = "Quentin Farewell"  # gone for longer than the list remembers
LIST = f"room,name,move-out date\n{HOME},{LEFT},2026-11-02\n{HOME},{LONG},2020-01-31\n"


def named(counter: Counter, text: str) -> Locator:
    """Type whom a visitor wants to see; return what is said about it."""
    search = counter.page.locator('[data-field="room"] [role="combobox"]')
    search.fill("")
    search.press_sequentially(text)
    return counter.page.locator("moved-out")


def begin(counter: Counter, name: str, last4: str = "4821") -> None:
    """See the ID of somebody at the counter."""
    counter.sees_id(last4).locator('[name="name"]').first.fill(name)


def finish(counter: Counter) -> None:
    """Write the visitor down."""
    form = counter.page.locator("entry-form form")
    form.locator('label:has([name="purpose"][value="visit"])').first.click()
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/print/visitors/slip/**")


def answers(counter: Counter) -> Locator:
    """Return what the tablet offers."""
    return counter.page.locator('[data-field="room"] [role="option"]')


def left_since(live: House, counter: Counter, tmp_path: Path) -> None:
    """Let somebody be visited, then leave, and the tablet hear of it before the network goes."""
    begin(counter, "Old Friend")
    named(counter, LEFT)
    answers(counter).filter(has_text=HOME).click()
    finish(counter)
    counter.open("visitors/")
    counter.page.locator("record-list a.row").first.click()
    counter.page.locator('record-actions [data-act="sign_out"]').click()
    reads(counter.page.locator(".record-head"), "Closed")

    people = tmp_path / "people.csv"
    people.write_text(LIST)
    live.flask("import", "people", str(people))
    live.flask("purge")
    counter.asks_the_house()
    expect(counter.page.locator("sync-now button")).not_to_have_attribute("aria-busy", "true")
    counter.keep_shell()
    counter.screen.offline()


def is_searched_in_vain(counter: Counter) -> None:
    """Ask for who left; take somebody else of the home instead."""
    begin(counter, "Zhang Wei", last4="7734")
    said = named(counter, LEFT)
    reads(said, f"{LEFT} left {HOME} on Nov 2, 2026.")
    expect(answers(counter).filter(has_text=HOME)).to_have_count(0)
    said.get_by_role("button", name="Someone else in this home?").click()
    expect(answers(counter).filter(has_text=STAYS)).to_be_visible()
    expect(answers(counter).filter(has_text=LEFT)).to_have_count(0)
    answers(counter).filter(has_text=STAYS).click()
    expect(said.get_by_role("button")).to_be_hidden()
    finish(counter)
    reads(counter.page.locator("[data-preview]"), "A. P.")


def was_visited_before(counter: Counter) -> None:
    """Take what an earlier visit said: it names who left, and stops nobody."""
    begin(counter, "")
    counter.page.locator("known-visitor").get_by_role("button").click()
    reads(counter.page.locator("moved-out"), f"{LEFT} left {HOME}")
    finish(counter)


def is_written_by_name(counter: Counter) -> None:
    """Choose the home and write the name of who left beside it."""
    begin(counter, "Li Na", last4="5501")
    said = named(counter, HOME)
    answers(counter).last.click()
    counter.page.locator('[name="host_name"]').fill(LEFT.upper())
    reads(said, f"{LEFT} left {HOME}")
    finish(counter)


def test_who_left_is_told_offline_and_others_of_the_home_are_offered(
    live: House, browser: Screens, tmp_path: Path
) -> None:
    counter = Counter(browser(live.url))
    counter.screen.context.add_init_script(SILENT)
    counter.enrol()
    counter.sign_in()
    left_since(live, counter, tmp_path)
    is_searched_in_vain(counter)
    was_visited_before(counter)
    is_written_by_name(counter)

    # Whom the list has forgotten nobody finds, and the tablet says so in words.
    begin(counter, "Ana Gil", last4="6602")
    said = named(counter, LONG)
    reads(said, "Nobody here by that name.")
    assert LONG not in said.inner_text()
    assert counter.screen.faults == []
