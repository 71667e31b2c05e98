"""A slip comes out of the printer without a network, and a second one says that it is one."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import SILENT, Counter

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

    asked.locator("[data-again]").click()  # a jam: another copy at once is no reprint
    times(counter, 2)
    assert "Reprint" not in printed(counter)

    counter.page.evaluate(LATER)
    asked.locator("[data-again]").click()
    times(counter, 3)
    assert "Reprint" in printed(counter)

    asked.locator("[data-show]").click()
    expect(counter.page.locator("[data-code-dialog] svg path")).to_be_attached()
    counter.page.locator("[data-code-dialog] button").click()
    asked.locator("[data-yes]").click()
    counter.page.wait_for_url("**/en/visitors/")
    assert record
    assert counter.screen.faults == []
