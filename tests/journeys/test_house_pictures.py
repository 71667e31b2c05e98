"""A manager gives the house a seal: what is no picture is told so, what is one is kept."""

import base64
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from desk.demo.team import TEAM
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.importing.files import csv_text
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

SANDRA = next(member for member in TEAM if "manager" in member.roles)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SHOWN = os.environ.get("PICTURES", "")  # a folder: look at them


def png() -> bytes:
    """Draw a noisy picture of several megabytes: it must be made smaller to be kept."""
    noise = np.random.default_rng(1).integers(0, 255, (1400, 1400, 3), np.uint8)
    return cv2.imencode(".png", noise)[1].tobytes()


def picture(page: Page, name: str) -> None:
    if SHOWN:
        page.screenshot(path=str(Path(SHOWN) / f"{name}.png"), full_page=True)


def test_a_seal_is_taken_refused_and_removed(live: House, browser: Screens, tmp_path: Path) -> None:
    counter = Counter(browser(live.url))
    page = counter.page
    counter.enrol()
    counter.sign_in(SANDRA)
    counter.enter_office("settings/", SANDRA)
    page.locator('[data-id="seal"][data-do]').click()
    form = page.locator("#seal-form")
    files = {"seal.svg": (SVG, "no PNG and no JPEG"), "seal.png": (SVG, "no PNG and no JPEG"),
             "torn.png": (png()[:200], "is damaged"), "huge.png": (png()[:8] + bytes(11_000_000),
             "too large")}  # fmt: skip
    for name, (data, said) in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        form.locator('input[type="file"]').set_input_files(path)
        reads(form, said)
        assert form.locator('[name="value"]').input_value() == ""
    picture(page, "seal-refused")
    path.write_bytes(png())
    form.locator('input[type="file"]').set_input_files(path)
    expect(form.locator("img")).to_be_visible()
    expect(form.locator("[data-fault]:visible")).to_have_count(0)
    kept = form.locator('[name="value"]').input_value()
    assert len(kept) <= 64 * 1024
    assert base64.b64decode(kept.partition(",")[2]).startswith(b"\x89PNG")
    picture(page, "seal-taken")
    form.locator('button[value="yes"]').click()
    expect(page.locator("#seal img.logo")).to_be_visible()
    picture(page, "settings")
    page.locator('[data-id="seal"][data-do]').click()
    form.locator("[data-drop]").click()
    form.locator('button[value="yes"]').click()
    expect(page.locator("#seal img.logo")).to_be_hidden()
    if SHOWN:
        look_at_lists(counter, live, tmp_path)


def look_at_lists(counter: Counter, live: House, folder: Path) -> None:
    """Take pictures of a list of guests as it is looked at."""
    page, path = counter.page, folder / "guests.csv"
    rows = [
        ("Guest", "Room", "Day", "Until", "Days", "Host", "Group", "Code"),
        ("Ana Gil", "T1-03A", "2099-11-24", "", "", "Mrs Chen", "party", "G1"),
        ("林子晴", "T1-03A", "2099-11-24", "2099-12-24", "Mon-Fri", "Lau", "", "G2"),
    ]
    for lang, size, dark in (("en", (1280, 800), False), ("zh-Hant", (800, 1280), True),
                             ("es", (390, 844), False), ("zh-Hans", (390, 844), True)):  # fmt: skip
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme="dark" if dark else "light")
        for bad in (False, True):
            page.goto(f"{live.url}/{lang}/office/import/")
            page.locator('label:has([name="kind"][value="invitations"])').click()
            more = [("", "99Z", "2020-01-01", "", "", "", "", "")] if bad else []
            path.write_text(csv_text([*rows, *more]), "utf-8")
            page.locator("#import-list").set_input_files(path)
            page.locator("import-file form .main").click()
            expect(page.locator("import-file [data-result]")).to_be_visible()
            picture(page, f"list-{lang}-{'bad' if bad else 'good'}")
