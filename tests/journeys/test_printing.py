"""A slip comes out of the printer without a network, and a second one says that it is one.

Where no printer is, the slip is a code on the screen that the guest photographs.
"""

import re
from io import BytesIO

import cv2
import numpy as np
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from desk.qr import record_code
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import SILENT, Counter, reads

pytestmark = pytest.mark.journey
LATER = "() => { const now = Date.now(); Date.now = () => now + 300_000; }"


def times(counter: Counter, number: int) -> None:
    expect(counter.page.locator("html")).to_have_attribute("data-prints", str(number))


def printed(counter: Counter) -> str:
    data = counter.page.pdf(prefer_css_page_size=True)
    (page,) = PdfReader(BytesIO(data)).pages
    assert abs(float(page.mediabox.width) * 25.4 / 72 - 80) < 0.5
    return re.sub(r"\s", "", page.extract_text())


@pytest.mark.rule("S2")
def test_a_slip_is_printed_offline_and_again(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.screen.context.add_init_script(SILENT)
    counter.work_alone()

    record = counter.write_visitor("Zhang Wei")
    asked = counter.page.locator("print-desk [data-asked]")
    expect(asked).to_be_visible()
    times(counter, 1)
    first = printed(counter)
    assert "ZhangWei" in first
    assert "4821" not in first
    assert "Reprint" not in first

    failed = counter.page.locator("print-desk [data-failed]")
    asked.locator("[data-no]").click()
    failed.locator("[data-print]").click()  # a jam: another copy at once is no reprint
    times(counter, 2)
    assert "Reprint" not in printed(counter)

    counter.page.evaluate(LATER)
    asked.locator("[data-no]").click()
    expect(counter.page.locator("print-desk [data-mark]")).to_be_visible()
    failed.locator("[data-print]").click()
    times(counter, 3)
    assert "Reprint" in printed(counter)

    asked.locator("[data-on]").click()
    counter.page.wait_for_url("**/en/visitors/")
    assert record
    assert counter.screen.faults == []


# Nothing happens and nothing is said about it; or there is no such thing as printing.
ABSENT = {"silence": "window.print = () => {};", "nothing to print with": "window.print = null;"}


def photographed(picture: bytes) -> str:
    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    text, *_ = cv2.QRCodeDetector().detectAndDecode(image)
    return text


@pytest.mark.parametrize("absent", ABSENT)
def test_where_no_printer_is_the_code_is_photographed_from_the_screen(
    live: House, browser: Screens, absent: str
) -> None:
    counter = Counter(browser(live.url))
    counter.screen.context.add_init_script(ABSENT[absent])
    counter.work_alone()
    counter.page.emulate_media(color_scheme="dark")

    record = counter.write_visitor("Zhang Wei")
    desk = counter.page.locator("print-desk")
    if absent == "silence":
        desk.locator("[data-asked] [data-no]").click()
    mute = desk.locator("[data-mute]")
    expect(mute).to_be_visible(visible=absent != "silence")
    failed = desk.locator("[data-failed]")
    expect(failed.locator("[data-print]")).to_be_focused()
    reads(failed, "Is the printer on")

    failed.locator("[data-show]").click()
    shown = desk.locator("[data-code-dialog]")
    size = counter.page.viewport_size
    box, code = shown.bounding_box(), shown.locator(".codes svg").bounding_box()
    assert box
    assert code
    assert size
    assert box["width"] > 0.98 * size["width"]
    assert box["height"] > 0.98 * size["height"]
    assert code["width"] > 0.6 * size["height"]
    expect(shown).to_have_css("background-color", "rgb(255, 255, 255)")
    paper = desk.locator("[data-preview] .paper")
    for line in (".pass-no", ".pass-room span", ".pass-name span"):
        reads(shown, paper.locator(line).first.inner_text())
    assert "4821" not in shown.inner_text()
    assert photographed(counter.page.screenshot()) == record_code(record)

    shown.locator("[data-on]").click()
    counter.page.wait_for_url("**/en/visitors/")
    counter.shows("Zhang Wei")
    assert counter.screen.faults == []
