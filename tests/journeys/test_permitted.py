"""The photo of whom a home lets in: taken in the office, seen at a counter without a network."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys import neighbour
from tests.journeys.counter import Counter, reads
from tests.journeys.test_photo import KEPT
from tests.journeys.test_photo import photo as photo  # the fixture

pytestmark = pytest.mark.journey

MARTIN = next(member for member in TEAM if "supervisor" in member.roles)


def lets_in(office: Counter, photo: Path) -> None:
    """Write down in the office who may come in, with a photo from a file."""
    page = office.page
    office.enter_office("homes/", MARTIN)
    page.get_by_role("button", name="Let somebody come in").click()
    dialog = page.locator("#new-permission-form")
    dialog.locator('[data-field="room"] [role="combobox"]').press_sequentially("T1-12B")
    dialog.locator('[role="option"]').first.click()
    dialog.locator('[name="name"]').fill("Elena Sanz")
    dialog.locator('[type="file"]').set_input_files(photo)
    expect(dialog.locator("picture-field img")).to_be_visible()
    dialog.locator("button.main[value=yes]").click()
    expect(dialog).to_be_hidden()
    expect(row(office).locator("picture-view [data-open] img")).to_be_visible()


def row(office: Counter) -> Locator:
    return office.page.locator("office-list li.row", has_text="Elena Sanz")


def asks(counter: Counter, count: int) -> None:
    """Ask the house until so many pictures are kept on the tablet."""
    for _ in range(30):
        counter.asks_the_house()
        counter.page.wait_for_timeout(300)
        if len(counter.page.evaluate(KEPT)) == count:
            return
    raise AssertionError([row[:2] for row in counter.page.evaluate(KEPT)])


def visits(counter: Counter) -> Locator:
    """Write somebody down for the home as far as its word; return where that stands."""
    form = counter.sees_id()
    form.locator('[name="name"]').first.fill("Elena Sanz")
    form.locator('[data-field="room"] [role="combobox"]').press_sequentially("T1-12B")
    form.locator('[data-field="room"] [role="option"]').first.click()
    says = form.locator("home-says")
    reads(says, "Call first")
    return says


def test_a_counter_without_a_network_sees_the_photo_until_the_permission_ends(
    live: House, browser: Screens, photo: Path
) -> None:
    neighbour.take_photos(live)
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in()
    counter.keep_shell()
    office = Counter(browser(live.url))
    office.enrol()
    office.sign_in(MARTIN)
    office.asks_the_house()
    office.waits_until_handed_in()
    lets_in(office, photo)

    asks(counter, 1)
    counter.screen.offline()
    says = visits(counter)
    face = says.locator("picture-view [data-open]").first
    expect(face.locator("img")).to_be_visible()
    face.click()
    large = says.locator("picture-view dialog[open]")
    expect(large.locator("img")).to_be_visible()
    large.get_by_role("button", name="Close").click()
    expect(large).to_be_hidden()
    assert re.search(r"/visitors/new/$", counter.page.url), "nothing was written by looking"

    row(office).get_by_role("button", name="Change").click()
    dialog = office.page.locator("#permission-form")
    expect(dialog.locator("picture-field img")).to_be_visible()
    dialog.locator("button:not(.main):has-text('Not yet')").click()
    row(office).get_by_role("button", name="End").click()
    office.page.locator("#end-reason").fill("moved away")
    office.page.locator("#end-form button.danger").click()
    expect(row(office)).to_have_count(0)
    counter.screen.offline(cut=False)
    asks(counter, 0)
    counter.screen.offline()
    expect(visits(counter).locator("picture-view:visible")).to_have_count(0)
    assert counter.screen.faults == office.screen.faults == []
