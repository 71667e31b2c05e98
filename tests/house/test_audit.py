"""The audit over the network: by day, person and kind, in the reader's words, and as a file."""

import csv
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from desk import auditing
from desk.config import ROOT
from desk.db import db, write
from desk.reference import audit
from desk.tables import Audit
from desk.testing.people import CARMEN, DORA
from tests.house.conftest import Office

LOOK = "/api/office/audit"
DAYS = {"from": "2020-01-01", "to": "2029-12-01"}
WRITTEN = re.compile(r"audit\(\s*[^()]*?\"([a-z_]+\.[a-z_]+|export)\"")


@pytest.fixture
def dora(office: Office) -> FlaskClient:
    """Return the administrator's browser."""
    return office(DORA)


def lines(http: FlaskClient, **asked: str) -> list[dict[str, Any]]:
    answer = http.get(LOOK, query_string=DAYS | asked)
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["lines"])


def test_everything_that_is_written_has_its_words() -> None:
    files = [*ROOT.glob("desk/**/*.py"), *ROOT.glob("blueprints/**/*.py")]
    written = {what for file in files for what in WRITTEN.findall(file.read_text("utf-8"))}
    assert len(written) > 20
    assert written <= set(auditing.KINDS)
    assert {group for group, _words in auditing.KINDS.values()} == set(auditing.GROUPS)


def test_a_change_is_told_with_who_and_what(dora: FlaskClient) -> None:
    dora.post("/api/office/settings/closing", json={"value": "21:30"})
    (line,) = lines(dora, group="setting")
    assert (line["who"], line["what"]) == (DORA.name, "changed a setting")
    assert line["detail"] == "Slips are due back at · 22:00 · 21:30"
    assert line["where"].startswith("O1")
    (line,) = lines(dora, group="setting", lang="es")
    assert line["what"] == "cambió un ajuste"


def test_it_is_asked_by_day_person_and_kind(dora: FlaskClient, office: Office) -> None:
    office(CARMEN)
    dora.post("/api/office/settings/closing", json={"value": "21:30"})
    assert {line["who"] for line in lines(dora)} >= {DORA.name, CARMEN.name}
    assert {line["who"] for line in lines(dora, op=CARMEN.id)} == {CARMEN.name}
    assert {line["what"] for line in lines(dora, group="auth", op=CARMEN.id)} == {
        "signed in to the office"
    }
    assert lines(dora, **{"from": "2020-01-01", "to": "2020-01-02"}) == []
    names = [one["name"] for one in dora.get(LOOK, query_string=DAYS).get_json()["people"]]
    assert CARMEN.name in names


def test_the_newest_stand_first_and_a_page_has_an_end(
    dora: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auditing, "MOST", 2)
    with write(1):
        for number in range(3):
            audit(1, "setting.change", DORA.id, key="closing", now=f"0{number}:00")
    for number, row in enumerate(db.session.query(Audit).filter_by(what="setting.change")):
        row.at += number
    db.session.commit()
    answer = dora.get(LOOK, query_string=DAYS | {"group": "setting"}).get_json()
    assert answer["more"] is True
    assert len(answer["lines"]) == 2
    assert answer["lines"][0]["at"] > answer["lines"][1]["at"]


def test_all_of_it_leaves_as_a_file_and_that_is_a_line(dora: FlaskClient) -> None:
    dora.post("/api/office/staff", json={"name": "=2+3", "roles": ["guard"], "lang": "en"})
    answer = dora.get(f"{LOOK}/file", query_string=DAYS | {"kind": "csv", "group": "staff"})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["Code"] for row in rows] == ["staff.add"]
    assert rows[0]["To what"] == "'=2+3 · Guard", "a spreadsheet reckons with no name"
    book = dora.get(f"{LOOK}/file", query_string=DAYS | {"kind": "xlsx"})
    assert book.data[:2] == b"PK"
    taken = db.session.query(Audit).filter_by(what="export").all()
    assert [(row.detail or {})["register"] for row in taken] == ["audit", "audit"]


def test_who_may_look_and_who_may_take(dora: FlaskClient, office: Office) -> None:
    carmen = office(CARMEN)
    assert carmen.get(LOOK, query_string=DAYS).status_code == 200
    taken = carmen.get(f"{LOOK}/file", query_string=DAYS | {"kind": "csv"})
    assert taken.status_code == 403
    for wrong in ({"group": "nothing"}, {"from": "soon"}, {"to": "2019-01-01"}):
        assert dora.get(LOOK, query_string=DAYS | wrong).status_code == 400, wrong
    assert dora.get(f"{LOOK}/file", query_string=DAYS | {"kind": "doc"}).status_code == 400
