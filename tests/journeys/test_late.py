"""A slip that is not back by closing time, without a network: it turns late by itself."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter

pytestmark = pytest.mark.journey

ZONE = ZoneInfo("Asia/Hong_Kong")  # of the demonstration, which closes at 22:00


def closing() -> datetime:
    """Return the next closing time that is well ahead: a tablet's clock never goes back."""
    now = datetime.now(ZONE)
    tonight = now.replace(hour=22, minute=0, second=0, microsecond=0)
    return tonight if tonight > now + timedelta(hours=1) else tonight + timedelta(days=1)


@pytest.fixture
def evening(live: House, browser: Screens) -> Iterator[Counter]:
    """Yield a tablet whose network is down, half an hour before closing time."""
    counter = Counter(browser(live.url))
    counter.work_alone()
    counter.page.clock.install(time=closing() - timedelta(minutes=30))
    yield counter
    assert counter.screen.faults == []


def late(counter: Counter) -> Locator:
    """Return what says "late" in the row that is in sight."""
    return counter.page.locator("record-list .row .marks").get_by_text("late", exact=True)


def passes(counter: Counter, time: str) -> None:
    """Let time go by (mm:ss); the tablet locks itself, and the page under the lock goes on."""
    expect(counter.page.locator("house-clock").first).to_contain_text(
        ":", use_inner_text=True
    )  # its timers are set
    counter.page.clock.fast_forward(time)


@pytest.mark.rule("S9")
def test_a_slip_turns_late_by_itself_while_its_visitor_is_inside(evening: Counter) -> None:
    slip = evening.write_visitor("Elena Prado")
    evening.open("visitors/")
    expect(evening.page.locator("record-list .row")).to_have_count(1)
    expect(late(evening)).to_be_hidden()

    since = evening.page.locator("record-list .row .since small")
    evening.page.clock.pause_at(closing() - timedelta(seconds=1))
    expect(since, "the page counts on by itself").to_have_text(re.compile(r"2\d min"))
    expect(late(evening)).to_be_hidden()
    evening.page.clock.run_for(1500)
    expect(late(evening), "at that moment, not a minute later").to_be_visible()
    expect(evening.page.locator('[data-count-of="late"]')).to_have_text("1")
    evening.page.clock.resume()
    evening.sign_in()
    evening.open("visitors/#late")
    expect(evening.page.locator("record-list .row")).to_contain_text(
        "Elena Prado", use_inner_text=True
    )
    expect(evening.page.locator("record-list .states")).to_contain_text(
        "On site", use_inner_text=True
    )

    evening.open(f"visitors/detail/#{slip}")
    told = evening.page.locator(".facts div", has_text="Slip is back by closing time")
    expect(told).to_contain_text("22:00", use_inner_text=True)
    expect(evening.page.locator(".record-head")).to_contain_text("late", use_inner_text=True)


@pytest.mark.rule("S9")
def test_the_board_and_the_undo_follow_the_clock(evening: Counter) -> None:
    slip = evening.write_visitor("Omar Haddad")
    evening.open()
    chase = evening.page.locator('record-list[data-overdue="slip_out"]')
    inside = evening.page.locator('record-list[data-states="on_site"]')
    expect(inside.locator("[data-count]")).to_have_text("1")
    expect(chase.locator("[data-count]")).to_have_text("0")
    passes(evening, "31:00")
    expect(chase.locator("[data-count]")).to_have_text("1")
    evening.sign_in()

    evening.open(f"visitors/detail/#{slip}")
    told = evening.page.locator(".facts div", has_text="Slip is back by closing time")
    expect(told).to_be_visible()
    evening.page.locator('[data-act="sign_out"]').click()
    expect(evening.page.locator(".record-head")).to_contain_text("Closed", use_inner_text=True)
    expect(told, "it is back").to_be_hidden()
    evening.page.locator("[data-quick]").click()
    expect(evening.page.locator(".record-head")).to_contain_text("On site", use_inner_text=True)
    expect(evening.page.locator(".record-head"), "out again, and late").to_contain_text(
        "late", use_inner_text=True
    )
    expect(told).to_be_visible()
    evening.open()
    expect(chase.locator("[data-count]")).to_have_text("1")


def test_the_detail_counts_down(evening: Counter) -> None:
    slip = evening.write_visitor("Mei Lin")
    evening.open(f"visitors/detail/#{slip}")
    told = evening.page.locator(".facts div", has_text="Slip is back by closing time")
    expect(told).to_contain_text(re.compile(r"22:00 in (30|2\d) min"), use_inner_text=True)
    passes(evening, "20:00")
    expect(told).to_contain_text(re.compile(r"22:00 in (10|\d) min"), use_inner_text=True)
    passes(evening, "12:00")
    expect(told).to_contain_text(re.compile(r"22:00 \d min\. ago"), use_inner_text=True)
