"""The certificate of an erasure: what went, when, by whom, and that the journal stayed whole."""

import re
import unicodedata
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select, update

from desk import erasing, purge
from desk.db import db
from desk.erasure_paper import DOCUMENT, facts, pdf
from desk.i18n import LOCALES
from desk.tables import Audit, Journal, Record
from desk.testing.devices import Devices
from desk.testing.people import CARMEN
from tests.house.conftest import EVE, Office, office, other_site

__all__ = ["office", "other_site"]

NAME = "Zzyzx Quillfeather"


def flat(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def text(data: bytes) -> str:
    """Return all that stands on a paper, without spaces."""
    [page] = PdfReader(BytesIO(data)).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [148, 210]
    return flat(page.extract_text())


@pytest.fixture
def erased(device: Devices, office: Office) -> Audit:
    """Erase what a slip said of somebody."""
    tablet = device()
    slip = tablet.sign_in(NAME, company="Ink & Sons")
    tablet.push()
    erasing.erase(1, slip, f"{NAME} wrote a letter", CARMEN.id)
    return db.session.scalars(select(Audit).where(Audit.what == erasing.ERASED)).one()


def ask(office: Office, who: Any, id: str, lang: str = "en") -> Any:
    return office(who).get(f"/api/office/erasures/{id}/certificate.pdf?lang={lang}")


def test_it_says_what_went_and_nothing_of_whom(erased: Audit, office: Office) -> None:
    told = text(ask(office, CARMEN, erased.id).data)
    record = db.session.get_one(Record, (erased.detail or {})["record"])
    line = db.session.scalars(select(Journal).where(Journal.t == purge.PURGED)).one()
    for word in (record.no, "Visitor’s name", "Company", "Last four characters", CARMEN.name):
        assert flat(str(word)) in told, word
    seal = line.hash.hex()[:16]
    assert seal in told
    assert str(line.seq) in told
    assert "1/1" in told, "whole before"
    assert "2/2" in told, "whole after, the house's own line with it"
    assert "doesnothold" not in told
    assert "Quillfeather" not in told
    assert "Ink" not in told


def test_it_says_so_when_the_journal_was_altered(erased: Audit, office: Office) -> None:
    db.session.execute(update(Journal).where(Journal.seq == 1).values(recv=1))
    db.session.commit()
    assert "doesnothold" in text(ask(office, CARMEN, erased.id).data)


@pytest.mark.parametrize("lang", LOCALES)
def test_it_has_its_words_in_four_languages(app: Flask, erased: Audit, lang: str) -> None:
    sample = DOCUMENT.sample
    told = text(pdf(sample["said"], sample["settings"], lang))
    assert {"en": "Certificateoferasure", "zh-Hans": "个人资料删除证明",
            "zh-Hant": "個人資料刪除證明", "es": "Certificadodeborrado"}[lang] in told  # fmt: skip
    name = {"en": "Visitor’s name", "zh-Hans": "访客姓名", "zh-Hant": "訪客姓名",
            "es": "Nombre del visitante"}[lang]  # fmt: skip
    assert name in [field["name"] for field in facts(erased, lang)["fields"]]


def test_only_an_erasure_of_this_house_has_one(
    erased: Audit, office: Office, other_site: int
) -> None:
    assert ask(office, EVE, erased.id).status_code == 404
    assert ask(office, CARMEN, erased.id, "fr").status_code == 404
    other = db.session.scalars(select(Audit).where(Audit.what != erasing.ERASED)).first()
    assert other is not None
    assert ask(office, CARMEN, other.id).status_code == 404
