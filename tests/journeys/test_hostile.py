"""T16 in Chromium: odd words, typed or arriving, are only words; nothing breaks or is lost."""

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, expect

from desk.demo.team import TEAM
from desk.register import registers
from desk.testing.browsers import Screens
from desk.testing.hostile import HIT, SPELT, WORDS
from desk.testing.samples import samples
from desk.testing.servers import House
from desk.testing.tablet import Key, Tablet
from tests.journeys.counter import Counter, reads
from tests.journeys.neighbour import RUBBISH, Line, enrol
from tests.journeys.screens import PATIENCE_MS, QUIET_MS

pytestmark = [pytest.mark.journey, pytest.mark.slow]

MARTIN = next(member for member in TEAM if "supervisor" in member.roles)
SANDRA = next(member for member in TEAM if "manager" in member.roles)
LANGUAGES = ("en", "zh-Hans", "zh-Hant", "es")
SIZES = ((1280, 800), (390, 844))
ROOM = "t1-12a"
SHOWN = """number => [...document.querySelectorAll("[data-here], [data-preview]")]
  .some((place) => place.innerText.includes(number))"""
SCRIPTS = [Path(__file__).with_name(name) for name in ("hostile.js", "fit.js")]
RESTS = f"fit.settled({QUIET_MS}, {PATIENCE_MS})"


@pytest.fixture
def counter(live: House, browser: Screens) -> Iterator[Counter]:
    """Yield a tablet that is enrolled and hears its console."""
    found = Counter(browser(live.url))
    for script in SCRIPTS:
        found.screen.context.add_init_script(path=script)
    found.enrol()
    errors: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            errors.append(f"{found.page.url}: {message.text}")

    found.page.on("console", heard)
    found.page.on("dialog", lambda dialog: errors.append(f"a dialog says {dialog.message}"))
    yield found
    faults = [*errors, *found.screen.faults]
    assert not faults, "\n".join(faults)


def look(counter: Counter) -> None:
    """Note a script that ran, and what makes the page wider than the screen."""
    page, faults = counter.page, counter.screen.faults
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if (over := page.evaluate("odd.wider()")) > 0:
            faults.append(f"{page.url} {width}: {over} too wide, {page.evaluate('odd.widest()')}")
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    if not page.evaluate("odd.inert()"):
        faults.append(f"{page.url}: not inert")


def good_sample(register: str) -> dict[str, str]:
    first = samples(register)[0]
    values = {**first.values, **first.personal}
    return {k: ROOM if k == "room" else v for k, v in values.items() if isinstance(v, str)}


@pytest.mark.parametrize("register", registers())
def test_whatever_is_typed_is_told_or_kept(counter: Counter, register: str) -> None:
    """Either a message in the page's language, with all that was typed still there, or saved."""
    counter.sign_in()
    counter.keep_shell()
    counter.screen.offline()
    page, good, names = counter.page, good_sample(register), list(SPELT)
    for lang, start in zip(cycle(LANGUAGES), range(0, len(names), 4), strict=False):
        odd = [SPELT[name] for name in (names + names)[start : start + 5]]
        counter.screen.open(f"/{lang}/{register}/new/")
        expect(page.locator("entry-form form")).to_be_visible()
        page.evaluate("values => odd.good(values)", good)
        written = page.evaluate("words => odd.write(words)", odd)
        assert len(written) >= 3
        page.locator("entry-form [type=submit]").click()
        page.wait_for_function(
            "() => location.hash || Object.keys(odd.messages()).length", polling=100
        )
        if "#" not in page.url:
            told = page.evaluate("odd.messages()")
            assert set(told.values()) <= set(page.evaluate("odd.spoken()")), (lang, told)
            kept = page.evaluate("odd.values()")
            assert {name: kept[name] for name in written} == written
            look(counter)
            page.evaluate("values => odd.good(values)", {one: good.get(one, "") for one in told})
            page.locator("entry-form [type=submit]").click()
        page.wait_for_url("**#*")
        page.locator(
            "print-desk [data-print], article, contact-served [data-here]"
        ).first.wait_for()
        look(counter)
    counter.open(f"{register}/")
    expect(page.locator("record-list a.row")).to_have_count(len(range(0, len(names), 4)))
    look(counter)


def flood(house: House) -> dict[str, list[tuple[str, str]]]:
    """Let another tablet and the office send odd words from everywhere words come from."""
    rename(house)
    tablet = enrol(house.url, "desk", WORDS["script"][:60])
    made = {name: [written(tablet, name, word) for word in WORDS.values()] for name in registers()}
    tablet.push()
    assert {one["status"] for one in tablet.results.values()} == {"applied"}
    tablet.post([RUBBISH, {**RUBBISH, "b": json.dumps(WORDS["script"])}])
    tablet.act("visitors.no_such_deed", made["visitors"][0][0], {"x": WORDS["script"]})
    change = {"name": WORDS["template"], "reason": WORDS["script"]}
    tablet.act("visitors.correct", made["visitors"][1][0], {}, change)
    tablet.push()
    return made


def rename(house: House) -> None:
    """Give the house and a member of staff odd names, by the office."""
    office = Line(house.url)
    key = Key()
    proof = key.sign(f"vestibule-enrol-v1\n{SANDRA.login}".encode())
    words = {"login": SANDRA.login, "password": SANDRA.password, "jwk": key.jwk, "proof": proof}
    assert office.post("/api/office/sign-in", words).status_code == 200
    name = {"value": {"en": WORDS["script"][:80], "es": "W" * 80}}
    assert office.ask("PUT", "/api/office/settings/site_name", name).status_code == 200
    hostile = {"name": WORDS["attribute"], "roles": ["receptionist"], "lang": "en"}
    assert office.post("/api/office/staff", hostile).status_code in (200, 201)


def written(tablet: Tablet, register: str, word: str) -> tuple[str, str]:
    """Open a record with the word in every text of its form; return its id and number."""
    first = samples(register)[0]
    form = registers()[register].table[first.action].form
    assert form is not None
    fields = {field.name: field for field in form().fields}
    texts = [name for name, field in fields.items() if field.kind in ("text", "note")]
    said = {name: word[:120] for name in texts if name != "id_last4"}
    values = {name: text for name, text in said.items() if not fields[name].personal}
    spoken = {name: text for name, text in said.items() if fields[name].personal}
    no = tablet.number(registers()[register].letter)
    known = {**first.values, "room": ROOM, **values}
    action = f"{register}.{first.action}"
    return tablet.act(action, None, known, {**first.personal, **spoken}, no=no), no


def test_whatever_arrives_is_shown_as_words(counter: Counter, live: House) -> None:
    made = flood(live)
    counter.sign_in(MARTIN)
    counter.asks_the_house()
    for register, records in made.items():
        walk(counter, register, records)
    search(counter)
    visit_the_office(counter, live)


def walk(counter: Counter, register: str, records: list[tuple[str, str]]) -> None:
    """Look at every list, detail and paper of a register's records."""
    page = counter.page
    for view in ("open", "late", "mine", "closed"):
        counter.open(f"{register}/#{view}")
        page.wait_for_function("() => customElements.get('record-list')", polling=100)
        look(counter)
    counter.open(f"{register}/")
    expect(page.locator("record-list a.row")).to_have_count(len(records))
    reads(page.locator("record-list"), "<script>" + HIT)
    reads(page.locator("record-list"), "{{ 7*7 }}{% raw %}")
    look(counter)
    prints = [f"print/{register}/{one}/" for one in registers()[register].documents]
    for kind in (f"{register}/detail/", *prints):
        counter.open(f"{kind}#{records[0][0]}")
        for record, number in records:
            page.evaluate("id => { location.hash = id; }", record)
            page.wait_for_function(SHOWN, arg=number, polling=100)
            look(counter)


def search(counter: Counter) -> None:
    """Find odd names by typing, on the board and at the gate."""
    page = counter.page
    counter.open()
    for text in ("<script>", "W" * 20, "=cmd|", "__proto__", "مرحبا"):
        page.locator("desk-search input").fill(text)
        look(counter)
    counter.open("scan/")
    page.locator("#scan-code").fill("T1")
    page.keyboard.press("Enter")
    page.locator("scan-slip [data-several] button").first.wait_for()
    look(counter)


def visit_the_office(counter: Counter, live: House) -> None:
    """Look at every other page, the office's among them."""
    page = counter.page
    counter.enter_office("", MARTIN)
    expect(page.locator("office-gate form")).to_be_hidden()
    for file in sorted((live.site / "en").rglob("index.html")):
        place = file.parent.relative_to(live.site / "en").as_posix()
        if place in ("enrol", "404", "offline") or place.startswith("print"):
            continue
        counter.open("" if place == "." else f"{place}/")
        page.locator("main").wait_for()
        assert page.evaluate(RESTS) == ""
        look(counter)
    counter.open("office/quarantine/")
    expect(page.locator("office-list li.row").first).to_be_visible()
