"""The longest slip there can be: every box keeps to itself, and nothing leaves the paper."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from desk.documents import built, document_of
from desk.papers import Surroundings, Wish, scope

LONG = {
    "en": "Wilhelmina Featherstonehaugh-Cholmondeley of Lower Ashby",
    "zh-Hans": "欧阳慧敏 Ouyang Huimin Alexandra Montgomery-Fitzgerald",
    "zh-Hant": "歐陽慧敏 Ouyang Huimin Alexandra Montgomery-Fitzgerald",
    "es": "María de los Ángeles Etxeberria-Villanueva de la Santísima",
}
SITE = {
    "en": "The Residences at Jade Harbour Court, North Tower",
    "zh-Hant": "翠庭海灣豪華住宅北座大樓",
}
AREA = {"en": "The small lounge behind the fountain", "zh-Hant": "噴水池後面的小休息室"}
SCRIPT = (Path(__file__).parent / "worst.js").read_text().partition("export")[0]


def worst(lang: str) -> dict[str, Any]:
    """Return the fullest slip: every line there, a demonstration, a reprint, all names long."""
    document = document_of("visitors", "slip")
    sample = document.sample
    settings = sample["around"]["settings"] | {"site_name": SITE, "waiting_area": AREA}
    record = sample["record"] | {
        "no": "V-L12-000118",
        "f": {"badge": "Visitor 17 · loading bay", "waits": "yes"},
        "p": {"name": LONG[lang]},
    }
    party = [f"V-L12-0001{number}" for number in range(19, 29)]
    around = Surroundings(settings, "Alexander Montgomery", "Tower 3, Podium 12A-12B", party)
    return scope(record, around, Wish(lang, 1795335640000))


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant", "es"])
@pytest.mark.parametrize("paper", ["roll80", "a6"])
def test_nothing_lies_on_anything(words: Flask, page: Page, lang: str, paper: str) -> None:
    document = document_of("visitors", "slip")
    page.add_style_tag(content=document.css)
    page.add_script_tag(content=SCRIPT)
    page.evaluate("(what) => lay(what)", [built(document, lang), worst(lang), paper])
    found = page.evaluate("() => wrong()")
    assert found["laid"] == []
    assert found["out"] == []
    assert found["seal"] > 60, "a stamp needs its room"
