"""How many taps a slip costs, typing apart; whoever was here before shows the ID all the same."""

import pytest
from playwright.sync_api import expect

from tests.journeys import at_speed
from tests.journeys.counter import SILENT, Counter, reads

pytestmark = pytest.mark.journey


def test_somebody_new_has_a_printed_slip_after_six_taps(counter: Counter) -> None:
    counter.page.context.add_init_script(SILENT)
    counter.open()
    counter.count_taps()
    at_speed.new_visitor(counter)
    assert counter.taps == 6


def test_somebody_known_has_a_slip_after_three_taps(counter: Counter) -> None:
    at_speed.left(counter, at_speed.was_here(counter))
    counter.open()
    counter.count_taps()
    at_speed.known_visitor(counter)
    assert counter.taps == 3


@pytest.mark.rule("S8")
def test_a_slip_that_is_scanned_goes_out_with_one_tap(counter: Counter) -> None:
    record = at_speed.was_here(counter)
    counter.open()
    counter.count_taps()
    at_speed.scanned_out(counter, record)
    assert counter.taps == 1


def test_a_roll_call_is_open_after_two_taps(counter: Counter) -> None:
    at_speed.was_here(counter)
    counter.open()
    counter.count_taps()
    at_speed.roll_call(counter)
    assert counter.taps == 2


def test_who_is_offered_is_masked(counter: Counter) -> None:
    at_speed.left(counter, at_speed.was_here(counter))
    form = at_speed.begin(counter, "77x1")
    offer = counter.page.locator("known-visitor [data-id]")
    reads(offer, "T. G.")
    shown = offer.inner_text()
    assert ("Tomás" in shown, "77X1" in shown, "T1-12B" in shown) == (False, False, True)
    offer.click()
    expect(form.locator('[name="company"]')).to_have_value("Rápido S.L.")
    expect(counter.page.locator("known-visitor")).to_be_hidden()


@pytest.mark.rule("S1")
def test_being_known_is_no_id(counter: Counter) -> None:
    at_speed.left(counter, at_speed.was_here(counter))
    counter.open("visitors/new/")
    expect(counter.page.locator('[name="name"]').first).to_be_disabled()
    expect(counter.page.locator("known-visitor")).to_be_hidden()
    at_speed.begin(counter, "0000")
    counter.page.locator('[name="name"]').first.fill("tom")
    counter.page.locator("known-visitor [data-id]").click()
    kept = counter.page.locator('[name="id_last4"]').first
    expect(kept).to_have_value("0000")  # what was seen now, not what was seen then
