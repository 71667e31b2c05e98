"""What a dialog asks: taking back, correcting, settling; with the network and without it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import KELLY, Counter

pytestmark = pytest.mark.journey

WINNIE = next(member for member in TEAM if "shift_leader" in member.roles)
MARTIN = next(member for member in TEAM if "supervisor" in member.roles)
# A tablet whose clock is ten minutes ahead, and one on which five minutes go by.
AHEAD = "{ const now = Date.now; Date.now = () => now() + 600_000; }"
LATER = "() => { const now = Date.now; Date.now = () => now() + 300_000; }"
BOTH_WAYS = pytest.mark.parametrize("cut", [True, False], ids=["offline", "online"])


def at_work(counter: Counter, cut: bool, leader: bool = False) -> None:
    """Sign in, a shift leader before the receptionist where one is needed, then cut the network."""
    counter.enrol()
    if leader:
        counter.sign_in(WINNIE)
        hand_over(counter)
    counter.sign_in(KELLY)
    counter.keep_shell()
    counter.screen.offline(cut)


def hand_over(counter: Counter) -> None:
    """Ask who is here now."""
    counter.page.locator("operator-pill button").click()


def detail(counter: Counter, record: str, lang: str = "en") -> None:
    """Open a record's own page."""
    counter.screen.open(f"/{lang}/visitors/detail/#{record}")
    expect(counter.page.locator("record-detail article")).to_be_visible()


def asked(counter: Counter, act: str) -> Locator:
    """Open the menu, choose an action, return its dialog."""
    counter.page.locator("record-actions .more summary").click()
    counter.page.locator(f'.menu [data-act="{act}"]').click()
    dialog = counter.page.locator("record-actions dialog[open]")
    expect(dialog).to_be_visible()
    return dialog


def state(counter: Counter) -> Locator:
    """Return the word for the record's state."""
    return counter.page.locator(".record-head .states .state:visible")


def confirmed(dialog: Locator) -> None:
    """Press the button that says yes."""
    dialog.locator("button.main").click()


@BOTH_WAYS
def test_a_wrong_tap_is_taken_back_by_one_tap_though_the_clock_is_wrong(
    live: House, browser: Screens, cut: bool
) -> None:
    counter = Counter(browser(live.url))
    counter.screen.context.add_init_script(AHEAD)
    at_work(counter, cut)
    detail(counter, counter.write_visitor("Ana Ruiz"))
    counter.page.locator('[data-act="sign_out"]').click()
    expect(state(counter)).to_have_text("Closed")

    undo = counter.page.locator("[data-quick]")
    expect(undo).to_be_visible()
    assert 0 < int(re.sub(r"\D", "", undo.inner_text())) <= 60
    undo.click()
    expect(state(counter)).to_have_text("On site")
    assert counter.screen.faults == []


@BOTH_WAYS
def test_after_a_minute_a_shift_leader_takes_back_with_a_reason(
    live: House, browser: Screens, cut: bool
) -> None:
    counter = Counter(browser(live.url))
    at_work(counter, cut, leader=True)
    detail(counter, counter.write_visitor("Ana Ruiz"))
    counter.page.locator('[data-act="sign_out"]').click()
    expect(state(counter)).to_have_text("Closed")
    if cut:  # a house that answers would set the clock right again
        counter.page.evaluate(LATER)
        expect(counter.page.locator("[data-quick]")).to_be_hidden()
        expect(counter.page.locator('.menu [data-act="take_back"]')).to_be_disabled()

    hand_over(counter)
    counter.sign_in(WINNIE)
    expect(counter.page.locator("[data-quick]")).to_be_hidden()
    dialog = asked(counter, "take_back")
    confirmed(dialog)
    expect(dialog.locator('[data-field="reason"] .error')).to_have_text("Please fill this in.")
    dialog.locator('[name="reason"]').fill("The wrong visitor.")
    confirmed(dialog)
    expect(state(counter)).to_have_text("On site")
    assert counter.screen.faults == []


@BOTH_WAYS
def test_a_correction_shows_what_stood_there(live: House, browser: Screens, cut: bool) -> None:
    counter = Counter(browser(live.url))
    at_work(counter, cut)
    record = counter.write_visitor("Ana Ruis")
    detail(counter, record, "es")
    head = counter.page.locator(".record-head h2")
    expect(head).to_contain_text("Ana Ruis", use_inner_text=True)
    dialog = asked(counter, "correct")
    confirmed(dialog)
    expect(dialog.locator("[data-nothing]"), "nothing was changed").to_be_visible()

    name, last4 = dialog.locator('[name="name"]'), dialog.locator('[name="id_last4"]')
    expect(name).to_have_value("Ana Ruis")
    name.fill("Ana Ruiz")
    last4.fill("48")
    dialog.locator('label:has([name="f:purpose"][value="works"])').click()
    old = dialog.locator("[data-old]:visible del")
    expect(old).to_have_text(["4821", "Ana Ruis", "Visita personal"])
    confirmed(dialog)
    wrong = dialog.locator('[data-field="id_last4"] .error')
    expect(wrong, "in the operator's language").to_have_text("Revise cómo está escrito.")
    expect(dialog.locator('[data-field="reason"] .error')).to_have_text("Complete este dato.")
    last4.fill("4822")
    name.press("Enter")  # never the button that throws it all away
    expect(dialog).to_be_visible()
    dialog.locator('[name="reason"]').fill("Misread.")
    confirmed(dialog)
    expect(head).to_contain_text("Ana Ruiz", use_inner_text=True)
    expect(counter.page.locator(".facts")).to_contain_text("4822", use_inner_text=True)
    expect(counter.page.locator('.facts [data-is="works"]')).to_be_visible()
    assert counter.screen.faults == []


def test_a_room_is_corrected_by_searching_and_an_optional_word_is_emptied(
    live: House, browser: Screens
) -> None:
    counter = Counter(browser(live.url))
    at_work(counter, cut=True)
    detail(counter, counter.write_visitor("Ana Ruiz"))
    dialog = asked(counter, "correct")
    search = dialog.locator('[data-field="f:room"] [role="combobox"]')
    was = search.input_value()
    search.fill("")
    search.press_sequentially("15")
    option = dialog.locator('[data-field="f:room"] [role="option"]').first
    room = option.locator("b").inner_text()
    option.click()
    expect(dialog.locator("[data-old]:visible del")).to_have_text(was)
    dialog.locator('[name="f:badge"]').fill("B7")
    dialog.locator('[name="reason"]').fill("The wrong door.")
    confirmed(dialog)
    expect(counter.page.locator(".record-head h2")).to_contain_text(room, use_inner_text=True)
    expect(counter.page.locator(".facts")).to_contain_text("B7", use_inner_text=True)

    dialog = asked(counter, "correct")
    dialog.locator('[name="f:badge"]').fill("")
    dialog.locator('[name="name"]').fill("")
    dialog.locator('[name="reason"]').fill("No badge was given.")
    confirmed(dialog)
    expect(dialog.locator('[data-field="name"] .error')).to_have_text("Please fill this in.")
    dialog.locator('[name="name"]').fill("Ana Ruiz")
    confirmed(dialog)
    expect(counter.page.locator(".facts")).not_to_contain_text("B7")
    assert counter.screen.faults == []


def test_the_history_says_old_and_new_and_offline_what_waits_here(
    live: House, browser: Screens
) -> None:
    counter = Counter(browser(live.url))
    at_work(counter, cut=False)
    record = counter.write_visitor("Ana Ruis")
    counter.waits_until_handed_in()
    counter.screen.offline()
    detail(counter, record)
    dialog = asked(counter, "correct")
    dialog.locator('[name="name"]').fill("Ana Ruiz")
    dialog.locator('label:has([name="f:id_kind"][value="passport"])').click()
    dialog.locator('[name="reason"]').fill("Misread.")
    confirmed(dialog)
    told = counter.page.locator("record-history")
    told.locator("summary").click()
    expect(told.locator("[data-offline]")).to_be_visible()
    rows = told.locator("li.told")
    expect(rows.last.locator("ins")).to_have_text(["Passport", "Ana Ruiz"])
    expect(rows.last.get_by_text("not handed in yet")).to_be_visible()
    deeds = told.locator(".deed > b > :visible")
    expect(deeds.last).to_have_text("Correct")
    assert "Sign in" not in deeds.all_inner_texts(), "the house has that one"

    counter.screen.offline(False)
    counter.page.reload()
    counter.waits_until_handed_in()
    told.locator("summary").click()
    expect(deeds.first).to_have_text("Sign in")
    expect(told.locator("[data-offline]")).to_be_hidden()
    corrected = rows.last
    expect(corrected.locator("del")).to_have_text(["Identity card", "Ana Ruis"])
    expect(corrected.locator("ins")).to_have_text(["Passport", "Ana Ruiz"])
    expect(corrected).to_contain_text(KELLY.name, use_inner_text=True)
    expect(corrected.get_by_text("not handed in yet")).to_be_hidden()
    assert counter.screen.faults == []


def leave_twice(first: Counter, second: Counter) -> None:
    """Sign one visitor out on both tablets; the second has a wrong clock and comes later."""
    second.screen.context.add_init_script(AHEAD)
    at_work(first, cut=False)
    record = first.write_visitor("Ana Ruiz")
    first.waits_until_handed_in()
    second.enrol()
    second.sign_in(MARTIN)
    second.keep_shell()
    second.shows("Ana Ruiz")
    second.screen.offline()
    for counter in (second, first):
        detail(counter, record)
        counter.page.locator('[data-act="sign_out"]').click()
    first.waits_until_handed_in()
    second.screen.offline(False)
    second.page.reload()


def test_a_supervisor_chooses_which_flag_is_settled(live: House, browser: Screens) -> None:
    first, second = Counter(browser(live.url)), Counter(browser(live.url))
    leave_twice(first, second)
    expect(second.page.locator("article .flags li")).to_have_count(2)

    dialog = asked(second, "settle")
    dialog.locator('[name="reason"]').fill("Both desks saw them leave.")
    confirmed(dialog)
    expect(dialog.locator('[data-field="flag"] .error')).to_have_text("Please fill this in.")
    dialog.get_by_role("radio", name="Two desks disagreed").check()
    second.screen.offline()
    confirmed(dialog)
    trouble = second.page.locator("record-actions [data-trouble]")
    expect(trouble).to_have_text("This needs the network. What you wrote is still here.")
    second.screen.offline(False)
    dialog = asked(second, "settle")
    expect(dialog.locator('[name="reason"]')).to_have_value("Both desks saw them leave.")
    confirmed(dialog)
    flags = second.page.locator("article .flags li")
    expect(flags).to_have_count(1)
    expect(flags.locator("[data-is]:visible")).to_have_text("The tablet’s clock was wrong")
    expect(trouble).to_be_hidden()
    told = second.page.locator("record-history")
    told.locator("summary").click()
    expect(told.locator("li.told").last.locator('[data-is="conflict"]:visible')).to_have_count(1)
    assert first.screen.faults == second.screen.faults == []
