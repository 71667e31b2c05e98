"""Somebody asks what the house keeps of them: found, handed over, erased, and told apart."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from desk import erasing, leavers, purge
from desk.db import db, write
from desk.erasure_paper import facts
from desk.reference import touch
from desk.tables import Audit, Barred, Household, Permission, Person, Personal, Record, Room, Site
from desk.testing.devices import Devices
from desk.testing.people import CARMEN, DORA
from desk.time import DAY_MS, now_ms
from tests.house.conftest import EVE, Office

API = "/api/office/subject"


@pytest.fixture
def dora(office: Office) -> FlaskClient:
    """Return the administrator's browser."""
    return office(DORA)


@pytest.fixture
def slips(device: Devices) -> tuple[str, str, str]:
    """Sign in two people of one name, and another."""
    tablet = device()
    made = (
        tablet.sign_in("José Ñandú", id_last4="4821", company="Ink & Sons"),
        tablet.sign_in("José Ñandú", id_last4="7734"),
        tablet.sign_in("Zhang Wei", id_last4="9910"),
    )
    tablet.push()
    return made


def person(id: str, name: str, left: str) -> Person:
    """Put somebody on the estate's list."""
    with write(1) as site:
        db.session.add(Room(site=1, id="r-gone", name="9C", ver=site.ver))
        row = Person(
            id=id, name=name, key=name.lower(), room="r-gone", phone="9123 4567", moved_out=left
        )
        touch(site, row)
    return row


def found(http: FlaskClient, **asked: str) -> dict[str, Any]:
    answer = http.post(f"{API}/find", json=asked)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def ids(told: dict[str, Any]) -> set[str]:
    return {row["id"] for row in told["records"]}


def test_one_is_found_by_name_without_accents_and_told_apart_by_signs(
    dora: FlaskClient, slips: tuple[str, str, str]
) -> None:
    first, second, third = slips
    assert ids(found(dora, name="jose nandu")) == {first, second}
    assert ids(found(dora, name="josé")) == {first, second}
    assert ids(found(dora, name="ink & s")) == {first}
    both = found(dora, name="jose", signs="7734")
    assert ids(both) == {second}
    assert both["records"][0]["said"] == "7734 · José Ñandú"
    assert ids(found(dora, signs="9910")) == {third}
    assert ids(found(dora, name="100%")) == set()


def test_too_little_to_look_for_is_told(dora: FlaskClient) -> None:
    for asked, field in (
        ({}, "name"),
        ({"name": "J"}, "name"),
        ({"name": "", "signs": "12"}, "signs"),
    ):
        answer = dora.post(f"{API}/find", json=asked)
        assert (answer.status_code, answer.get_json()["field"]) == (400, field), asked
    chosen: tuple[dict[str, Any], ...] = (
        {}, {"records": "x"}, {"records": [1]}, {"people": ["x" * 80]},
    )  # fmt: skip
    for ticked in chosen:
        answer = dora.post(f"{API}/erase", json={**ticked, "reason": "A letter"})
        assert answer.status_code == 400, ticked


def test_the_file_holds_all_that_was_ever_said_of_them(
    dora: FlaskClient, device: Devices, slips: tuple[str, str, str]
) -> None:
    tablet = device()
    tablet.act("visitors.correct", slips[0], {}, {"name": "José Ñandú Ruiz", "reason": "Misheard"})
    tablet.push()
    answer = dora.post(f"{API}/file", json={"records": [slips[0]], "lang": "es"})
    head, *rows = answer.get_json()["rows"]
    assert head == ["Registro", "Número", "Escrito", "Qué", "Valor"]
    values = [row[4] for row in rows]
    for value in ("José Ñandú", "José Ñandú Ruiz", "4821", "Ink & Sons"):
        assert value in values, value
    assert "Nombre del visitante" in [row[3] for row in rows]
    assert "7734" not in values
    line = db.session.scalars(select(Audit).where(Audit.what == "subject.file")).one()
    assert line.op == DORA.id
    assert line.detail == {"records": [slips[0]], "people": [], "lines": []}


def test_what_was_ticked_goes_with_one_certificate_and_the_journal_stays_whole(
    dora: FlaskClient, slips: tuple[str, str, str]
) -> None:
    first, second, third = slips
    told = dora.post(
        f"{API}/erase", json={"records": [first, second], "reason": "A letter"}
    ).get_json()
    assert (told["records"], told["kept"], told["people"]) == (2, 0, 0)
    assert told["gone"] >= 5
    assert ids(found(dora, name="jose")) == set()
    assert ids(found(dora, name="zhang")) == {third}
    line = db.session.get_one(Audit, told["id"])
    said = facts(line, "en")
    numbers = {db.session.get_one(Record, id).no for id in (first, second)}
    assert {row["no"] for row in said["records"]} == numbers
    assert (said["sound"], said["left"], said["gone"]) == (True, "0", told["gone"])
    assert [(row["before"], row["now"]) for row in said["records"]] == [("1 / 1", "2 / 2")] * 2
    listed = dora.get("/api/office/keeping").get_json()["erasures"]
    assert {row["no"] for row in listed} == numbers
    paper = dora.get(f"/api/office/erasures/{told['id']}/certificate.pdf?lang=en")
    assert paper.mimetype == "application/pdf"


def test_what_the_police_asked_for_stays_and_is_told(
    dora: FlaskClient, slips: tuple[str, str, str]
) -> None:
    first, second, _ = slips
    number = db.session.get_one(Record, first).no
    wish = {"kind": "record", "record": number, "reason": "Police, file 7"}
    assert dora.post("/api/office/holds", json=wish).status_code == 200
    assert [row["kept"] for row in found(dora, signs="4821")["records"]] == [True]
    told = dora.post(
        f"{API}/erase", json={"records": [first, second], "reason": "A letter"}
    ).get_json()
    assert (told["records"], told["kept"]) == (1, 1)
    assert ids(found(dora, name="jose")) == {first}


def test_who_lives_here_stays_on_the_list_and_who_left_is_blanked(
    dora: FlaskClient,
) -> None:
    person("p-left", "Quill Feather", "2020-01-31")
    assert [row["stays"] for row in found(dora, name="quill")["people"]] == [False]
    [row] = found(dora, name="quill", signs="4567")["people"]
    assert (row["id"], row["room"]) == ("p-left", "9C")
    with write(1) as site:
        touch(site, Person(id="p-stays", name="Quill Ana", key="quill ana", room="r-gone"))
    chosen = {"people": ["p-left", "p-stays", "nobody"], "reason": "A letter"}
    told = dora.post(f"{API}/erase", json=chosen).get_json()
    assert (told["people"], told["stay"]) == (1, 2)
    left = db.session.get_one(Person, (1, "p-left"), populate_existing=True)
    assert (left.name, left.key, left.phone, left.deleted) == ("", "", None, True)
    assert not db.session.get_one(Person, (1, "p-stays"), populate_existing=True).deleted


def test_a_day_of_leaving_to_come_keeps_somebody(dora: FlaskClient) -> None:
    person("p-soon", "Quill Feather", "2999-01-31")
    told = dora.post(f"{API}/erase", json={"people": ["p-soon"], "reason": "A letter"}).get_json()
    assert (told["people"], told["stay"]) == (0, 1)


def test_a_hold_on_a_person_keeps_them_on_the_list(dora: FlaskClient) -> None:
    person("p-held", "Quill Feather", "2020-01-31")
    wish = {"kind": "person", "person": "p-held", "reason": "Court order 9"}
    assert dora.post("/api/office/holds", json=wish).status_code == 200
    told = dora.post(f"{API}/erase", json={"people": ["p-held"], "reason": "A letter"}).get_json()
    assert (told["people"], told["stay"]) == (0, 1)


def test_whom_a_backup_brings_back_goes_again(dora: FlaskClient) -> None:
    person("p-left", "Quill Feather", "2020-01-31")
    dora.post(f"{API}/erase", json={"people": ["p-left"], "reason": "A letter"})
    with write(1) as site:
        back = db.session.get_one(Person, (1, "p-left"))
        back.name, back.deleted = "Quill Feather", False
        touch(site, back)
    assert leavers.again(1, now_ms()) == 1
    assert db.session.get_one(Person, (1, "p-left"), populate_existing=True).name == ""
    assert purge.purge(1, now_ms() + DAY_MS) == 0, "once more finds nothing"


def off_the_disk(word: bytes) -> None:
    """See that no file of the database holds a word; other databases keep their own disks."""
    if db.engine.dialect.name == "sqlite":
        whole = Path(str(db.engine.url.database))
        files = list(whole.parent.glob(f"{whole.name}*"))
        assert files
        assert not [one for one in files if word in one.read_bytes()]


def test_permissions_wishes_and_the_do_not_admit_list_are_looked_through(
    dora: FlaskClient, office: Office, other_site: int
) -> None:
    person("p-left", "Quill Feather", "2020-01-31")
    rows = (
        Permission(id="r-gone:1", room="r-gone", name="Ána Quillfeather", relation="Nanny"),
        Household(id="r-gone", words="Let Quillfeather collect the keys"),
        Barred(
            id="b-1", name="Someone Else", reason="Followed Ms Quillfeather", until="2999-01-01"
        ),
        Barred(id="b-2", name="Someone Else", reason="Shouted", until="2999-01-01"),
    )
    with write(1) as site:
        for row in rows:
            touch(site, row)
    told = found(dora, name="quillfeather")["lines"]
    assert [(one["id"], one["room"]) for one in told] == [
        ("permission r-gone:1", "9C"), ("household r-gone", "9C"), ("barred b-1", ""),
    ]  # fmt: skip
    assert told[2]["said"] == "Followed Ms Quillfeather"
    assert found(dora, name="ana quill")["lines"] == told[:1]
    lines = [told[0]["id"], told[1]["id"], "barred nobody", "site 1", "x"]
    file = dora.post(f"{API}/file", json={"lines": lines, "lang": "en"}).get_json()["rows"]
    assert [row[4] for row in file[1:]] == [
        "Ána Quillfeather", "Nanny", "Let Quillfeather collect the keys",
    ]  # fmt: skip
    assert (
        office(EVE).post(f"{API}/erase", json={"lines": lines, "reason": "x"}).get_json()["people"]
        == 0
    )
    gone = dora.post(f"{API}/erase", json={"lines": lines, "reason": "A letter"}).get_json()
    assert gone["people"] == 2
    assert [one["id"] for one in found(dora, name="quillfeather")["lines"]] == ["barred b-1"]
    left = db.session.get_one(Permission, (1, "r-gone:1"), populate_existing=True)
    assert (left.name, left.relation, left.deleted) == ("", "", True)
    assert facts(db.session.get_one(Audit, gone["id"]), "en")["people"] == 2
    db.session.rollback()  # who goes on reading holds the log up
    dora.post(f"{API}/erase", json={"lines": ["barred b-1"], "reason": "A letter"})
    off_the_disk(b"uillf")


def test_another_house_finds_and_erases_nothing_here(
    office: Office, other_site: int, slips: tuple[str, str, str]
) -> None:
    eve = office(EVE)
    assert ids(found(eve, name="jose")) == set()
    rows = eve.post(f"{API}/file", json={"records": [slips[0]], "lang": "en"}).get_json()["rows"]
    assert len(rows) == 1, "the headings alone"
    told = eve.post(f"{API}/erase", json={"records": [slips[0]], "reason": "A letter"}).get_json()
    assert (told["records"], told["gone"]) == (0, 0)
    assert db.session.scalar(select(Personal.value).where(Personal.value == "4821"))


def test_a_supervisor_asks_a_manager(office: Office) -> None:
    assert office(CARMEN).post(f"{API}/find", json={"name": "jose"}).status_code == 403


def test_a_record_has_one_line_for_each_time_it_was_asked_for(
    dora: FlaskClient, slips: tuple[str, str, str]
) -> None:
    number = str(db.session.get_one(Record, slips[0]).no)
    dora.post("/api/office/erasures", json={"record": number, "reason": "A letter"})
    dora.post(f"{API}/erase", json={"records": [slips[0]], "reason": "Once more"})
    lines = [(row["no"], row["gone"] > 0, row["why"]) for row in erasing.listed(1)]
    assert lines == [(number, False, "Once more"), (number, True, "A letter")]
    assert db.session.get_one(Site, 1).id == 1
