"""The line at the desk, without a network: sorted by one tap, served in order, or with a reason."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import create_engine, text

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

ZONE = ZoneInfo("Asia/Hong_Kong")  # of the demonstration
SERVED = re.compile(r"/contacts/serve/#[0-9a-f-]{36}$")


def board(counter: Counter, lang: str = "en") -> Page:
    counter.screen.open(f"/{lang}/")
    expect(counter.page.locator("begin-contact [data-foresee]:visible")).to_have_count(1)
    return counter.page


def come(counter: Counter, *needs: str) -> None:
    """Let people come one after another; each waits, since somebody is being served."""
    for need in needs:
        line = waiting(counter.page).count()
        counter.page.locator(f'begin-contact [data-need="{need}"]').click()
        expect(waiting(counter.page)).to_have_count(line + 1)


def waiting(page: Page) -> Locator:
    return page.locator('waiting-line [data-each="waiting"] li')


def numbers(page: Page) -> list[str]:
    return waiting(page).locator('[data-text="ticket"].where').all_inner_texts()


def serve(counter: Counter, need: str = "enquiry") -> None:
    """Begin with somebody, and go back to the board: whoever comes next must wait."""
    board(counter).locator(f'begin-contact [data-need="{need}"]').click()
    counter.page.wait_for_url(SERVED)
    board(counter)


def kept(house: House) -> dict[str, dict[str, str | None]]:
    """Return what the house knows of each contact, by the end of its number."""
    engine = create_engine(house.database)
    with engine.connect() as line:
        found = line.execute(
            text("SELECT no, state, need, out_of_turn FROM contact NATURAL JOIN record")
        ).mappings()
        rows = {row["no"][-1]: dict(row) for row in found}
    engine.dispose()
    return rows


@pytest.mark.rule("S14")
def test_one_tap_sorts_and_begins_a_contact(counter: Counter) -> None:
    page = board(counter)
    offered = page.locator("begin-contact [data-need]")
    assert offered.evaluate_all("all => all.map(({ dataset }) => dataset.need)") == [
        "enquiry", "repair", "complaint", "payment", "visitor",
    ]  # fmt: skip
    counter.count_taps()
    page.locator('[data-need="complaint"]').click()
    page.wait_for_url(SERVED)
    reads(page.locator("contact-served [data-who]"), "Complaint")
    assert counter.taps == 1

    # A slip is its own contact: nothing is written twice, and the day's count knows it.
    page.locator('label:has([name="outcome"][value="answered"])').click()
    page.locator('entry-form button[type="submit"]').click()
    page.wait_for_url(re.compile(r"/en/#"))
    board(counter).locator('[data-need="visitor"]').click()
    page.wait_for_url("**/visitors/new/")
    counter.write_visitor("Ana Ruiz")
    counter.open("contacts/")
    for need, count in {"complaint": "1", "visitor": "1", "enquiry": "0"}.items():
        expect(page.locator(f'need-tally [data-need="{need}"]')).to_have_text(count)
    expect(page.locator("record-list a.row")).to_have_count(0)


@pytest.mark.rule("S10", "S14")
def test_first_come_first_served_or_with_a_reason(live: House, counter: Counter) -> None:
    serve(counter)
    come(counter, "repair", "payment", "visitor")
    page = board(counter, "zh-Hant")
    first, second, third = (waiting(page).nth(place) for place in range(3))
    for place, word in ((first, "報修"), (second, "繳費"), (third, "訪客")):
        reads(place, word)
    assert [number[-2:] for number in numbers(page)] == ["-2", "-3", "-4"]
    first.locator("[data-tell]").click()
    reads(first, "已招呼")
    expect(waiting(page).locator("[data-tell]")).to_have_count(2)

    # The third one before the second: only with a reason.
    third.locator("a.row").click()
    act = page.locator("contact-turn record-actions")
    expect(act.locator('[data-act="call_out_of_turn"]')).to_be_visible()
    expect(act.locator('[data-act="call"]')).to_be_hidden()
    act.locator('[data-act="call_out_of_turn"]').click()
    dialog = page.locator("#contacts-call_out_of_turn")
    dialog.locator("button.main").click()
    expect(dialog.locator('[aria-invalid="true"]')).to_be_visible()
    dialog.locator("textarea").fill("抱著睡著的孩子")
    dialog.locator("button.main").click()
    page.wait_for_url("**/zh-Hant/visitors/new/")  # a visit goes on with its slip

    # Everybody else in the order in which they came.
    for need in ("報修", "繳費"):
        board(counter, "zh-Hant").locator("[data-call]").click()
        page.wait_for_url(SERVED)
        reads(page.locator("contact-served [data-who]"), need)
    expect(waiting(board(counter))).to_have_count(0)
    expect(page.locator("[data-call]")).to_be_disabled()

    counter.screen.offline(False)
    counter.waits_until_handed_in()
    found = kept(live)
    assert [(found[n]["state"], found[n]["out_of_turn"]) for n in "234"] == [
        ("served", None), ("served", None), ("done", "yes"),
    ]  # fmt: skip
    assert "all as they were written" in live.flask("journal", "verify")


@pytest.mark.rule("S10")
def test_whoever_is_first_in_line_is_called_without_a_reason(counter: Counter) -> None:
    serve(counter)
    come(counter, "repair", "payment")
    waiting(counter.page).first.locator("a.row").click()
    act = counter.page.locator("contact-turn record-actions")
    expect(act.locator('[data-act="call"]')).to_be_visible()
    expect(act.locator('[data-act="call_out_of_turn"]')).to_be_hidden()


@pytest.mark.rule("S10")
def test_whoever_is_not_noticed_within_a_minute_is_late(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.work_alone()
    counter.page.clock.install(time=datetime.now(ZONE))
    serve(counter)
    come(counter, "repair", "payment")
    waiting(counter.page).nth(1).locator("[data-tell]").click()
    expect(waiting(counter.page).locator("[data-tell]")).to_have_count(1)
    late = counter.page.locator('waiting-line li[data-late="true"]')
    expect(late).to_have_count(0)
    counter.page.clock.fast_forward("01:05")
    expect(late).to_have_count(1)
    reads(late, "Repair")
    assert counter.screen.faults == []


def test_two_desks_without_a_network_never_give_the_same_number(
    live: House, browser: Screens
) -> None:
    desks = [Counter(browser(live.url)) for _each in range(2)]
    for desk in desks:
        desk.work_alone()
        serve(desk)
    for desk, needs in zip(desks, (("repair", "visitor"), ("complaint", "payment")), strict=True):
        come(desk, *needs)
    given = [number for desk in desks for number in numbers(desk.page)]
    assert len(set(given)) == 4
    for desk in desks:
        desk.screen.offline(False)
        desk.waits_until_handed_in()
    for desk in desks:
        desk.asks_the_house()
        expect(waiting(board(desk))).to_have_count(4)
        assert numbers(desk.page) == given  # in the order in which they came, at whichever desk


def test_names_stay_off_the_board(counter: Counter) -> None:
    serve(counter)
    counter.open("contacts/new/")
    form = counter.page.locator("entry-form form")
    form.locator('label:has([name="need"][value="repair"])').click()
    form.locator('[name="name"]').fill("Beatrice Ellison")
    form.locator('button[type="submit"]').click()
    counter.page.wait_for_url(SERVED)
    shown = board(counter).locator("waiting-line")
    expect(shown.locator('[data-each="here"] li')).to_have_count(2)
    assert "Ellison" not in json.dumps(shown.inner_text())


def test_what_was_typed_for_somebody_is_there_again(counter: Counter) -> None:
    board(counter).locator('[data-need="repair"]').click()
    counter.page.wait_for_url(SERVED)
    about = counter.page.locator('[name="about"]')
    about.fill("The lift stops between floors")
    counter.page.locator("[data-park]").click()
    counter.page.wait_for_url("**/en/")
    counter.page.locator('waiting-line [data-each="here"] a.row').click()
    expect(about).to_have_value("The lift stops between floors")
    counter.page.locator('label:has([name="outcome"][value="promised"])').click()
    counter.page.locator('entry-form button[type="submit"]').click()
    expect(counter.page.locator('[name="reach"]')).to_have_attribute("aria-invalid", "true")
    counter.page.locator('[name="reach"]').fill("5550 1234")
    counter.page.locator('entry-form button[type="submit"]').click()
    counter.page.wait_for_url(re.compile(r"/en/#"))
    expect(counter.page.locator('waiting-line [data-each="here"] li')).to_have_count(0)
