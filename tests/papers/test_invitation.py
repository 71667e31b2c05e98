"""The invitation on paper: four languages, two sizes, a code that a gate can read."""

import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from desk import bind
from desk.documents import built, document_of, print_page, sample_page
from desk.documents import page as filled
from desk.papers import Surroundings, Wish, scope
from desk.qr import record_code
from tests.papers.test_slip import (
    HOSTILE,
    LANGUAGES,
    LAY,
    PAPERS,
    SECOND,
    decode,
    read,
    said,
    shown,
)
from tests.papers.test_worst import LONG, SCRIPT, SITE

PHRASES = ("Invitation", "Visitor", "Visiting", "Day", "Only on")
EACH = "Please show this code at the desk each time you come, with your ID"
ONCE = "Please show this code at the desk when you come, with your ID. It counts once."


def invitation(record: dict[str, Any] | None = None, lang: str = "en") -> dict[str, Any]:
    sample = document_of("invitations", "invitation").sample
    return scope(sample["record"] | (record or {}), Surroundings(**sample["around"]), Wish(lang))


def pdf(values: dict[str, Any], paper: str = "a6") -> bytes:
    document = document_of("invitations", "invitation")
    return print_page(document, filled(document, values, "Asia/Hong_Kong", paper), paper)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_markup_is_what_was_agreed(words: Flask, lang: str) -> None:
    document = document_of("invitations", "invitation")
    expected = document.folder / f"expected.{lang}.html"
    if os.environ.get("EXPECT"):
        expected.write_text(sample_page(document, lang, "a6"), "utf-8")
    assert sample_page(document, lang, "a6") == expected.read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_it_says_who_where_and_when_in_two_languages(words: Flask, lang: str, paper: str) -> None:
    text = read(pdf(invitation(lang=lang), paper))
    for phrase in (*PHRASES, EACH):
        assert said(phrase, lang) in text
        assert said(phrase, SECOND[lang]) in text
    for fact in ("E-L2-000031", "欧阳慧", "T1-12AZ.W.", "09:30", "24", "18"):
        assert fact in text


def test_a_single_one_counts_once(words: Flask) -> None:
    single = {"f": {"from_day": "2026-11-24"}}
    text = read(pdf(invitation(single)))
    assert said(ONCE, "en") in text
    assert said(EACH, "en") not in text
    assert "24Nov2026" in text
    assert "Onlyon" not in text


def test_it_tells_no_note_and_no_company(words: Flask) -> None:
    text = read(pdf(invitation()))
    assert "neveronpaper" not in text
    assert "HarbourWorks" not in text


@pytest.mark.parametrize("paper", PAPERS)
def test_the_code_is_read_from_a_thermal_print(words: Flask, tmp_path: Path, paper: str) -> None:
    record = "0193517a-8c2e-7b11-9d04-3f6a2b8c5e74"
    assert decode(pdf(invitation({"id": record}), paper), tmp_path) == record_code(record)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(words: Flask, text: str) -> None:
    record = {"p": {"name": text, "host_name": text}, "no": text}
    assert "E-L2" not in read(pdf(invitation(record)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_the_browser_prints_the_same(words: Flask, page: Page, lang: str, paper: str) -> None:
    document = document_of("invitations", "invitation")
    values = invitation(lang=lang)
    page.add_style_tag(content=document.css)
    page.evaluate(LAY, [built(document, lang), values, paper])
    theirs = read(page.pdf(prefer_css_page_size=True, print_background=True))
    mine = read(pdf(values, paper))
    assert sorted(theirs) == sorted(mine)
    for text in shown(bind.parse(filled(document, values, "Asia/Hong_Kong", paper))):
        assert text in theirs


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_lies_on_anything(words: Flask, page: Page, lang: str, paper: str) -> None:
    document = document_of("invitations", "invitation")
    sample = document.sample
    days = {"weekdays": "mon,tue,wed,thu,fri,sat,sun"}
    record = {"no": "E-L12-000118", "f": sample["record"]["f"] | days, "p": {"name": LONG[lang]}}
    settings = sample["around"]["settings"] | {"site_name": SITE}
    around = Surroundings(settings, "Alexander Montgomery", "Tower 3, Podium 12A-12B")
    values = scope(sample["record"] | record, around, Wish(lang, 1795335640000))
    page.add_style_tag(content=document.css)
    page.add_script_tag(content=SCRIPT)
    page.evaluate("(what) => lay(what)", [built(document, lang), values, paper])
    found = page.evaluate("() => wrong()")
    assert (found["laid"], found["out"]) == ([], [])
