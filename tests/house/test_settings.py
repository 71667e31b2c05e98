"""Settings over the network: asked for as people write, told in the reader's language."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from desk import reference
from desk.db import db
from desk.settings import ASKED, SETTINGS, fits
from desk.settings_words import GROUPS
from desk.tables import Audit
from desk.testing.people import CARMEN, DORA
from tests.house.conftest import Office

LOOK = "/api/office/settings"
ELSEWHERE = {"retention", "setup_skipped", "demo"}  # a page of its own; never on a real site


@pytest.fixture
def dora(office: Office) -> FlaskClient:
    """Return the administrator's browser."""
    return office(DORA)


def stands(key: str) -> Any:
    db.session.expire_all()
    return reference.setting(1, key)


def test_every_setting_has_its_place_and_its_words() -> None:
    shown = [said.key for _title, group in GROUPS for said in group]
    assert sorted(shown) == sorted(ASKED)
    assert set(SETTINGS) - set(ASKED) == ELSEWHERE
    assert all(fits(key, kind.default) for key, kind in SETTINGS.items())


WRITTEN: list[tuple[str, dict[str, object], object]] = [
    (
        "site_name",
        {"en": " Jade Court ", "zh-Hans": "翠庭"},
        {"en": "Jade Court", "zh-Hans": "翠庭"},
    ),
    ("zone", {"value": "America/Mexico_City"}, "America/Mexico_City"),
    ("closing", {"value": "9:30"}, "09:30"),
    ("closing", {"value": "21：30"}, "21:30"),
    ("noticed_within", {"value": "3"}, 3),
    ("idle_lock", {"value": "600"}, 600),
    ("gates", {"value": "Gate 1\nP1，大堂\n"}, ["Gate 1", "P1", "大堂"]),
    ("gates", {}, []),
    ("holidays", {"value": "2027-01-01\n2026-12-25"}, ["2026-12-25", "2027-01-01"]),
    ("paper_languages", {"first": "zh-Hant", "second": "en"}, ["zh-Hant", "en"]),
    ("paper_languages", {"first": "es", "second": "es"}, ["es"]),
    ("quiet", {"from": "22:00", "to": "8:00"}, ["22:00", "08:00"]),
    ("quiet", {}, []),
    ("papers", {"visitors.slip": "a6"}, {"visitors.slip": "a6"}),
    ("logo", {}, ""),
]


@pytest.mark.parametrize(("key", "given", "kept"), WRITTEN)
def test_what_people_write_is_understood(
    dora: FlaskClient, key: str, given: dict[str, object], kept: object
) -> None:
    assert dora.post(f"{LOOK}/{key}", json=given).status_code == 200
    assert stands(key) == kept


def test_working_hours_are_written_by_the_day(dora: FlaskClient) -> None:
    week = {"mon": "9:00-12:00, 13:00–18:00", "tue": "09:00至18:00", "sun": ""}
    assert dora.post(f"{LOOK}/opening", json=week).status_code == 200
    kept = stands("opening")
    assert kept["mon"] == [["09:00", "12:00"], ["13:00", "18:00"]]
    assert (kept["tue"], kept["sun"]) == ([["09:00", "18:00"]], [])


NO_ZONE = "There is no such time zone. Write it like Asia/Hong_Kong."
NO_LOGO = "This picture is too large or of another kind."
WRONG: list[tuple[str, dict[str, object], str]] = [
    ("noticed_within", {"value": "31"}, "Write a whole number from 1 to 30."),
    ("noticed_within", {"value": "soon"}, "Write a whole number from 1 to 30."),
    ("noticed_within", {"value": ["1"]}, "Write a whole number from 1 to 30."),
    ("idle_lock", {}, "Write a whole number from 30 to 600."),
    ("closing", {"value": "25:00"}, "Write a time like 09:30."),
    ("zone", {"value": "Mars/Olympus"}, NO_ZONE),
    ("site_name", {"en": "x" * 201}, "At most 200 letters for each language."),
    ("gates", {"value": "1\n1"}, "At most 40 names, each once and of at most 40 letters."),
    ("holidays", {"value": "25/12/2026"}, "Write each day like 2026-12-25."),
    ("paper_languages", {}, "Choose at least one language."),
    ("paper_languages", {"first": "fr"}, "Choose at least one language."),
    ("quiet", {"from": "22:00"}, "Write from when to when, like 22:00 and 08:00, or nothing."),
    ("opening", {"mon": "18:00–9:00"}, "Write hours in order, like 09:00–12:00, 13:00–18:00."),
    ("opening", {"mon": "all day"}, "Write hours in order, like 09:00–12:00, 13:00–18:00."),
    ("papers", {"visitors.slip": "a3"}, "Choose one of these papers."),
    ("papers", {"x": {"y": "a6"}}, "Choose one of these papers."),
    ("logo", {"value": "data:image/svg+xml;base64,PHN2Zz4="}, NO_LOGO),
]


@pytest.mark.parametrize(("key", "given", "said"), WRONG)
def test_what_cannot_be_meant_is_told_and_changes_nothing(
    dora: FlaskClient, key: str, given: dict[str, object], said: str
) -> None:
    before = stands(key)
    answer = dora.post(f"{LOOK}/{key}", json=given)
    assert (answer.status_code, answer.get_json()["message"]) == (400, said)
    assert stands(key) == before


def test_it_is_told_in_the_readers_language(dora: FlaskClient) -> None:
    no = dora.post(f"{LOOK}/noticed_within?lang=es", json={"value": "0"}).get_json()
    assert no["message"] == "Escriba un número entero de 1 a 30."


def test_a_line_tells_each_setting_and_what_is_usual(dora: FlaskClient) -> None:
    dora.post(f"{LOOK}/quiet", json={"from": "22:00", "to": "08:00"})
    dora.post(f"{LOOK}/noticed_within", json={"value": "3"})
    answer = dora.get(f"{LOOK}?lang=zh-Hans").get_json()
    told = {key: (row["said"], row["usual"]) for key, row in answer["told"].items()}
    assert told["noticed_within"] == ("3", "1")
    assert told["quiet"] == ("22:00–08:00", "")
    assert told["opening"] == ("周一–周五 09:00–18:00", "")
    assert told["papers"] == ("80 毫米卷纸", "")
    forms = {row.pop("id"): row for row in answer["forms"]}
    assert forms["quiet"] == {"from": "22:00", "to": "08:00"}
    assert forms["opening"]["mon"] == "09:00–18:00"


def test_what_a_form_holds_at_first_comes_back_unchanged(dora: FlaskClient) -> None:
    dora.post(f"{LOOK}/site_name", json={"en": "Jade Court"})
    for row in dora.get(LOOK).get_json()["forms"]:
        key = row.pop("id")
        before = stands(key)
        given = {name: value for name, value in row.items() if value}
        assert dora.post(f"{LOOK}/{key}", json=given).status_code == 200, key
        kept = stands(key)
        if key == "opening":  # an empty day is written out
            kept = {day: spans for day, spans in kept.items() if spans}
        assert kept == before, key


def test_the_audit_keeps_what_stood_before(dora: FlaskClient) -> None:
    dora.post(f"{LOOK}/closing", json={"value": "21:30"})
    line = db.session.query(Audit).filter_by(what="setting.change").one()
    assert line.detail == {"key": "closing", "was": "22:00", "now": "21:30"}
    assert (line.op, bool(line.dev)) == (DORA.id, True)


def test_only_managers_change_and_only_what_is_asked(dora: FlaskClient, office: Office) -> None:
    assert office(CARMEN).post(f"{LOOK}/closing", json={"value": "21:30"}).status_code == 403
    for key in (*ELSEWHERE, "nothing"):
        assert dora.post(f"{LOOK}/{key}", json={"value": "yes"}).status_code == 404
