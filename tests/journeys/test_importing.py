"""A manager brings in another list: looks, mends a line, takes it in; the desk finds them."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.importing.files import csv_text
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

SANDRA = next(member for member in TEAM if "manager" in member.roles)
PEOPLE = [
    ("翠庭業主名冊", "", "", ""),
    ("房號", "姓名", "電話", "身份"),
    ("t1 03a", "歐陽慕容雪", "+852 0000 1111", "業主"),
    ("T1-03A", "=2+3", "+852 0000 2222", "皇帝"),
]

LINES = {
    "rooms": "T9-01",
    "people": "T1-03A,Ana",
    "staff": "Ana,guard",
    "permissions": "T1-03A,Ana",
    "households": "T1-03A,Ring twice",
    "invitations": "Ana,T1-03A,2099-11-24,,Lau",
}


def enter(counter: Counter) -> Page:
    """Open the page with the manager's password."""
    counter.enrol()
    counter.sign_in(SANDRA)
    counter.enter_office("import/", SANDRA)
    expect(counter.page.locator("import-file form")).to_be_visible()
    return counter.page


def look(page: Page, kind: str, path: Path) -> None:
    """Choose a file and have the house look at it."""
    page.locator(f'label:has([name="kind"][value="{kind}"])').click()
    page.locator("#import-list").set_input_files(path)
    page.get_by_role("button", name="Look at it first").click()


def mends(page: Page, path: Path) -> None:
    """Be told of a bad line, and take the list of what to mend along."""
    path.write_bytes(csv_text(PEOPLE).encode("big5"))
    look(page, "people", path)
    result = page.locator("import-file [data-result]")
    reads(result, "Nothing was changed")
    reads(result, "BIG5")
    problems = result.locator('[data-each="problems"]')
    expect(problems.locator("> li")).to_have_count(1)
    reads(problems, "Line 4")
    reads(problems, "This word is not known here.")
    expect(page.get_by_role("button", name="Take it in")).to_be_hidden()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save what to mend").click()
    kept = saved.value.path().read_text("utf-8-sig")
    assert "4,身份,皇帝,This word is not known here." in kept.splitlines()


def takes_in(page: Page, path: Path) -> None:
    """Take the mended list in; the second time nothing is left to do."""
    mended = [*PEOPLE[:3], ("T1-03A", "=2+3", "+852 0000 2222", "家屬")]
    path.write_bytes(csv_text(mended).encode("big5"))
    look(page, "people", path)
    result = page.locator("import-file [data-result]")
    reads(result, "This would change")
    reads(result.locator('[data-each="samples"]'), "歐陽慕容雪")
    page.get_by_role("button", name="Take it in").click()
    reads(result, "Taken in")
    look(page, "people", path)
    reads(result, "2 as they were")
    expect(page.get_by_role("button", name="Take it in")).to_be_hidden()


def searches(counter: Counter, typed: str) -> Locator:
    """Type a name into the form's search; return where the answers will stand."""
    search = counter.sees_id().locator('[data-field="room"] [role="combobox"]')
    expect(search).to_be_enabled()
    search.press_sequentially(typed)
    return counter.page.locator('[data-field="room"] [role="option"]').first


def test_a_list_is_looked_at_mended_and_taken_in(
    live: House, browser: Screens, tmp_path: Path
) -> None:
    counter = Counter(browser(live.url))
    page = enter(counter)
    page.get_by_role("button", name="Look at it first").click()
    reads(page.locator("import-file [data-trouble]"), "Choose a file first")
    path = tmp_path / "名冊.csv"
    mends(page, path)
    takes_in(page, path)
    reads(searches(counter, "oymrx"), "歐陽慕容雪")


def test_who_searched_too_early_is_answered_once_the_news_is_there(
    live: House, browser: Screens, tmp_path: Path
) -> None:
    counter = Counter(browser(live.url))
    counter.work_alone()
    found = searches(counter, "oymrx")
    path = tmp_path / "名冊.csv"
    path.write_bytes(csv_text(PEOPLE[:3]).encode("big5"))
    live.flask("import", "people", str(path))
    expect(found).to_be_hidden()
    counter.screen.offline(False)
    reads(found, "歐陽慕容雪")


def test_an_empty_list_is_headed_with_words_that_come_back(
    live: House, browser: Screens, tmp_path: Path
) -> None:
    page = enter(Counter(browser(live.url)))
    for lang in ("en", "zh-Hans", "zh-Hant", "es"):
        page.goto(f"{live.url}/{lang}/office/import/")
        for kind, line in LINES.items():
            page.locator(f'label:has([name="kind"][value="{kind}"])').click()
            with page.expect_download() as saved:
                page.locator("[data-blank]").click()
            path = tmp_path / f"{kind}.csv"
            path.write_text(saved.value.path().read_text("utf-8") + line + "\r\n", "utf-8")
            page.locator("#import-list").set_input_files(path)
            page.locator("import-file form .main").click()
            expect(page.locator('[data-result] [data-text="added"]')).to_have_text("1")
            expect(page.locator('[data-result] [data-if="unused"]')).to_be_hidden()
