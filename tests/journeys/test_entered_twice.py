"""One visitor at two desks that do not hear each other: flagged, merged offline, counted once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey
LEADER = next(member for member in TEAM if "supervisor" in member.roles)
NAME = "Noor Haddad"


@pytest.fixture
def desks(live: House, browser: Screens) -> Iterator[tuple[Counter, Counter]]:
    """Yield two tablets of one lobby, a supervisor before the second, which has no network."""
    north, south = Counter(browser(live.url)), Counter(browser(live.url))
    north.enrol()
    north.sign_in()
    south.work_alone(LEADER)
    yield north, south
    assert north.screen.faults == south.screen.faults == []


@pytest.fixture
def pair(desks: tuple[Counter, Counter]) -> tuple[Counter, Counter, str, str]:
    """Let both write the same visitor down, and then hear of one another."""
    north, south = desks
    first = north.write_visitor(NAME)
    north.open()
    north.waits_until_handed_in()
    second = south.write_visitor(NAME)
    south.screen.offline(False)
    south.asks_the_house()
    south.waits_until_handed_in()
    north.asks_the_house()
    return north, south, first, second


def twice(counter: Counter, record: str) -> Locator:
    """Open a slip; return what is said of its being one of two."""
    counter.open(f"visitors/detail/#{record}")
    return counter.page.locator("entered-twice")


def called(counter: Counter) -> Locator:
    """Open the roll-call; return its lines."""
    counter.open("roll-call/")
    counter.page.locator("roll-call [data-open]").click()
    return counter.page.locator("roll-call .roll-row")


def asked(page: Page) -> Locator:
    """Return what is asked about two slips."""
    return page.locator("dialog:has(#twice-title)")


def merge(place: Locator) -> None:
    """Say in the dialog that the two are one person."""
    place.locator("[data-merge]").click()
    dialog = asked(place.page)
    dialog.locator("button.main").click()
    expect(dialog.locator('[data-field="merged_why"] .error')).not_to_be_empty()
    dialog.locator('label:has([value="two_desks"])').click()
    dialog.locator("button.main").click()
    expect(dialog).to_be_hidden()


def test_a_supervisor_merges_offline_and_everybody_counts_one(
    pair: tuple[Counter, Counter, str, str],
) -> None:
    north, south, first, second = pair
    expect(called(north)).to_have_count(2)
    south.screen.offline()
    place = twice(south, second)
    reads(place, "May have been entered twice:")
    reads(place, "N. H.")
    reads(place, "to the same room")
    expect(place.locator("p:visible")).not_to_contain_text(NAME)
    merge(place)
    reads(south.page.locator(".record-head"), "Entered twice")
    reads(place, "The slip that stays:")
    reads(twice(south, first), "Also entered as")
    expect(called(south)).to_have_count(1)
    south.screen.offline(False)
    south.asks_the_house()
    south.waits_until_handed_in()
    north.asks_the_house()
    expect(called(north)).to_have_count(1)
    assert north.listed(1) == [NAME]
    # The paper of the second slip leads to the one that stays, and who left has left.
    number = paper(north, second)
    north.open(f"scan/#{number}")
    found = north.page.locator('article[data-register="visitors"]')
    reads(found, "This is the one that stays.")
    reads(found, number)
    found.locator('[data-act="sign_out"]').click()
    reads(found, "Done.")
    twice(north, first)
    reads(north.page.locator(".record-head"), "Closed")


def paper(counter: Counter, record: str) -> str:
    """Return the number that stands on a slip."""
    counter.open(f"visitors/detail/#{record}")
    number = counter.page.locator('.record-head [data-text="no"]')
    expect(number).not_to_be_empty()
    return number.inner_text()


def test_a_receptionist_is_told_and_says_nothing_of_it(
    pair: tuple[Counter, Counter, str, str],
) -> None:
    north, _, first, second = pair
    for record in (first, second):
        place = twice(north, record)
        reads(place, "May have been entered twice:")
        expect(place.locator("button:visible")).to_have_count(0)
        reads(place, "Your shift leader says which it is.")


def test_two_people_stay_two(pair: tuple[Counter, Counter, str, str]) -> None:
    _, south, _, second = pair
    twice(south, second).locator("[data-settle]").click()
    dialog = south.page.locator("#settle-form")
    dialog.locator('[name="reason"]').fill("Twins, I saw both.")
    dialog.locator("button.main").click()
    expect(south.page.locator("entered-twice")).to_be_hidden()
    expect(called(south)).to_have_count(2)


def test_both_desks_merge_in_opposite_directions(
    pair: tuple[Counter, Counter, str, str],
) -> None:
    north, south, first, second = pair
    north.page.locator("operator-pill").click()
    north.sign_in(LEADER)
    for counter in (north, south):
        counter.screen.offline()
    merge(twice(south, second))
    place = twice(north, first)
    place.locator("[data-merge]").click()
    dialog = asked(north.page)
    dialog.locator(f'label:has([value="{second}"])').click()
    dialog.locator('label:has([value="again"])').click()
    dialog.locator("button.main").click()
    reads(north.page.locator(".record-head"), "Entered twice")
    for counter in (south, north, south):
        counter.screen.offline(False)
        counter.asks_the_house()
        counter.waits_until_handed_in()
    for counter in (north, south):
        twice(counter, first)
        reads(counter.page.locator(".record-head"), "On site")
        reads(counter.page.locator("article > .flags"), "Two desks disagreed")
        expect(called(counter)).to_have_count(1)


def test_a_pair_that_nobody_flagged_is_merged_by_its_number(
    desks: tuple[Counter, Counter],
) -> None:
    _, south = desks
    first = south.write_visitor("Ana Ruiz")
    second = south.write_visitor("A. Ruiz", last4="0001")
    number = paper(south, first)
    own = paper(south, second)
    place = twice(south, second)
    expect(place).to_be_hidden()
    south.page.locator("details.more summary").click()
    south.page.locator("[data-twice]").click()
    dialog = asked(south.page)
    words = dialog.locator('[data-field="other"] .error')
    other = dialog.locator('[name="other"]')
    for typed, told in (("V-X9-000001", "No slip with this number"), (own, "the slip itself")):
        other.fill(typed)
        dialog.locator("button.main").click()
        reads(words, told)
    other.fill(number)
    expect(words).to_be_empty()
    expect(dialog.get_by_role("radio", checked=True)).to_have_count(1)  # which of them stays
    dialog.locator('label:has([value="again"])').click()
    dialog.locator("button.main").click()
    reads(south.page.locator(".record-head"), "Entered twice")
    # A wrong tap is taken back by one tap.
    south.page.locator("[data-quick]").click()
    reads(south.page.locator(".record-head"), "On site")
