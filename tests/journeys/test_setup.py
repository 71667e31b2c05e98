"""A house is set up from nothing: foreign lists, staff, a second device, the first slip."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from desk.testing.browsers import Screens
from desk.testing.servers import House, free_port
from tests.importing.files import csv_text, xlsx
from tests.journeys.counter import SILENT, Counter, reads
from tests.journeys.test_printing import times

pytestmark = [pytest.mark.journey, pytest.mark.slow]

OWN = "a lamp, a door, a stair"
ROOMS = [("房号", "楼座", "楼层"), ("1-0801", "1", "8"), ("1-0802", "1", "8")]
PEOPLE = [
    ("海港閣業主名冊", "", "", ""),
    ("單位", "姓名", "電話", "身份"),
    ("1-0801", "歐陽慕容雪", "+852 0000 1111", "業主"),
    ("1-0802", "陳大文", "+852 0000 2222", "租客"),
]
STAFF = [
    ("Nombre y apellidos", "Puesto", "Idioma", "Usuario"),
    ("Inés Núñez", "Recepcionista", "Español", ""),
    ("Samuel Doyle", "Vigilante", "inglés", ""),
]


@pytest.fixture
def new(built: Path, tmp_path: Path) -> Iterator[House]:
    """Serve a house that has nothing but tables, as `flask site create` finds it."""
    data = tmp_path / "new"
    data.mkdir(mode=0o700)
    url = f"sqlite:///{data}/vestibule.db"
    house = House(data, built / "site", url, free_port(), demo=False)
    yield house
    house.stop()


def created(house: House) -> str:
    """Create the site; return the password that works once."""
    person = ("--login", "dora", "--person", "何嘉儀")
    said = house.flask("site", "create", "海港閣", *person, "--zone", "Asia/Macau")
    house.start()
    return said.strip().rpartition(" ")[2]


def enter(counter: Counter, once: str) -> None:
    """Come in with the password for one time, and choose an own one."""
    page = counter.page
    counter.open("office/setup/")
    page.locator("#office-login").fill("dora")
    page.locator("#office-password").fill(once)
    send = page.locator("office-gate button[type=submit]")
    send.click()
    reads(page.locator("office-gate"), "Choose your own.")
    expect(left(page)).to_be_hidden()
    page.locator("#office-chosen").fill(OWN)
    send.click()
    expect(left(page)).to_be_visible()


def left(page: Page) -> Locator:
    """Return where the page says how many steps are left."""
    return page.locator('office-list [data-text="left"]')


def step(page: Page, name: str) -> Locator:
    """Return the line of a step."""
    return page.locator(f"li#{name}")


def is_done(page: Page, *names: str) -> None:
    for name in names:
        expect(step(page, name).locator('[data-is="done"]').first).to_be_visible()


def change(page: Page, key: str, **typed: str) -> Locator:
    """Fill in the dialog of a setting; return the dialog."""
    page.locator(f'button[data-form="{key}-form"]').click()
    dialog = page.locator(f"#{key}-form")
    for name, text in typed.items():
        dialog.locator(f'[name="{name}"]').fill(text)
    dialog.locator("button.main").click()
    return dialog


def describe(counter: Counter) -> None:
    """Say what the house is like; what cannot be meant is told, and stays typed."""
    counter.open("office/settings/")
    page = counter.page
    expect(change(page, "gates", value="Gate 1\nP1")).to_be_hidden()
    reads(page.locator("li#gates"), "Gate 1, P1")
    dialog = change(page, "noticed_within", value="99")
    reads(dialog.locator("[data-trouble]"), "Write a whole number from 1 to 30.")
    expect(dialog.locator("[name=value]")).to_have_value("99")
    dialog.locator("[name=value]").fill("2")
    dialog.locator("button.main").click()
    expect(dialog).to_be_hidden()
    reads(page.locator("li#noticed_within"), "2 min")


def bring(counter: Counter, kind: str, path: Path, data: bytes) -> None:
    """Look at a list and take it in."""
    path.write_bytes(data)
    counter.open("office/import/")
    page = counter.page
    page.locator(f'label:has([name="kind"][value="{kind}"])').click()
    page.locator("#import-list").set_input_files(path)
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("button", name="Take it in").click()
    reads(page.locator("import-file [data-result]"), "Taken in")
    expect(page.locator('[data-result] [data-text="added"]')).to_have_text("2")


def given_pin(counter: Counter, name: str) -> str:
    """Have the house draw a PIN; read it, once."""
    counter.open("office/staff/")
    page = counter.page
    row = page.locator("li", has_text=name)
    reads(row, "no PIN yet")
    row.get_by_role("button", name="New PIN").click()
    page.locator("#pin-form button.main").click()
    shown = page.locator("#pin-told .told-once")
    expect(shown).to_have_text(re.compile(r"^\d{6}$"))
    pin = shown.inner_text()
    page.locator("#pin-told button.main").click()
    expect(shown).to_be_empty()
    expect(row.get_by_text("no PIN yet")).to_be_hidden()
    return pin


def joined(office: Counter, tablet: Counter) -> None:
    """Let a second device join by a code."""
    office.open("office/devices/")
    page = office.page
    page.locator("new-device [data-open]").click()
    places = page.locator("#device-places option")
    expect(places).to_have_count(2)
    assert [one.get_attribute("value") for one in places.all()] == ["Gate 1", "P1"]
    page.locator("new-device [data-make]").click()
    code = page.locator("new-device [data-code] [data-text=code]")
    expect(code).not_to_be_empty()
    tablet.open("enrol/")
    tablet.page.locator("#enrol-code").fill(code.inner_text())
    tablet.page.locator("enrol-device form button[type=submit]").click()
    tablet.page.wait_for_url("**/en/")


def signed_in(tablet: Counter, name: str, pin: str) -> None:
    """Choose a name and type its PIN; read on in English."""
    lock = tablet.page.locator("desk-lock dialog")
    expect(lock).to_be_visible()
    lock.locator(".tongues [aria-current]").click()
    lock.locator(".tile", has_text=name).click()
    for digit in pin:
        lock.locator(f'[data-key="{digit}"]').click()
    expect(lock).to_be_hidden()


def test_from_nothing_to_the_first_slip(new: House, browser: Screens, tmp_path: Path) -> None:
    once = created(new)
    office, tablet = Counter(browser(new.url)), Counter(browser(new.url))
    page = office.page
    enter(office, once)
    is_done(page, "name", "zone")
    expect(left(page)).to_have_text("14")

    describe(office)
    bring(office, "rooms", tmp_path / "rooms.csv", csv_text(ROOMS).encode("gb18030"))
    bring(office, "people", tmp_path / "people.csv", csv_text(PEOPLE).encode("big5"))
    bring(office, "staff", tmp_path / "staff.xlsx", xlsx(STAFF))
    pin = given_pin(office, "Inés Núñez")

    office.open("office/setup/")
    step(page, "print").get_by_role("button", name="It went well").click()
    for name in ("logo", "channels", "message"):
        step(page, name).get_by_role("button", name="Leave out").click()
        expect(step(page, name).get_by_role("button", name="Do it after all")).to_be_visible()
    is_done(page, "gates", "rooms", "people", "staff", "print")
    expect(left(page)).to_have_text("6")

    joined(office, tablet)
    signed_in(tablet, "Inés Núñez", pin)
    tablet.screen.context.add_init_script(SILENT)
    tablet.write_visitor("Zhang Wei", room="0801")
    times(tablet, 1)
    tablet.page.locator("print-desk [data-asked] [data-on]").click()
    tablet.asks_the_house()
    tablet.waits_until_handed_in()
    assert tablet.screen.faults == office.screen.faults == []

    office.open("office/setup/")
    is_done(page, "tablet", "slip")
    expect(left(page)).to_have_text("4")
    # Whoever comes back another day, with the own password, goes on where it was left.
    office.open()
    reads(page.locator("[data-setup-left]"), "4 steps left")
