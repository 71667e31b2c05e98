"""What the desk says is beside the form, in the language of the page, without a network."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import create_engine, text

from desk.demo.prompts import PROMPTS
from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

OWN = {
    "en": "With both hands, please; and say thank you when you give it back.",
    "zh-Hans": "请用双手接过，看完即还，并说谢谢。",
    "zh-Hant": "請用雙手接過，看完即還，並說謝謝。",
}
BUILT_IN = PROMPTS["visitors.id"]["es"]


def rewrite(house: House) -> None:
    """Let the office choose its own words in three languages, and drop the fourth."""
    engine = create_engine(house.database)
    with engine.begin() as line:
        for lang, words in OWN.items():
            done = line.execute(
                text("UPDATE prompt SET text=:words WHERE situation='visitors.id' AND lang=:lang"),
                {"words": words, "lang": lang},
            )
            assert done.rowcount == 1
        line.execute(text("DELETE FROM prompt WHERE lang='es'"))
    engine.dispose()


def card(counter: Counter, situation: str) -> Locator:
    return counter.page.locator(f'prompt-card[data-situation="{situation}"]')


@pytest.mark.rule("S4")
def test_the_card_says_how_to_take_and_give_back_the_id(live: House, browser: Screens) -> None:
    rewrite(live)
    counter = Counter(browser(live.url, joined=False))
    counter.enrol()
    counter.sign_in()
    counter.keep_shell()
    counter.screen.offline()
    for lang in (*OWN, "es"):
        counter.screen.open(f"/{lang}/visitors/new/")
        said = card(counter, "visitors.id")
        title, words = PROMPTS["visitors.id"][lang]
        reads(said, OWN.get(lang, words))
        reads(said, title)
        expect(said).to_be_in_viewport(ratio=1)

    # On a phone it stands there too, before anything is asked.
    counter.page.set_viewport_size({"width": 390, "height": 844})
    counter.open("visitors/new/")
    reads(card(counter, "visitors.id"), OWN["en"])
    expect(card(counter, "visitors.id")).to_be_in_viewport(ratio=1)
    assert counter.screen.faults == []


HOURS = {"morning": 9, "afternoon": 15, "evening": 20}
COURTESY = {
    "en": "sir/madam",
    "zh-Hans": "先生／女士",
    "zh-Hant": "先生／女士",
    "es": "señor/señora",
}
BY_SURNAME = {
    "en": "Mr/Ms Whitfield", "zh-Hans": "Whitfield先生／女士", "zh-Hant": "Whitfield先生／女士",
    "es": "Sr./Sra. Whitfield",
}  # fmt: skip
WHEN = {
    "en": ("3 m", "2–3 steps", "30 s"),
    "zh-Hans": ("三米", "两三步", "三十秒内"),
    "zh-Hant": ("三米", "兩三步", "三十秒內"),
    "es": ("A 3 m", "2 o 3 pasos", "30 s"),
}


def at(hour: int) -> datetime:
    """Return that hour of tomorrow in Hong Kong: a tablet's clock never goes back."""
    tomorrow = datetime.now(ZoneInfo("Asia/Hong_Kong")) + timedelta(days=1)
    return tomorrow.replace(hour=hour, minute=0, second=0, microsecond=0)


@pytest.mark.rule("S15", "S16")
def test_the_card_greets_by_the_hour_and_by_surname(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.work_alone()
    page = counter.page
    page.clock.install(time=at(HOURS["morning"]))
    for part, hour in HOURS.items():
        page.clock.set_system_time(at(hour))
        for lang in COURTESY:
            counter.screen.open(f"/{lang}/contacts/new/")
            said = page.locator("greeting-card")
            _, words = PROMPTS[f"desk.greeting.{part}"][lang]
            reads(said, words.replace("{name}", COURTESY[lang]))
            for trigger in WHEN[lang]:
                reads(said, trigger)
            page.locator('[name="name"]').fill("Mrs Harriet Whitfield")
            reads(said, words.replace("{name}", BY_SURNAME[lang]))
            page.locator('[name="name"]').fill("")
    assert counter.screen.faults == []


@pytest.mark.rule("S15")
def test_a_resident_is_greeted_by_surname(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.work_alone()
    counter.open("contacts/new/")
    search = counter.page.locator('[data-field="room"] [role="combobox"]')
    search.press_sequentially("12")
    answer = counter.page.locator('[data-field="room"] [role="option"]').filter(
        has_text=re.compile("[\u4e00-\u9fff]")
    )
    name = answer.first.locator('[data-text="name"]').inner_text()
    answer.first.click()
    reads(counter.page.locator("greeting-card"), f"Mr/Ms {name[0]}")
    expect(counter.page.locator("greeting-card")).not_to_contain_text(name)
    assert counter.screen.faults == []
