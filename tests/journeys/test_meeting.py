"""A meeting room at the counter, offline: offered for booked and long visits, never barred."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey


def begin(counter: Counter, name: str = "Ana Ruiz") -> Locator:
    """Begin to write a visitor on business down; return the form."""
    return counter.begin_visitor(name, purpose="business")


def save(counter: Counter, form: Locator) -> str:
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/print/visitors/slip/**")
    return counter.page.url.rpartition("#")[2]


def rooms(place: Locator) -> list[str]:
    """Name the rooms that are offered, in their order."""
    expect(place.locator("[data-room]").first).to_be_visible()
    return [str(one.get_attribute("data-room")) for one in place.locator("[data-room]").all()]


def given(counter: Counter, name: str, room: str, stays: str = "90") -> str:
    """Write somebody down who stays long, with a room."""
    form = begin(counter, name)
    form.locator('[name="stays"]').fill(stays)
    form.locator(f'[data-room="{room}"]').click()
    return save(counter, form)


@pytest.mark.rule("S13")
def test_a_long_visit_is_offered_a_room_and_the_slip_says_which(counter: Counter) -> None:
    form = begin(counter)
    expect(form.locator("[data-choose]")).to_be_hidden()
    form.locator('[name="stays"]').fill("30")
    expect(form.locator("[data-choose]")).to_be_hidden()
    form.locator('[name="stays"]').fill("90")
    assert rooms(form) == ["M1", "M2", "M3"]
    form.locator('[data-room="M2"]').click()
    expect(form.locator('[data-room="M2"]')).to_have_attribute("aria-pressed", "true")
    record = save(counter, form)
    reads(counter.page.locator("[data-preview]"), "M2")
    counter.open(f"visitors/detail/#{record}")
    reads(counter.page.locator(".facts"), "M2")
    counter.open("visitors/")
    reads(counter.page.locator("record-list"), "M2")


def test_a_taken_room_stands_last_warns_and_may_be_given_all_the_same(counter: Counter) -> None:
    first = given(counter, "Ana Ruiz", "M1")
    form = begin(counter, "Bo Lin")
    form.locator('[name="stays"]').fill("60")
    assert rooms(form) == ["M2", "M3", "M1"]
    form.locator('[data-room="M1"]').click()
    warning = form.locator("[data-choose] .notice")
    reads(warning, "V-")
    reads(warning, "until")
    expect(warning).not_to_contain_text("Ana")
    second = save(counter, form)
    # Both are kept, and said of both.
    for record in (first, second):
        counter.open(f"visitors/detail/#{record}")
        reads(counter.page.locator("meeting-rooms"), "This room was given twice")
    counter.open("visitors/")
    expect(counter.page.locator("record-list a.row", has_text="given twice")).to_have_count(2)


@pytest.mark.rule("S13")
def test_whoever_is_here_moves_there_and_the_room_is_free_when_they_leave(
    counter: Counter,
) -> None:
    record = save(counter, begin(counter))
    counter.open(f"visitors/detail/#{record}")
    move(counter, "M1")
    reads(counter.page.locator(".facts"), "Moved to the meeting room")
    form = begin(counter, "Bo Lin")
    form.locator('[name="stays"]').fill("60")
    assert rooms(form) == ["M2", "M3", "M1"]
    counter.open(f"visitors/detail/#{record}")
    move(counter, "M3")
    form = begin(counter, "Bo Lin")
    form.locator('[name="stays"]').fill("60")
    assert rooms(form) == ["M1", "M2", "M3"]
    expect(form.locator('[data-room="M3"] small')).to_be_visible()
    counter.open(f"visitors/detail/#{record}")
    counter.page.locator('record-actions [data-act="sign_out"]').click()
    reads(counter.page.locator(".record-head"), "Closed")
    form = begin(counter, "Bo Lin")
    form.locator('[name="stays"]').fill("60")
    expect(form.locator('[data-room="M3"] small')).to_be_hidden()


def move(counter: Counter, room: str) -> None:
    """Bring them to a meeting room."""
    button = counter.page.locator('record-actions [data-act="to_meeting"]').first
    button.wait_for(state="attached")
    if button.evaluate("one => Boolean(one.closest('.menu'))"):
        counter.page.locator("details.more summary").click()
    button.click()
    dialog = counter.page.locator("#visitors-to_meeting")
    dialog.locator(f'[data-room="{room}"]').click()
    dialog.locator("button.main").click()
    reads(counter.page.locator(".facts"), room)


@pytest.mark.rule("S13")
def test_a_meeting_that_grew_long_without_a_room_is_shown(counter: Counter) -> None:
    counter.page.clock.install()
    record = save(counter, begin(counter))
    counter.page.clock.fast_forward(timedelta(minutes=61).seconds * 1000)
    counter.open("visitors/")
    reads(counter.page.locator("record-list"), "long: offer a room")
    counter.open(f"visitors/detail/#{record}")
    reads(counter.page.locator("meeting-rooms"), "A long meeting")


@pytest.mark.rule("S13")
def test_who_is_expected_is_offered_the_room_that_was_booked(counter: Counter) -> None:
    counter.open("invitations/new/")
    form = counter.page.locator("entry-form form")
    form.locator('[name="name"]').first.fill("Ana Ruiz")
    form.locator('[data-field="room"] [role="combobox"]').press_sequentially("12")
    form.locator('[data-field="room"] [role="option"]').first.click()
    form.locator('label:has([name="purpose"][value="business"])').first.click()
    form.locator('[data-day="0"]').click()
    form.locator('[data-room="M2"]').click()
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url("**/print/invitations/**")
    invitation = counter.page.url.rpartition("#")[2]
    counter.open(f"visitors/new/#{invitation}")
    form = counter.page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="id_card"])').first.click()
    form.locator('[name="id_last4"]').first.fill("4821")
    expect(form.locator('[data-room="M2"]')).to_have_attribute("aria-pressed", "true")
