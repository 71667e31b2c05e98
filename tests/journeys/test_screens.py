"""Every page of the build in every language, theme and size: nothing cut off or in the way."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from desk.demo.team import TEAM
from desk.qr import record_code
from desk.register import registers
from desk.serve.tls import certificate
from desk.testing.browsers import Screen
from desk.testing.servers import ROOT, House, serving
from tests.journeys import neighbour
from tests.journeys.screens import LANGUAGES, Act, Eye

pytestmark = [pytest.mark.journey, pytest.mark.slow]

MARTIN = next(member for member in TEAM if "supervisor" in member.roles)
LAN = "https://vestibule.local:8443"
LEFT = "room,name,move-out date\nT1-03A,Amelia Pemberton,2026-11-02\n"
ASKED = ("/api/office/", "/api/operators/sign-in")  # these may say no


@dataclass
class Place:
    """A served house and the device that looks at it."""

    house: House
    eye: Eye
    records: dict[str, list[str]]
    turns: dict[str, str]

    def pages(self) -> list[str]:
        """Return the pages of the build, below their language, each with a record to show."""
        files = json.loads((self.house.site / "version.json").read_text())["files"]
        found = [path.removeprefix("/en/") for path in files if path.startswith("/en/")]
        return [self.shown(path) for path in found if path.endswith("/") or not path]

    def shown(self, path: str) -> str:
        """Name the record that a page without one would miss."""
        if path == "visitors/enter/":
            return f"{path}#{self.turns['lobby']}"
        for name in registers():
            if path.startswith((f"{name}/detail/", f"{name}/serve/", f"print/{name}/")):
                return f"{path}#{self.records[name][0]}"
        return path


@pytest.fixture(scope="module")
def place(
    built: Path,
    playwright_driver: Playwright,
    program: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Place]:
    """Serve a house and open a browser that it does not know."""
    folder = tmp_path_factory.mktemp("screens")
    certificate(folder / "served" / "tls", ["vestibule.local", "localhost", "127.0.0.1"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VESTIBULE_LAN_URL", LAN)
        with serving(built, folder / "served") as house:
            screen = Screen(playwright_driver, program, folder / "profile", house.url)
            screen.start()
            yield Place(house, Eye(screen, folder / "pictures"), {}, {})
            screen.kill()


@pytest.fixture(scope="module")
def locked(place: Place) -> Place:
    """Join the house; nobody is at the desk yet."""
    place.eye.counter().enrol()
    place.eye.counter().keep_shell()
    return place


@pytest.fixture(scope="module")
def empty(locked: Place) -> Place:
    """Sit down at the desk of a house where nothing has happened."""
    counter = locked.eye.counter()
    counter.open()
    counter.sign_in(MARTIN)
    return locked


@pytest.fixture(scope="module")
def working(empty: Place) -> Place:
    """Let a day's work arrive from another tablet, and some trouble; open the office."""
    tablet = neighbour.enrol(empty.house.url, "desk", "Lobby, right desk")
    empty.records |= neighbour.fill(tablet)
    empty.turns |= neighbour.meet(tablet)
    leavers = empty.eye.pictures.with_name("people.csv")
    leavers.write_text(LEFT)
    empty.house.flask("import", "people", str(leavers))
    empty.house.flask("tick")
    neighbour.disturb(empty.house.url, tablet)
    neighbour.take_photos(empty.house)
    counter = empty.eye.counter()
    empty.eye.known = ASKED
    counter.enter_office("", MARTIN)
    expect(counter.page.locator("nav[data-inside]")).to_be_visible()
    counter.asks_the_house()
    counter.open("visitors/")
    # After closing time the late ones stand above: rows out of sight are not laid out.
    known = counter.page.locator("record-list a.row", has_text=neighbour.LONG_NAME)
    expect(known.first).to_be_attached()
    empty.eye.known = ()
    return empty


def test_who_is_no_tablet_yet(place: Place) -> None:
    for lang in LANGUAGES:
        place.eye.open(f"/{lang}/enrol/")
        place.eye.judge()
        place.eye.open(f"/trust?lang={lang}")
        place.eye.judge()
    place.eye.verdict()


def test_who_is_here(locked: Place) -> None:
    eye = locked.eye
    eye.known = ASKED
    for lang, member in zip(LANGUAGES, TEAM, strict=False):
        eye.open(f"/{lang}/", lambda page: expect(page.locator(".lock")).to_be_visible())
        eye.judge("locked")
        eye.page.locator(f'[data-op="{member.id}"]').click()
        for digit in "000001":
            eye.page.locator(f'.lock [data-key="{digit}"]').click()
        expect(eye.page.locator(".lock .error")).not_to_be_empty()
        eye.judge("wrong PIN")
    eye.known = ()
    eye.verdict()


@pytest.mark.parametrize("path", ["", "visitors/", "contacts/", "queue/", "office/attention/"])
def test_nothing_has_happened_yet(empty: Place, path: str) -> None:
    empty.eye.known = ASKED
    for lang in LANGUAGES:
        empty.eye.open(f"/{lang}/{path}")
        empty.eye.judge("empty")
    empty.eye.known = ()
    empty.eye.verdict()


DIALOGS = "[...document.querySelectorAll('main dialog')].map((one, at) => (one.dataset.at = at))"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_and_its_dialogs(working: Place, lang: str) -> None:
    eye = working.eye
    for path in working.pages():
        eye.open(f"/{lang}/{path}")
        eye.judge()
        place = eye.at
        for number in eye.page.evaluate(DIALOGS):
            dialog = eye.page.locator(f'main dialog[data-at="{number}"]')
            dialog.evaluate("one => one.showModal()")
            eye.at = place
            eye.judge(f"dialog {dialog.get_attribute('id') or number}")
            dialog.evaluate("one => one.close()")
    eye.verdict()


def wrong(page: Page) -> None:
    """Open the rest of the form and save it unfilled, with two companions."""
    page.locator('label:has([name="id_kind"][value="passport"])').first.click()
    page.locator('[name="id_last4"]').first.fill("48X1")
    for _each in range(2):
        page.locator("companion-list [data-add]").click()
    page.locator('button[type="submit"]').click()
    expect(page.locator('[aria-invalid="true"]').first).to_be_visible()


def choosing(page: Page) -> None:
    """Look for a resident by a number that many flats have."""
    page.locator('label:has([name="id_kind"][value="passport"])').first.click()
    page.locator('[name="id_last4"]').first.fill("48X1")
    page.locator('[data-field="room"] [role="combobox"]').press_sequentially("12")
    expect(page.locator('[data-field="room"] [role="option"]').first).to_be_visible()


def visiting(page: Page, name: str, room: str) -> None:
    """Say who comes to which home."""
    page.locator('label:has([name="id_kind"][value="passport"])').first.click()
    page.locator('[name="id_last4"]').first.fill("48X1")
    page.locator('[name="name"]').first.fill(name)
    page.locator('[data-field="room"] [role="combobox"]').press_sequentially(room)
    page.locator('[data-field="room"] [role="option"]').first.click()
    expect(page.locator("home-says [data-if=home]")).to_be_visible()


def home_says(page: Page) -> None:
    """Read what a home with many wishes says of somebody whom it lets in."""
    visiting(page, "Rosa Núñez", "T1-12B")


def asking(page: Page) -> None:
    """Come upon a name for which a supervisor is asked."""
    visiting(page, "Viktor Sample", "T1-10A")
    page.locator("home-says [data-ask]").click()
    expect(page.locator("dialog[data-supervisors]")).to_be_visible()


def asked(page: Page) -> None:
    """Read the reason as a supervisor."""
    asking(page)
    page.locator(f'dialog label:has([value="{MARTIN.id}"])').click()
    page.locator("#supervise-pin").fill(MARTIN.pin)
    page.locator("#supervise-pin").press("Enter")
    expect(page.locator("dialog[data-supervisors] .rows li")).to_be_visible()


def official(page: Page) -> None:
    """Come on official business, and stay long: all that asks stands there."""
    page.locator('label:has([name="id_kind"][value="work_id"])').first.click()
    page.locator('[name="id_last4"]').first.fill("5520")
    page.locator('label:has([name="purpose"][value="official"])').first.click()
    page.locator('[name="stays"]').fill("90")
    page.locator("[data-room]").first.click()
    expect(page.locator('[data-room][aria-pressed="true"]')).to_be_visible()


def photographed(page: Page) -> None:
    """Take a photo, and then a file that is none."""
    page.locator('label:has([name="id_kind"][value="passport"])').first.click()
    page.locator('[name="id_last4"]').first.fill("48X1")
    page.locator("more-row summary").click()
    part = page.locator("picture-field")
    part.locator('[type="file"]').set_input_files(ROOT / "static/images/app-512.png")
    expect(part.locator("img")).to_be_visible()
    part.locator('[type="file"]').set_input_files(ROOT / "README.md")
    expect(part.locator('[data-fault="broken"]')).to_be_visible()


def elsewhere(page: Page) -> None:
    """Look at a record whose photo has not come yet."""
    expect(page.locator('picture-view [data-away="blob_missing"]')).to_be_visible()


def known(page: Page) -> None:
    """See an ID that was seen before."""
    page.locator('label:has([name="id_kind"][value="passport"])').first.click()
    page.locator('[name="id_last4"]').first.fill("77X1")
    expect(page.locator("known-visitor [data-id]").first).to_be_visible()


def moved_out(page: Page) -> None:
    """Ask for somebody who has left, with what is seldom asked unfolded."""
    page.locator('label:has([name="id_kind"][value="passport"])').first.click()
    page.locator('[name="id_last4"]').first.fill("48X1")
    page.locator("more-row summary").click()
    page.locator('[data-field="room"] [role="combobox"]').press_sequentially("Amelia Pemberton")
    expect(page.locator("moved-out [data-home]")).to_be_visible()


def going_up(page: Page) -> None:
    """See the courier's ID."""
    page.locator('label:has([name="id_kind"][value="work_id"])').first.click()
    page.locator('[name="id_last4"]').first.fill("3390")
    expect(page.locator('[name="badge"]')).to_be_enabled()


def stepping(act: str) -> Act:
    """Open the dialog of a step on a record's page."""

    def step(page: Page) -> None:
        page.locator(f'record-actions [data-act="{act}"]:visible').first.click()
        expect(page.locator("dialog[open]")).to_be_visible()

    return step


def unprinted(page: Page) -> None:
    """Find out that no printer is there."""
    page.evaluate("window.print = null")
    page.locator("print-desk [data-ready] [data-print]").click()
    expect(page.locator("print-desk [data-failed]")).to_be_visible()


def photographing(page: Page) -> None:
    """Show the code instead of a paper."""
    page.locator("print-desk [data-ready] [data-show]").click()
    expect(page.locator("[data-code-dialog]")).to_be_visible()


def searching(page: Page) -> None:
    """Find somebody from the board."""
    page.locator("desk-search input").press_sequentially("mar")
    expect(page.locator("desk-search [role=option]").first).to_be_visible()


def finding_nothing(page: Page) -> None:
    """Look from the board for somebody who is not here."""
    page.locator("desk-search input").press_sequentially("qqqq")
    expect(page.locator("desk-search [data-nothing]")).to_be_visible()


def scanning_wrong(page: Page) -> None:
    """Read a code that no slip has."""
    page.locator("#scan-code").fill("V-XX-999999")
    page.locator("#scan-code").press("Enter")
    expect(page.locator("[data-said]")).to_be_visible()


def unfolding(page: Page) -> None:
    """Unfold the history."""
    page.locator("record-history summary").click()
    expect(page.locator("record-history li").first).to_be_visible()


def shown(page: Page) -> None:
    """Wait for the record."""
    expect(page.locator("article:visible").first).to_be_visible()


def more(page: Page) -> None:
    """Open the menu of what is seldom done."""
    page.locator("details.more summary").click()
    expect(page.locator(".menu button").first).to_be_visible()


def merging(page: Page) -> None:
    """Say of two slips which one stays, and forget to say why."""
    page.locator("entered-twice [data-merge]").click()
    dialog = page.locator("dialog:has(#twice-title)")
    dialog.locator("button.main").click()
    expect(dialog.locator('[data-field="merged_why"] .error')).not_to_be_empty()


STATES = {
    "errors": ("visitors/new/", wrong),
    "choosing": ("visitors/new/", choosing),
    "official and long": ("visitors/new/", official),
    "a home says": ("visitors/new/", home_says),
    "asking a supervisor": ("visitors/new/", asking),
    "the reason": ("visitors/new/", asked),
    "photographed": ("visitors/new/", photographed),
    "a photo elsewhere": ("visitors/detail/#{2}", elsewhere),
    "found": ("", searching),
    "not found": ("", finding_nothing),
    "late": ("visitors/#late", None),
    "closed": ("visitors/#closed", None),
    "unfolded": ("visitors/detail/#{0}", unfolding),
    "more": ("visitors/detail/#{0}", more),
    "waiting": ("visitors/detail/#{1}", shown),
    "late slip": ("visitors/detail/#{3}", shown),
    "flagged": ("visitors/detail/#{6}", shown),
    "known visitor": ("visitors/new/", known),
    "moved out": ("visitors/new/", moved_out),
    "goes up": ("visitors/enter/#{lobby}", going_up),
    "to hand over": ("visitors/detail/#{to hand over}", shown),
    "handing over": ("visitors/detail/#{to hand over}", stepping("hand_over")),
    "standing in": ("visitors/detail/#{to hand over}", stepping("stand_in")),
    "not seen leaving": ("visitors/detail/#{unseen}", shown),
    "closed by the house": ("visitors/detail/#{auto closed}", shown),
    "did not come": ("invitations/detail/#{no show}", shown),
    "no printer": ("print/visitors/slip/#{unseen}", unprinted),
    "code to photograph": ("print/visitors/slip/#{to hand over}", photographing),
    "entered twice": ("visitors/detail/#{twice}", merging),
    "unknown record": ("visitors/detail/#019a0000-0000-7000-8000-000000000001", None),
    "scanned": ("scan/#{code}", shown),
    "scanned invitation": ("scan/#{invited}", shown),
    "begun by invitation": ("visitors/new/#{invitation}", None),
    "scanned wrong": ("scan/", scanning_wrong),
    "printing several": ("print/visitors/slip/#{0},{1}", None),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_in_a_state(working: Place, state: str) -> None:
    path, act = STATES[state]
    records = working.records["visitors"]
    invitation = working.records["invitations"][0]
    codes = {"code": record_code(records[0]), "invited": record_code(invitation)}
    working.eye.known = ("/api/blobs/",)  # what has not come is not there
    there = path.format(*records, **codes, **working.turns, invitation=invitation)
    for lang in LANGUAGES:
        working.eye.open(f"/{lang}/{there}", act)
        working.eye.judge(state)
    working.eye.known = ()
    working.eye.verdict()


def test_what_waits_for_the_network(working: Place) -> None:
    eye = working.eye
    eye.known = ("/api/",)
    eye.screen.offline()
    record = eye.counter().write_visitor("Chan Siu Ming", companions=("Wong Ka Yan",))
    for lang in LANGUAGES:
        for path in ("", "visitors/", "queue/", f"visitors/detail/#{record}", "office/"):
            eye.open(f"/{lang}/{path}")
            eye.judge("offline")
    eye.screen.offline(False)
    eye.known = ()
    eye.verdict()


PLANT = """([tag, text, look]) => {
  const planted = document.createElement(tag);
  planted.textContent = text;
  Object.assign(planted.style, look);
  document.querySelector('main').append(planted);
}"""
PLANTED = {
    "too wide": ["p", "Wide", {"width": "3000px"}],
    "cut off": ["p", "Cut off", {"width": "9px", "overflow": "hidden", "whiteSpace": "nowrap"}],
    "runs off": ["p", "Away", {"position": "absolute", "right": "-30px"}],
    "too small": ["button", "Tiny", {"height": "20px"}],
    "overlap": ["p", "Laid over " * 200, {"position": "absolute", "inset": "0"}],
    "not seen": ["button", "No ring", {"outline": "none", "height": "80px"}],
    "covered": ["p", "", {"position": "fixed", "inset": "0"}],
    "color-contrast": ["p", "Pale", {"color": "#e8e0d0"}],
}
DONE = {
    "console: Oh no": "console.error('Oh no')",
    "uncaught": "setTimeout(() => { throw new Error('Oh no') })",
    "answer: 404": "fetch('/nothing/here').then(() => null)",
    "broken: style-src": "document.body.setAttribute('style', 'color: red')",
    "broken: require-trusted": "try { document.body.innerHTML = '<b>' } catch { 'as it should' }",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_the_eye_sees(place: Place, fault: str) -> None:
    place.eye.open("/en/enrol/")
    place.eye.page.evaluate(PLANT, PLANTED[fault])
    place.eye.judge("planted")
    with pytest.raises(AssertionError, match=fault):
        place.eye.verdict()


@pytest.mark.parametrize("fault", DONE)
def test_the_eye_hears(place: Place, fault: str) -> None:
    place.eye.open("/en/enrol/")
    place.eye.page.evaluate(DONE[fault])
    place.eye.rest()
    place.eye.judge()
    with pytest.raises(AssertionError, match=fault):
        place.eye.verdict()
