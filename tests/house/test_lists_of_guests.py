"""Lists of guests and of what homes wish: whole or not at all, once, and into the journal."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from desk.db import db, write
from desk.importing import plan
from desk.importing.plan import Options, Plan
from desk.importing.sheet import Unreadable, read
from desk.reference import touch
from desk.register import registers
from desk.tables import Device, Household, Journal, Person, Record
from desk.testing.devices import Devices
from desk.testing.people import DORA
from desk.testing.tablet import Tablet
from tests.house.conftest import Office
from tests.house.test_importing import post
from tests.importing.files import Rows, csv_text, xlsx

pytestmark = pytest.mark.engine
HEADING = ("Guest", "Room", "Day", "Until", "Days", "Time", "Host", "Group", "Purpose", "Code")
LISTS: list[Rows] = [
    [HEADING, ("Ana Gil", "12A", "2099-11-24", "", "", "14:30", "Mrs Chen", "", "", "")],
    [
        ("访客姓名", "房号", "来访日期", "时间", "受访人", "事由"),
        ("Ana Gil", "12A", "2099年11月24日", "14:30", "Mrs Chen", "探访亲友"),
    ],
    [
        ("訪客姓名", "單位", "到訪日期", "到訪時間", "受訪人"),
        ("Ana Gil", "12A", "24/11/2099", "14:30", "Mrs Chen"),
    ],
    [
        ("Invitado", "Vivienda", "Fecha", "Hora", "Anfitrión"),
        ("Ana Gil", "12A", "24-11-2099", "14:30", "Mrs Chen"),
    ],
]


def bring(rows: Rows, kind: str = "invitations") -> Plan:
    made = plan.make(1, kind, read(csv_text(rows).encode()), Options())
    if not made.problems:
        plan.carry_out(1, made, DORA.id, "d1")
    return made


def line(**said: str) -> tuple[str, ...]:
    usual = {"Guest": "Ana Gil", "Room": "12A", "Day": "2099-11-24", "Host": "Mrs Chen"}
    return tuple((usual | said).get(one, "") for one in HEADING)


def faults(made: Plan) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.code) for one in made.problems]


def counts(made: Plan) -> tuple[int, int, int]:
    return made.added, made.changed, made.same


def pulled(tablet: Tablet) -> dict[str, dict[str, Any]]:
    return {r["p"]["name"]: r for r in tablet.pull()["records"] if r["reg"] == "invitations"}


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


@pytest.mark.parametrize("rows", LISTS, ids=["en", "zh-Hans", "zh-Hant", "es"])
def test_a_list_of_guests_reaches_the_tablets_in_every_language(tablet: Tablet, rows: Rows) -> None:
    assert counts(bring(rows)) == (1, 0, 0)
    found = pulled(tablet)["Ana Gil"]
    assert (found["state"], found["no"], found["flags"]) == ("expected", "E-H1-000001", [])
    assert (found["f"]["from_day"], found["f"]["at_time"]) == ("2099-11-24", "14:30")
    assert (found["room"], found["f"]["purpose"]) == ("r1", "visit")
    assert found["p"]["host_name"] == "Mrs Chen"


def test_it_goes_through_the_journal_which_stays_whole(tablet: Tablet, app: Flask) -> None:
    tablet.act("invitations.invite", None,
               {"room": "r1", "purpose": "visit", "from_day": "2099-11-24"},
               {"name": "Bo", "host_name": "Mrs Chen"}, no=tablet.number("E"))  # fmt: skip
    tablet.push()
    bring([HEADING, *(line(Guest=f"Guest {at}") for at in range(7))])
    bring([HEADING, line(Guest="One more")])
    rows = db.session.scalars(select(Journal).where(Journal.t == "invitations.invite")).all()
    assert [row.n for row in rows if row.dev != tablet.id] == list(range(1, 9))
    assert {row.op for row in rows if row.dev != tablet.id} == {DORA.id}
    told = app.test_cli_runner().invoke(args=["journal", "verify"])
    assert told.exit_code == 0, told.output
    [house] = db.session.scalars(select(Device).where(Device.kind == "house"))
    assert (house.last_n, house.gaps, house.fork_at) == (8, [], None)


def test_bringing_it_in_twice_changes_nothing(tablet: Tablet) -> None:
    rows = [HEADING, line(Code="A1"), line(Guest="Bo", Group="g"), line(Guest="Cy", Group="g")]
    assert counts(bring(rows)) == (3, 0, 0)
    seq = db.session.query(Journal).count()
    assert counts(bring(rows)) == (0, 0, 3)
    assert db.session.query(Journal).count() == seq
    later = [*rows[:1], line(Code="A1", Day="2099-11-25"), *rows[2:], line(Guest="Di")]
    made = bring(later)
    assert counts(made) == (1, 0, 3)
    assert [(one.line, one.code) for one in made.notes] == [(2, "stands")]
    assert pulled(tablet)["Ana Gil"]["f"]["from_day"] == "2099-11-24"


def test_who_was_cancelled_or_came_is_not_invited_anew(tablet: Tablet) -> None:
    rows = [HEADING, line(), line(Guest="Bo")]
    bring(rows)
    found = pulled(tablet)
    tablet.act("invitations.cancel", found["Ana Gil"]["id"])
    tablet.act("invitations.arrive", found["Bo"]["id"])
    tablet.push()
    assert counts(bring(rows)) == (0, 0, 2)


def test_a_group_is_kept_together(tablet: Tablet) -> None:
    rows = [HEADING, line(Group="party"), line(Guest="Bo", Group="party"), line(Guest="Cy")]
    bring(rows)
    bring([*rows, line(Guest="Di", Group="party")])
    found = pulled(tablet)
    head = found["Ana Gil"]["id"]
    assert {name: row["f"].get("party") for name, row in found.items()} == {
        "Ana Gil": None, "Bo": head, "Cy": None, "Di": head}  # fmt: skip


def test_days_make_it_count_more_than_once(tablet: Tablet) -> None:
    bring([HEADING, line(Until="2099-12-24", Days="Mon, Thu"), line(Guest="Bo")])
    found = pulled(tablet)
    fields = found["Ana Gil"]["f"]
    assert (fields["recurring"], fields["weekdays"]) == ("yes", "mon,thu")
    assert found["Bo"]["f"].get("recurring") is None


@pytest.mark.parametrize(
    ("said", "column", "code"),
    [
        ({"Guest": ""}, "Guest", "required"),
        ({"Guest": "x" * 121}, "Guest", "too_long"),
        ({"Room": "99Z"}, "Room", "no_room"),
        ({"Day": "2020-01-02"}, "Day", "past"),
        ({"Day": "3/4/2099"}, "Day", "which_day"),
        ({"Time": "late"}, "Time", "not_hour"),
        ({"Until": "2099-11-23"}, "Until", "ends_first"),
        ({"Days": "Mon"}, "Until", "required"),
        ({"Days": "someday", "Until": "2099-12-01"}, "Days", "not_weekday"),
        ({"Purpose": "conquest"}, "Purpose", "unknown_word"),
        ({"Host": ""}, "", "required"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_half_imported(
    tablet: Tablet, said: dict[str, str], column: str, code: str
) -> None:
    made = bring([HEADING, line(Guest="Bo"), line(**said)])
    assert faults(made) == [(3, column, code)]
    assert db.session.query(Record).count() == 0


def test_the_same_person_twice_is_told(tablet: Tablet) -> None:
    assert faults(bring([HEADING, line(), line(Guest="ANA  GIL")])) == [(3, "Guest", "twice")]


def test_a_host_who_moved_out_is_told(tablet: Tablet) -> None:
    with write(1) as site:
        touch(site, Person(id="gone", name="Old Tenant", room="r1", moved_out="2026-01-01"))
        touch(site, Person(id="leaves", name="Lau", room="r1", moved_out="2099-12-01"))
    assert faults(bring([HEADING, line(Host="old tenant")])) == [(2, "Host", "moved_out")]
    assert counts(bring([HEADING, line(Host="Lau")])) == (1, 0, 0)
    assert pulled(tablet)["Ana Gil"]["f"]["host"] == "leaves"
    after = line(Host="Lau", Day="2099-12-01", Guest="Bo")
    assert faults(bring([HEADING, after])) == [(2, "Host", "moved_out")]


def test_what_is_too_long_is_brought_in_in_parts(tablet: Tablet) -> None:
    rows = [HEADING, *(line(Guest=f"G{at}") for at in range(5001))]
    with pytest.raises(Unreadable) as told:
        bring(rows)
    assert (told.value.code, told.value.detail) == ("too_many", "5000")


def test_the_office_looks_first_and_the_house_is_no_tablet(office: Office) -> None:
    dora, data = office(DORA), xlsx([HEADING, line()])
    seen = post(dora, data, "invitations").get_json()
    assert (seen["added"], seen["samples"][0]["text"]) == (1, "Ana Gil · 2099-11-24")
    assert db.session.query(Record).count() == 0
    assert post(dora, data, "invitations", sure=seen["digest"]).get_json()["done"] is True
    assert [row.no for row in db.session.scalars(select(Record))] == ["E-H1-000001"]
    devices = dora.get("/api/office/devices").get_json()["devices"]
    assert "house" not in {row["kind"] for row in devices}


def test_the_command_says_what_it_would_do(estate: int, app: Flask, tmp_path: Any) -> None:
    path = tmp_path / "guests.csv"
    path.write_text(csv_text([HEADING, line()]), "utf-8")
    run = app.test_cli_runner().invoke
    told = run(args=["import", "invitations", str(path), "--dry-run"])
    assert (told.exit_code, "1 new" in told.output) == (0, True), told.output
    assert db.session.query(Record).count() == 0
    assert run(args=["import", "invitations", str(path)]).exit_code == 0
    assert db.session.query(Record).count() == 1
    told = run(args=["import", "prices", str(path)])
    assert (told.exit_code, "invitations" in told.output) == (2, True)


def test_only_registers_that_declare_a_list_take_one_in(estate: int) -> None:
    assert plan.kinds()[-1] == "invitations"
    assert [name for name, one in registers().items() if one.lists] == ["invitations"]


WISH = ("Room", "Call first", "Away from", "Away until", "Quiet from", "Collectors", "Words")


def test_wishes_of_homes_come_in_once_and_again_after_they_ended(office: Office) -> None:
    rows = [WISH, ("12A", "yes", "2099-01-01", "2099-01-09", "22:00", "Lau", "ring twice")]
    assert counts(bring(rows, "households")) == (1, 0, 0)
    assert counts(bring(rows, "households")) == (0, 0, 1)
    row = db.session.get_one(Household, (1, "r1"), populate_existing=True)
    assert (row.call_first, row.quiet_from, row.words, row.by) == (
        True, "22:00", "ring twice", DORA.id)  # fmt: skip
    changed = [("Room", "Words"), ("12A", "ring once")]
    assert counts(bring(changed, "households")) == (0, 1, 0)
    dora = office(DORA)
    assert dora.post("/api/office/households/r1/end", json={"reason": "over"}).status_code == 200
    assert counts(bring(changed, "households")) == (1, 0, 0)
    row = db.session.get_one(Household, (1, "r1"), populate_existing=True)
    assert (row.deleted, row.call_first, row.words) == (False, False, "ring once")


@pytest.mark.parametrize(
    ("heading", "said", "fault"),
    [
        (WISH, ("12A", "maybe", "", "", "", "", ""), ("Call first", "unknown_word")),
        (WISH, ("12A", "", "", "2099-01-09", "", "", ""), ("Away from", "required")),
        (WISH, ("12A", "", "2099-01-09", "2099-01-01", "", "", ""), ("Away until", "ends_first")),
        (WISH, ("12A", "", "", "", "22h60", "", ""), ("Quiet from", "not_hour")),
        (WISH, ("12A", "", "", "", "", "", "x" * 301), ("Words", "too_long")),
        (WISH, ("99Z", "", "", "", "", "", ""), ("Room", "no_room")),
        (("房号", "先致电", "备注"), ("12A", "也许", ""), ("先致电", "unknown_word")),
        (("單位", "先致電", "備註"), ("12A", "也許", ""), ("先致電", "unknown_word")),
        (("Vivienda", "Llamar antes", "Nota"), ("12A", "quizá", ""),
         ("Llamar antes", "unknown_word")),
    ],
)  # fmt: skip
def test_a_bad_wish_is_named(estate: int, heading: Any, said: Any, fault: tuple[str, str]) -> None:
    assert faults(bring([heading, said], "households")) == [(2, *fault)]
    assert db.session.query(Household).count() == 0


def test_all_that_is_wrong_with_a_line_is_told_at_once(tablet: Tablet) -> None:
    made = bring([HEADING, line(Guest="", Room="99Z", Time="late")])
    assert faults(made) == [
        (2, "Guest", "required"), (2, "Room", "no_room"), (2, "Time", "not_hour")]  # fmt: skip
