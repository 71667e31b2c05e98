"""What the desk says is beside the form, in the language of the page, without a network."""

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
    counter = Counter(browser(live.url))
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
