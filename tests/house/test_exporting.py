"""Registers leave the house as tables: whole, in words, without formulas, by who may."""

import csv
import io
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select, update

from desk import exporting, period, purge
from desk.db import db, write
from desk.i18n import LOCALES
from desk.register import registers
from desk.tables import Audit, Person, Record
from desk.testing.devices import Devices
from desk.testing.people import CARMEN, DORA, Someone
from desk.testing.tablet import Tablet
from tests.house.conftest import Office
from tests.house.test_access import FAITH, hire

pytestmark = pytest.mark.engine

DAY = "2026-03-01"
NOON = 1772337600000  # 12:00 of that day in Hong Kong
EVIL = '=HYPERLINK("http://x","y")'


def ask(http: FlaskClient, **other: str) -> Any:
    asked = {"register": "visitors", "from": DAY, "to": DAY, "lang": "en", "kind": "csv", **other}
    return http.get("/api/office/export", query_string=asked)


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def open_at(record: str, at: int) -> None:
    db.session.execute(update(Record).where(Record.id == record).values(opened=at))
    db.session.commit()


@pytest.fixture
def slips(device: Devices) -> list[str]:
    """Write three slips: one evil, one of a day before, one of a minute before midnight."""
    tablet: Tablet = device()
    evil = tablet.sign_in(EVIL, room="r1", host="p1", badge="+7")
    before, last = tablet.sign_in("Day Before"), tablet.sign_in("李小明")
    tablet.push()
    for record, at in ((evil, NOON), (before, NOON - 43_200_001), (last, NOON + 43_199_999)):
        open_at(record, at)
    return [evil, before, last]


def test_a_day_is_the_sites_and_every_word_is_the_readers(slips: list[str], office: Office) -> None:
    answer = ask(office(CARMEN))
    assert answer.headers["Content-Disposition"].endswith('visitors-2026-03-01-2026-03-01.csv"')
    assert answer.data.startswith(b"\xef\xbb\xbf")
    first, last = lines(answer.data.decode("utf-8-sig"))
    assert (first["Visitor’s name"], first["Badge"]) == (f"'{EVIL}", "'+7")
    assert (first["Room"], first["Person visited"], first["State"]) == ("12A", "陈美玲", "On site")
    assert (first["Begun"], last["Begun"]) == ("2026-03-01 12:00", "2026-03-01 23:59")
    assert first["Kind of ID"] == "Identity card"
    assert {row["Number"] for row in (first, last)} == {
        db.session.get_one(Record, slips[0]).no, db.session.get_one(Record, slips[2]).no,
    }  # fmt: skip
    hant = ask(office(CARMEN), lang="zh-Hant").data.decode("utf-8-sig").splitlines()[0]
    assert "訪客姓名" in hant, hant


def test_a_workbook_holds_the_same_and_no_formula(slips: list[str], office: Office) -> None:
    book = load_workbook(io.BytesIO(ask(office(CARMEN), kind="xlsx").data))
    (sheet,) = book.worksheets
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, sheet[2], strict=True))
    assert (sheet.max_row, row["Visitor’s name"].value) == (3, f"'{EVIL}")
    assert row["Begun"].value == datetime.fromisoformat("2026-03-01T12:00")
    assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} <= {
        "inlineStr",
        "s",
        "d",
        "n",
    }


def test_what_was_erased_says_so_and_what_never_was_does_not(
    slips: list[str], office: Office
) -> None:
    purge.erase(1, slips[0], NOON)
    first, last = lines(ask(office(CARMEN)).data.decode("utf-8-sig"))
    assert first["Visitor’s name"] == first["Last four characters"] == "(erased)"
    assert first["Company"] == first["Note"] == ""
    assert last["Visitor’s name"] == "李小明"


@pytest.mark.parametrize(("who", "named"), [(CARMEN, True), (DORA, False), (FAITH, False)])
def test_people_are_named_to_who_leads_a_desk_and_an_office(
    slips: list[str], office: Office, app: Flask, who: Someone, named: bool
) -> None:
    hire(app, FAITH)
    http = office(who)
    text = ask(http).data.decode("utf-8-sig")
    assert all((word in text) is named for word in ("李小明", "陈美玲", "Visitor’s name"))
    asked = {"register": "visitors", "from": DAY, "to": DAY, "lang": "en"}
    told = http.get("/api/office/export/count", query_string=asked).get_json()
    assert told == {"lines": 2, "personal": named, "xlsx": True}


def test_the_audit_keeps_who_took_what(slips: list[str], office: Office) -> None:
    ask(office(CARMEN), kind="xlsx")
    (row,) = db.session.scalars(select(Audit).where(Audit.what == "export"))
    assert (row.op, row.detail) == (
        CARMEN.id,
        {"register": "visitors", "kind": "xlsx", "personal": True, "from": DAY, "to": DAY},
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"register": "x"}, "register"), ({"lang": "fr"}, "lang"), ({"from": "1.3.2026"}, "from"),
     ({"to": "2026-02-28"}, "to"), ({"to": "2099-01-01"}, "to"), ({"kind": "pdf"}, "kind")],
)  # fmt: skip
def test_a_wish_that_means_nothing_is_refused(
    estate: int, office: Office, wrong: dict[str, str], field: str
) -> None:
    answer = ask(office(CARMEN), **wrong)
    assert (answer.status_code, answer.get_json()["field"]) == (400, field)
    assert db.session.scalar(select(Audit).where(Audit.what == "export")) is None


def test_it_goes_on_over_the_end_of_a_batch(
    slips: list[str], estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = period.read("2026-02-27", "2026-03-02", "Asia/Hong_Kong")
    wish = exporting.Wish(estate, registers()["visitors"], days, "en", True)
    whole = list(exporting.table(wish))
    for size in (1, 2, 3):
        monkeypatch.setattr(exporting, "BATCH", size)
        assert list(exporting.table(wish)) == whole
    assert len(whole) == exporting.count(wish) + 1 == 4


def test_another_sites_records_and_names_stay_there(slips: list[str], other_site: int) -> None:
    with write(other_site) as site:
        site.ver += 1
        db.session.add(Person(site=other_site, id="p1", name="Not here", ver=site.ver))
    days = period.read(DAY, DAY, "Asia/Hong_Kong")
    wish = exporting.Wish(other_site, registers()["visitors"], days, "en", True)
    assert len(list(exporting.table(wish))) == 1
    ours = exporting.Wish(1, registers()["visitors"], days, "en", True)
    assert "Not here" not in str(list(exporting.table(ours)))


@pytest.mark.parametrize("register", registers())
@pytest.mark.parametrize("lang", LOCALES)
def test_every_column_of_every_register_has_a_heading(
    estate: int, register: str, lang: str
) -> None:
    days = period.read(DAY, DAY, "Asia/Hong_Kong")
    wish = exporting.Wish(estate, registers()[register], days, lang, True)
    (head,) = exporting.table(wish)
    assert all(head)
    assert not [title for title in head if str(title).isidentifier() and "_" in str(title)]


def test_the_command_writes_a_file(slips: list[str], app: Flask, tmp_path: Path) -> None:
    def run(*words: str) -> Result:
        return app.test_cli_runner().invoke(args=["export", "visitors", *words])

    out = tmp_path / "slips.csv"
    done = run("--from", DAY, "--to", DAY, "--lang", "es", "--csv", "--out", str(out))
    assert (done.exit_code, len(lines(out.read_text("utf-8-sig")))) == (0, 2)
    shown = run("--from", DAY, "--to", DAY, "--without-personal").stdout
    assert len(lines(shown)) == 2
    assert "李小明" not in shown
    assert run("--from", DAY, "--to", "never").exit_code == 1
    assert (
        app.test_cli_runner().invoke(args=["export", "keys", "--from", DAY, "--to", DAY]).exit_code
    )


def test_csv_needs_no_openpyxl() -> None:
    code = (
        "import sys; from desk import sheets, exporting; list(sheets.csv_lines([['a']]));"
        "print('openpyxl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
