"""Signing out: by a typing scanner, by the camera, by badge, from the list; never by mistake."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from desk.qr import record_code
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads
from tests.journeys.pictures import code_on, code_picture, film, held_to_camera, printed_picture

pytestmark = pytest.mark.journey

FILM = "camera.mjpeg"
ELSEWHERE = record_code("019a0000-0000-7000-8000-00000000abcd")
LEFT = """() => addEventListener('pagehide', () => {
  sessionStorage.setItem('left', document.querySelector('desk-search input').value);
})"""
COUNTED = """() => {
  window.codes = 0;
  document.addEventListener('code', () => { window.codes += 1; });
}"""
# The camera has shown pictures for two seconds more, of which it reads several.
LOOKED_ON = """() => {
  const { currentTime } = document.querySelector('camera-scan video');
  window.from ??= currentTime;
  return currentTime > window.from + 2;
}"""
# What the scanner gave, and what the desk says to it, by language.
TOLD = {
    "en": {
        "V1:019A2B": "Only part of the code was read",
        "https://example.org/menu?table=7": "This is not the code of a slip",
        ELSEWHERE: "This slip is not known on this tablet",
        "V-L9-000777": "No open slip has this number",
    },
    "zh-Hans": {"V1:019A2B": "只读到一部分", ELSEWHERE: "本机没有这张单"},
    "zh-Hant": {"V1:019A2B": "只讀到一部分", ELSEWHERE: "本機沒有這張單"},
    "es": {"V1:019A2B": "Solo se leyó una parte", ELSEWHERE: "Esta tableta no conoce la hoja"},
}


@pytest.fixture
def counter(live: House, browser: Screens, tmp_path: Path) -> Iterator[Counter]:
    """Yield a tablet at work, with a camera, whose network is down."""
    camera = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    shown = f"--use-file-for-fake-video-capture={tmp_path / FILM}"
    found = Counter(browser(live.url, *camera, shown))
    found.work_alone()
    yield found
    assert found.screen.faults == []


def at_work(counter: Counter) -> None:
    """Wait until the page listens."""
    counter.page.wait_for_function("() => customElements.get('scan-wedge')", polling=100)


def scanned(counter: Counter, code: str) -> None:
    """Let a scanner type, as a keyboard that nobody aims."""
    counter.page.keyboard.type(code)
    counter.page.keyboard.press("Enter")


def found(counter: Counter) -> Locator:
    return counter.page.locator("scan-slip article:visible")


def said(counter: Counter) -> Locator:
    return counter.page.locator("scan-slip [data-said]")


@pytest.mark.rule("S8")
def test_a_scanner_types_the_code_wherever_the_focus_is(counter: Counter) -> None:
    lead, companion = counter.write_visitor("Omar Haddad", companions=["Lina Haddad"]).split(",")
    counter.open()
    at_work(counter)
    search = counter.page.locator("desk-search input")
    search.fill("12")
    counter.page.evaluate(LEFT)
    scanned(counter, record_code(lead))
    counter.page.wait_for_url("**/en/scan/#*")
    left = counter.page.evaluate("() => sessionStorage.getItem('left')")
    assert left == "12", "the code was not meant for the field"
    reads(found(counter), "Omar Haddad")

    # A finger rests on the button when the next slip is scanned: the button is not pressed.
    found(counter).locator('[data-act="sign_out"]').focus()
    scanned(counter, record_code(companion).lower())
    reads(found(counter), "Lina Haddad")
    reads(found(counter).locator(".record-head"), "On site")
    found(counter).locator('[data-act="sign_out"]').click()
    reads(found(counter), "Thank you, goodbye")
    expect(counter.page.locator("#scan-code")).to_be_focused()
    scanned(counter, record_code(lead))
    reads(found(counter).locator(".record-head"), "On site")

    # The same slip a second time, with nothing in hand.
    counter.page.evaluate("document.activeElement.blur()")
    scanned(counter, record_code(companion))
    reads(found(counter), "This slip is closed already")
    expect(found(counter).locator(".step-on:visible")).to_have_count(0)
    expect(found(counter).locator("[data-done]")).to_be_hidden()


def test_a_code_that_is_no_slip_of_ours_is_told(counter: Counter) -> None:
    counter.write_visitor("Omar Haddad")
    for lang, cases in TOLD.items():
        counter.screen.open(f"/{lang}/scan/")
        at_work(counter)
        for code, words in cases.items():
            expect(counter.page.locator("#scan-code")).to_be_focused()
            scanned(counter, code)
            reads(said(counter), words)
            assert found(counter).count() == 0
    counter.open()
    at_work(counter)
    scanned(counter, "https://example.org/menu?table=7")
    reads(said(counter), "This is not the code of a slip")


@pytest.mark.rule("S8")
def test_a_badge_or_a_room_finds_the_slip(counter: Counter) -> None:
    counter.write_visitor("Omar Haddad", badge="B 1")
    counter.write_visitor("Elena Prado", badge="B 17", room="15")
    counter.open("scan/")
    at_work(counter)
    counter.page.locator("#scan-code").fill("b-1")
    counter.page.keyboard.press("Enter")
    reads(found(counter), "Omar Haddad")

    counter.page.locator("#scan-code").fill("T1")
    counter.page.keyboard.press("Enter")
    several = counter.page.locator("scan-slip [data-several] button")
    expect(several).to_have_count(2)
    assert found(counter).count() == 0
    several.filter(has_text="Elena Prado").click()
    reads(found(counter), "Elena Prado")
    found(counter).locator('[data-act="sign_out"]').click()
    reads(found(counter).locator(".record-head"), "Closed")

    # Whoever took the wrong slip takes it back; nobody is thanked for that.
    found(counter).locator("[data-quick]").click()
    reads(found(counter).locator(".record-head"), "On site")
    expect(found(counter).locator("[data-done]")).to_be_hidden()


@pytest.mark.rule("S8", "S9")
def test_from_the_list_of_slips_that_are_out(counter: Counter) -> None:
    counter.write_visitor("Omar Haddad")
    counter.open("visitors/")
    counter.page.locator("record-list a.row", has_text="Omar Haddad").click()
    counter.page.locator('record-actions [data-act="sign_out"]').click()
    reads(counter.page.locator(".record-head"), "Closed")
    counter.open("visitors/")
    expect(counter.page.locator('[data-count-of="open"]')).to_have_text("0")
    expect(counter.page.locator("record-list")).not_to_contain_text("Omar Haddad")


@pytest.mark.rule("S8")
def test_the_camera_reads_the_printed_slip(counter: Counter, tmp_path: Path) -> None:
    slip = counter.write_visitor("Omar Haddad")
    counter.page.locator("print-desk [data-print]").first.wait_for()
    picture = printed_picture(counter.page.pdf(prefer_css_page_size=True), tmp_path)
    film([held_to_camera(picture)], tmp_path / FILM)

    counter.open("scan/")
    at_work(counter)
    counter.page.evaluate(COUNTED)
    start = counter.page.locator("camera-scan [data-start]")
    start.click()
    reads(found(counter), "Omar Haddad")
    found(counter).locator('[data-act="sign_out"]').click()
    # The slip still lies under the camera: it is not read a second time.
    reads(found(counter), "Thank you, goodbye")
    counter.page.wait_for_function(LOOKED_ON, polling=100)
    reads(found(counter), "Thank you, goodbye")
    assert counter.page.evaluate("() => window.codes") == 1
    counter.page.locator("camera-scan [data-stop]").click()
    expect(counter.page.locator("camera-scan video")).to_be_hidden()

    film([code_picture("https://example.org/menu?table=7")], tmp_path / FILM)
    start.click()
    reads(said(counter), "This is not the code of a slip")
    assert re.fullmatch(r"[0-9a-f-]{36}", slip)


def test_without_a_camera_the_number_can_be_typed(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in()
    counter.open("scan/")
    at_work(counter)
    counter.page.locator("camera-scan [data-start]").click()
    expect(counter.page.locator("camera-scan [data-refused]")).to_be_visible()
    expect(counter.page.locator("camera-scan [data-start]")).to_be_enabled()
    assert counter.screen.faults == []


def test_a_scanner_reads_the_printed_slip(counter: Counter, tmp_path: Path) -> None:
    slip = counter.write_visitor("Omar Haddad")
    counter.page.locator("print-desk [data-print]").first.wait_for()
    picture = printed_picture(counter.page.pdf(prefer_css_page_size=True), tmp_path)
    assert code_on(picture) == record_code(slip)
