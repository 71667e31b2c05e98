"""Who is here? The latest first, the digits within reach of a thumb, eight taps to hand over."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from desk.demo.team import TEAM, DemoStaff
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import KELLY, Counter

pytestmark = pytest.mark.journey

WINNIE = next(member for member in TEAM if "shift_leader" in member.roles)
# Whoever asks later is told later: by then the page has read its own answer.
ASKED_AGAIN = "() => fetch('/api/devices/demo').then((answer) => answer.text())"
PHONE = (390, 664)  # of 844 the browser's own lines take the rest


class Fingers:
    """Tap, and count."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, place: Locator) -> None:
        place.click()
        self.taps += 1


def hand_over(counter: Counter, who: DemoStaff, tap: Callable[[Locator], None]) -> None:
    """Give the tablet to somebody, tap by tap."""
    tap(counter.page.locator("operator-pill button"))
    tap(counter.page.locator(f'desk-lock [data-op="{who.id}"]'))
    for digit in who.pin:
        tap(counter.page.locator(f'desk-lock [data-key="{digit}"]'))
    expect(counter.page.locator("desk-lock dialog")).to_be_hidden()


def test_the_tablet_changes_hands_in_eight_taps_and_knows_who_was_here(
    live: House, browser: Screens, record_property: Callable[[str, object], None]
) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in(KELLY)
    fingers = Fingers()
    started = time.monotonic()
    hand_over(counter, WINNIE, fingers.tap)
    record_property("seconds to hand over", round(time.monotonic() - started, 2))
    assert fingers.taps == 8
    pill = counter.page.locator("operator-pill [data-is=in]")
    expect(pill).to_have_text(WINNIE.name)

    counter.page.locator("operator-pill button").click()
    tiles = counter.page.locator("desk-lock .tile")
    expect(tiles).to_have_count(len(TEAM))
    names = [tile.locator("span").last.inner_text() for tile in tiles.all()]
    assert names[:2] == [WINNIE.name, KELLY.name]
    by_name = "(names) => names.toSorted((a, b) => a.localeCompare(b))"
    assert names[2:] == counter.page.evaluate(by_name, names[2:])

    counter.screen.offline()
    counter.page.locator("[data-stay]").click()
    hand_over(counter, KELLY, fingers.tap)
    counter.page.locator("operator-pill button").click()
    expect(tiles.first.locator("span").last).to_have_text(KELLY.name)
    assert counter.screen.faults == []


def test_on_a_phone_every_digit_is_in_sight(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    lock = counter.page.locator("desk-lock dialog")
    lock.locator(f'[data-op="{KELLY.id}"]').click()
    for key in "0123456789":
        box = lock.locator(f'[data-key="{key}"]').bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= PHONE[1], f"{key} is below the fold"
    expect(lock.locator("[data-chosen]")).to_have_text(KELLY.name)

    lock.locator("[data-other]").click()
    expect(lock.locator(f'[data-op="{WINNIE.id}"]')).to_be_visible()
    counter.sign_in(WINNIE)  # by a keyboard: what had the focus is out of sight now
    assert counter.screen.faults == []


@pytest.mark.parametrize("demo", [True, False])
def test_the_house_says_whether_one_tap_is_enough(
    live: House, browser: Screens, demo: bool
) -> None:
    screen = browser(live.url, joined=False)
    screen.page.route("**/api/devices/demo", lambda route: route.fulfill(json={"demo": demo}))
    with screen.page.expect_response("**/api/devices/demo"):
        screen.open("/en/enrol/")
    screen.page.evaluate(ASKED_AGAIN)
    offered = screen.page.locator("[data-demo]")
    if demo:
        expect(offered).to_be_visible()
    else:
        expect(offered).to_be_hidden()
    assert screen.faults == []
