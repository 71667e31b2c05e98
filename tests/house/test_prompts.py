"""What is said, over the network: samples until the house has words of its own."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from desk.config import ROOT
from desk.db import db
from desk.demo.prompts import PROMPTS
from desk.i18n import LOCALES
from desk.tables import Audit
from desk.testing.devices import Devices
from desk.testing.people import CARMEN, DORA
from tests.house.conftest import Office

LOOK = "/api/office/prompts"
OWN = {"title": " Both hands ", "text": "May I, please?"}
SAID = re.compile(r"\bprompt\(\"([a-z_.]+)\"|desk\.greeting\.(when)\b|(desk\.greeting\.)\$")


@pytest.fixture
def dora(office: Office) -> FlaskClient:
    """Return the administrator's browser."""
    return office(DORA)


def listed(http: FlaskClient, lang: str = "en") -> dict[str, dict[str, Any]]:
    return {row["situation"]: row for row in http.get(f"{LOOK}/{lang}").get_json()["prompts"]}


def test_every_situation_that_a_page_knows_can_be_worded() -> None:
    pages = [*ROOT.glob("blueprints/**/*.html"), *ROOT.glob("static/js/**/*.js")]
    said = {found for page in pages for found in SAID.findall(page.read_text("utf-8"))}
    known = {one for one, _when, _part in said if one} | {"desk.greeting.when"}
    known |= {f"desk.greeting.{part}" for part in ("morning", "afternoon", "evening")}
    assert known == set(PROMPTS)


def test_a_sample_is_said_until_the_house_has_its_own(dora: FlaskClient, device: Devices) -> None:
    for lang in LOCALES:
        rows = listed(dora, lang)
        assert [row["own"] for row in rows.values()] == [False] * len(PROMPTS)
        assert (rows["visitors.id"]["title"], rows["visitors.id"]["text"]) == (
            PROMPTS["visitors.id"][lang]
        )
    assert dora.post(f"{LOOK}/visitors.id.en", json=OWN).get_json() == {"changed": True}
    assert dora.post(f"{LOOK}/visitors.id.en", json=OWN).get_json() == {"changed": False}
    row = listed(dora)["visitors.id"]
    assert (row["title"], row["text"], row["own"]) == ("Both hands", "May I, please?", True)
    assert listed(dora, "es")["visitors.id"]["own"] is False
    told = [one for one in device().pull()["refs"] if one["kind"] == "prompt"]
    assert [(one["id"], one["data"]["text"]) for one in told] == [
        ("visitors.id.en", "May I, please?")
    ]


def test_its_own_words_are_taken_back(dora: FlaskClient, device: Devices) -> None:
    assert dora.post(f"{LOOK}/visitors.id.en/drop", json={}).status_code == 404
    dora.post(f"{LOOK}/visitors.id.en", json=OWN)
    assert dora.post(f"{LOOK}/visitors.id.en/drop", json={}).status_code == 200
    assert listed(dora)["visitors.id"]["own"] is False
    assert [one for one in device().pull()["refs"] if one["kind"] == "prompt"] == []
    assert dora.post(f"{LOOK}/visitors.id.en", json=OWN).get_json() == {"changed": True}
    lines = [row.what for row in db.session.query(Audit).order_by(Audit.at, Audit.id)]
    assert [what for what in lines if what.startswith("prompt")] == [
        "prompt.change", "prompt.drop", "prompt.change",
    ]  # fmt: skip


def test_what_cannot_be_said_changes_nothing(dora: FlaskClient, office: Office) -> None:
    for wrong in ({"title": " "}, {"text": ""}, {"text": "x" * 1001}, {"title": "x" * 101}):
        assert dora.post(f"{LOOK}/visitors.id.en", json={**OWN, **wrong}).status_code == 400
    for id in ("visitors.id.fr", "visitors.nothing.en", "nothing"):
        assert dora.post(f"{LOOK}/{id}", json=OWN).status_code == 404
    assert dora.get(f"{LOOK}/fr").status_code == 404
    assert office(CARMEN).post(f"{LOOK}/visitors.id.en", json=OWN).status_code == 403
    assert not any(row["own"] for row in listed(dora).values())
