"""Somebody is expected: written down ahead of time, let in by a code, all without a network."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect

from desk.demo.team import TEAM
from desk.qr import record_code
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import KELLY, Counter, reads

pytestmark = pytest.mark.journey

SUPERVISOR = next(member for member in TEAM if "supervisor" in member.roles)
TODAY = 0


@pytest.fixture
def counter(live: House, browser: Screens) -> Iterator[Counter]:
    """Yield a tablet at work whose network is down; a supervisor has used it before."""
    found = Counter(browser(live.url))
    found.enrol()
    found.sign_in(SUPERVISOR)
    relieve(found, KELLY)
    found.keep_shell()
    found.screen.offline()
    yield found
    assert found.screen.faults == []


def relieve(counter: Counter, who: object) -> None:
    """Let somebody else hold the tablet."""
    counter.page.locator("operator-pill button").click()
    counter.sign_in(who)  # type: ignore[arg-type]


def day(ahead: int) -> str:
    return (datetime.now(UTC).astimezone(ZoneInfo("Asia/Hong_Kong")) + timedelta(ahead)).strftime(
        "%Y-%m-%d"
    )


def invite(
    counter: Counter,
    name: str,
    first: int = TODAY,
    until: int | None = None,
    guests: Sequence[str] = (),
) -> str:
    """Write an invitation, one for each of several people; return the first one's record id."""
    counter.open("invitations/new/")
    form = counter.page.locator("entry-form form")
    form.locator('[name="name"]').fill(name)
    form.locator('[role="combobox"]').press_sequentially("12")
    counter.page.locator('[data-field="room"] [role="option"]').first.click()
    form.locator('label:has([name="purpose"][value="visit"])').click()
    if first == TODAY:
        form.get_by_role("button", name="Today").click()
    else:
        form.locator('[name="from_day"]').fill(day(first))
    form.locator('[name="at_time"]').fill("14:30")
    if until is not None:
        form.locator('label:has([name="recurring"][value="yes"])').click()
        form.locator('[name="to_day"]').fill(day(until))
    for guest in guests:
        form.locator("companion-list [data-add]").click()
        form.locator('li[data-person] [name="name"]').last.fill(guest)
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url(re.compile(r"/print/invitations/invitation/#[0-9a-f-]{36}"))
    return counter.page.url.rpartition("#")[2].split(",")[0]


def scan(counter: Counter, record: str) -> Locator:
    """Read the code as a scanner types it; return what is shown of the invitation."""
    counter.open(f"scan/#{record_code(record)}")
    found = counter.page.locator('article[data-register="invitations"]')
    expect(found).to_be_visible()
    return found


def let_in(counter: Counter, last4: str = "4821") -> str:
    """Take down the ID and save; return the slip's record id."""
    form = counter.page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="passport"])').first.click()
    form.locator('[name="id_last4"]').first.fill(last4)
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url(re.compile(r"/(?:slip|detail)/#[0-9a-f-]{36}"))
    return counter.page.url.rpartition("#")[2]


@pytest.mark.rule("S12")
def test_three_taps_from_the_code_to_the_slip(counter: Counter) -> None:
    page = counter.page
    record = invite(counter, "Lin Zi Qing")
    reads(page.locator("[data-preview]"), "Invitation")
    counter.open()
    expected = page.locator(".answer.expected")
    expect(expected.locator("[data-count]")).to_have_text("1")
    reads(expected.locator("a.row"), "14:30")

    found = scan(counter, record)
    reads(found, "Expected today.")
    found.get_by_role("link", name="Visitor in").click()
    form = page.locator("entry-form form")
    expect(form.locator('[name="name"]').first).to_have_value("Lin Zi Qing")
    expect(form.locator('[name="invitation"]')).to_have_value(record)
    slip = let_in(counter)
    assert "/print/visitors/slip/" in page.url
    reads(page.locator("[data-preview]"), "Lin Zi Qing")

    counter.open()
    expect(expected.locator("[data-count]")).to_have_text("0")
    counter.open("invitations/#today")
    reads(page.locator("record-list a.row"), "has come")
    counter.open(f"invitations/detail/#{record}")
    reads(page.locator(".record-head"), "Arrived")
    expect(page.locator(f'a[href$="/visitors/detail/#{slip}"]')).to_be_visible()

    counter.screen.offline(False)
    counter.waits_until_handed_in()
    counter.open(f"invitations/detail/#{record}")
    reads(page.locator(".record-head"), "Arrived")
    expect(page.locator(".flags").first).to_be_empty()


def test_one_that_was_used_does_not_let_in_again(counter: Counter) -> None:
    record, page = invite(counter, "Ana Ruiz"), counter.page
    scan(counter, record).get_by_role("link", name="Visitor in").click()
    let_in(counter)
    found = scan(counter, record)
    reads(found, "has been used already")
    expect(found.get_by_role("link", name="Visitor in")).to_be_hidden()
    expect(found.get_by_role("button", name="Let it count today")).to_be_hidden()
    found.get_by_role("link", name="ask the host").click()
    form = page.locator("entry-form form")
    expect(form.locator('[name="name"]').first).to_have_value("Ana Ruiz")
    expect(form.locator('[name="invitation"]')).to_have_value("")
    expect(form.locator('[name="asks_host"][value="yes"]')).to_be_checked()
    let_in(counter)
    reads(page.locator(".record-head"), "Host is asked")


def test_a_supervisor_lets_it_count_once_more(counter: Counter) -> None:
    record, page = invite(counter, "Ben Okri", -1), counter.page
    reads(scan(counter, record), "Its last day was")
    relieve(counter, SUPERVISOR)
    found = page.locator('article[data-register="invitations"]')
    found.get_by_role("button", name="Let it count today").click()
    dialog = page.locator("#invitations-accept")
    dialog.locator("button.main").click()
    expect(dialog.locator(".error").first).not_to_be_empty()
    dialog.locator('[name="reason"]').fill("The flight was late.")
    dialog.locator("button.main").click()
    reads(found, "Expected today.")
    found.get_by_role("link", name="Visitor in").click()
    let_in(counter)
    reads(scan(counter, record), "has been used already")


@pytest.mark.parametrize(
    ("first", "until", "words"),
    [(1, None, "for a later day"), (-9, -2, "Its last day was"), (-3, 3, "Expected today.")],
)
def test_the_days_decide(counter: Counter, first: int, until: int | None, words: str) -> None:
    reads(scan(counter, invite(counter, "Chen Mei", first, until)), words)


def test_a_cancelled_one_says_so_in_the_language_of_who_looks(counter: Counter) -> None:
    record, page = invite(counter, "Chen Mei"), counter.page
    counter.open(f"invitations/detail/#{record}")
    page.locator('.step-on[data-act="cancel"]').click()
    reads(page.locator(".record-head"), "Cancelled")
    for lang, words in (
        ("en", "was cancelled"), ("zh-Hans", "已取消"), ("zh-Hant", "已取消"), ("es", "se anuló"),
    ):  # fmt: skip
        counter.screen.open(f"/{lang}/scan/#{record_code(record)}")
        reads(page.locator('article[data-register="invitations"]'), words)


def test_who_comes_each_week_is_expected_on_those_days(counter: Counter) -> None:
    page = counter.page
    counter.open("invitations/new/")
    form = page.locator("entry-form form")
    expect(form.locator('[name="to_day"]')).to_be_hidden()
    record = invite(counter, "Tomás Gil", -3, 30)
    scan(counter, record).get_by_role("link", name="Visitor in").click()
    let_in(counter)
    reads(scan(counter, record), "Expected today.")
    counter.open(f"invitations/detail/#{record}")
    reads(page.locator(".record-head"), "Is expected")


def test_a_group_comes_one_by_one_each_with_a_slip(counter: Counter) -> None:
    page = counter.page
    lead = invite(counter, "Lin Zi Qing", guests=("Ana Ruiz", "Ben Okri"))
    expect(page.locator("[data-preview] article")).to_have_count(3)
    for name in ("Lin Zi Qing", "Ana Ruiz", "Ben Okri"):
        reads(page.locator("[data-preview]"), name)
    counter.open()
    expect(page.locator(".answer.expected [data-count]")).to_have_text("3")

    # One code finds them all: whoever comes later has it shown by the first, or shows an own one.
    found = scan(counter, lead)
    together = found.locator("button[data-code]")
    expect(together).to_have_count(2)
    found.get_by_role("link", name="Visitor in").click()
    let_in(counter)
    found = scan(counter, lead)
    reads(found, "has been used already")
    together.filter(has_text="Ben Okri").click()
    reads(found.locator(".record-head"), "Ben Okri")
    reads(found, "Expected today.")
    expect(together).to_have_count(1)
    found.get_by_role("link", name="Visitor in").click()
    expect(page.locator('entry-form [name="name"]').first).to_have_value("Ben Okri")
    let_in(counter, "7734")
    assert sorted(counter.listed(2)) == ["Ben Okri", "Lin Zi Qing"]
    counter.open()
    expect(page.locator(".answer.expected [data-count]")).to_have_text("1")


def test_two_tablets_let_in_by_one_code_and_nothing_is_lost(
    counter: Counter, live: House, browser: Screens
) -> None:
    record = invite(counter, "Twice Used")
    counter.screen.offline(False)
    counter.waits_until_handed_in()
    other = Counter(browser(live.url))
    other.enrol()
    other.sign_in()
    other.keep_shell()
    other.asks_the_house()
    other.waits_until_handed_in()
    counter.screen.offline()
    other.screen.offline()
    for one in (counter, other):
        scan(one, record).get_by_role("link", name="Visitor in").click()
        let_in(one)
    for one in (counter, other):
        one.screen.offline(False)
        one.waits_until_handed_in()
    other.asks_the_house()
    other.open("visitors/")
    rows = other.page.locator("record-list a.row", has_text="Twice Used")
    expect(rows).to_have_count(2)
    other.open(f"invitations/detail/#{record}")
    reads(other.page.locator(".flags").first, "The invitation did not hold")
    expect(other.page.locator('dd.party a[href*="/visitors/detail/"]')).to_have_count(2)
    assert other.screen.faults == []
