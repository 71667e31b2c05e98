"""The audit over the network: by day, person and kind, in the reader's words, and as a file."""

import ast
import csv
import io
from collections.abc import Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_babel import force_locale

from desk import auditing, roll_call, setting_up
from desk.admission import PERSONAL as LISTS
from desk.config import ROOT
from desk.db import db, write
from desk.i18n import LOCALES
from desk.importing import plan
from desk.reference import audit
from desk.tables import Audit
from desk.testing.people import CARMEN, DORA
from tests.house.conftest import Office

LOOK = "/api/office/audit"
DAYS = {"from": "2020-01-01", "to": "2029-12-01"}
WRITERS = {"audit", "alarm", "_audited", "Audit"}
HANDED_ON = "what"
# Kinds that are put together: their parts are known where they are.
DRAWN = {
    "{}.{}": {f"{table.kind}.{what}" for table in LISTS for what in ("add", "change")},
    "{}.end": {f"{table.kind}.end" for table in LISTS},
    "import.{}": {f"import.{kind}" for kind in plan.KINDS},
    "message.{}": {f"message.{what}" for what in ("phoned", "stop", "again")},
    "roll_call.{}": {f"roll_call.{what}" for what in roll_call.KINDS},
    "setup.{}": {f"setup.{step.name}" for step in setting_up.STEPS if step.told},
}


@pytest.fixture
def dora(office: Office) -> FlaskClient:
    """Return the administrator's browser."""
    return office(DORA)


def lines(http: FlaskClient, **asked: str) -> list[dict[str, Any]]:
    answer = http.get(LOOK, query_string=DAYS | asked)
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["lines"])


def written() -> set[str]:
    """Return every kind of line that the code could write; raise KeyError for one that is new."""
    files = [*ROOT.glob("desk/**/*.py"), *ROOT.glob("blueprints/**/*.py")]
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    named = {
        target.id: value.value
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(value := node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: set[str] = set()
    for node in nodes:
        if (what := said(node)) is not None:
            found |= kinds(what, named)
    return found


def said(node: ast.AST) -> ast.expr | None:
    """Return what a line of the audit is said to be about, where code writes one."""
    if isinstance(node, ast.Assign) and isinstance(place := node.targets[0], ast.Attribute):
        return node.value if place.attr == "what" and ast.unparse(place.value) == "line" else None
    if not isinstance(node, ast.Call) or ast.unparse(node.func).rpartition(".")[2] not in WRITERS:
        return None
    by_name = [one.value for one in node.keywords if one.arg == "what"]
    return next(iter(by_name or node.args[1:2]), None)


def kinds(what: ast.expr, named: Mapping[str, object]) -> set[str]:
    """Return what an expression may be; one that is handed on is told where it comes from."""
    if isinstance(what, ast.Constant):
        return {str(what.value)}
    if isinstance(what, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.Constant) else "{}" for one in what.values]
        return DRAWN["".join(map(str, parts))]
    name = ast.unparse(what).rpartition(".")[2]
    return set() if name == HANDED_ON else {str(named[name])}


def test_everything_that_is_written_has_its_words() -> None:
    found = written()
    assert {"staff.add", "subject.erase", "device_copied", "barred.end", "entry.release"} <= found
    assert found == set(auditing.KINDS), "no words without a line, and no line without its words"
    assert {group for group, _words in auditing.KINDS.values()} == set(auditing.GROUPS)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("locale", list(LOCALES.values()))
def test_its_words_are_there_in_every_language(locale: str) -> None:
    words = [words for _group, words in auditing.KINDS.values()] + list(auditing.GROUPS.values())
    with force_locale("en"):
        english = {str(one) for one in words}
    with force_locale(locale):
        told = {str(one) for one in words}
    assert all(told)
    assert locale == "en" or not told & english


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
