"""A file is taken in whole or not at all; taken in twice, it changes nothing the second time."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from desk.db import db
from desk.errors import Refusal
from desk.importing import plan
from desk.importing.plan import Options, Plan
from desk.importing.rooms import named, place
from desk.importing.sheet import Unreadable, read
from desk.tables import Audit, Person, Room, Site, Staff
from tests.importing.files import Rows, csv_text

SITE = 1
pytestmark = pytest.mark.engine
Bring = Callable[..., Plan]


@pytest.fixture
def bring(estate: int) -> Bring:
    """Return what makes a plan of a list, and carries it out when it is sound."""

    def make(kind: str, rows: Rows, **options: bool) -> Plan:
        made = plan.make(estate, kind, read(csv_text(rows).encode()), Options(**options))
        if not made.problems:
            plan.carry_out(estate, made, "dora", "d1")
        return made

    return make


def counts(made: Plan) -> tuple[int, int, int]:
    return made.added, made.changed, made.same


def faults(made: Plan) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.code) for one in made.problems]


def people() -> dict[str, Person]:
    return {row.name: row for row in db.session.scalars(select(Person))}


def test_a_list_of_each_kind_goes_in_and_the_second_time_changes_nothing(bring: Bring) -> None:
    lists: dict[str, Rows] = {
        "rooms": [
            ("座", "房號", "樓層", "用途"),
            ("A", "01", "1", "住宅"),
            ("A", "02", "1", "商舖"),
        ],
        "people": [
            ("Vivienda", "Nombre", "Apellidos", "Teléfono", "Calidad", "Idioma"),
            ("12A", "Íñigo", "Núñez Peña", "600 000 001", "propietario", "español"),
            ("12a", "María", "Núñez", "600 000 002", "hija", "inglés"),
        ],
        "staff": [
            ("姓名", "职位", "用户名"),
            ("周敏", "前台接待、保安员", "zhou"),
            ("Ben", "Guard", ""),
        ],
    }
    for kind, rows in lists.items():
        first = bring(kind, rows)
        assert (faults(first), counts(first)) == ([], (2, 0, 0)), kind
        ver = db.session.get_one(Site, SITE).ver
        again = bring(kind, rows)
        assert (faults(again), counts(again)) == ([], (0, 0, 2)), kind
        assert db.session.get_one(Site, SITE, populate_existing=True).ver == ver, kind
    room = db.session.scalars(select(Room).where(Room.name == "A-02")).one()
    assert (room.tower, room.floor, room.sort) == ("A", "1", "shop")
    daughter = people()["María Núñez"]
    assert (daughter.room, daughter.role, daughter.lang) == ("r1", "family", "en")
    assert "maria nunez" in daughter.key
    line = db.session.scalars(select(Audit).where(Audit.what == "import.people")).first()
    assert line is not None
    assert line.op == "dora"
    assert line.detail == {"lines": 2, "added": 2, "changed": 0, "rooms": 0}


def test_one_bad_line_and_nothing_goes_in(bring: Bring) -> None:
    made = bring("people", [
        ("room", "name", "phone", "role", "moved out"),
        ("12A", "Ana", "600 000 001", "owner", ""),
        ("99Z", "Bo", "", "", ""),
        ("12B", "", "600 000 002", "", ""),
        ("2026-01-02", "Cy", "8.52E+10", "", ""),
        ("12B", "Di", "call me", "emperor", "03/04/2026"),
        ("12B", "x" * 201, "", "", "2026-02-30"),
        ("12A", "Ana", "600-000-001", "owner", ""),
        ("12B", "#N/A", "", "", ""),
    ])  # fmt: skip
    assert faults(made) == [
        (3, "room", "no_room"),
        (4, "phone", "phone_alone"),
        (5, "room", "became_day"),
        (5, "phone", "rounded"),
        (6, "phone", "not_phone"),
        (6, "role", "unknown_word"),
        (6, "moved out", "which_day"),
        (7, "name", "too_long"),
        (7, "moved out", "not_day"),
        (8, "name", "twice"),
        (9, "name", "formula"),
    ]
    assert set(people()) == {"陈美玲"}
    with pytest.raises(Refusal):
        plan.carry_out(SITE, made, "", "")


def test_a_ref_finds_whoever_changed_name_room_and_phone(bring: Bring) -> None:
    heading = ("id", "room", "name", "phone")
    bring("people", [heading, ("C-7", "12A", "Ana Ruiz", "600 111")])
    was = people()["Ana Ruiz"].id
    made = bring("people", [heading, ("C-7", "12B", "Ana Sol", "600 222")])
    assert counts(made) == (0, 1, 0)
    now = people()["Ana Sol"]
    assert (now.id, now.room, now.phone) == (was, "r2", "600 222")


def test_a_list_without_refs_keeps_two_of_one_name_apart(bring: Bring) -> None:
    heading = ("room", "name", "phone")
    bring("people", [heading, ("12A", "陳明", "600 111"), ("12A", "陳明", "600 222")])
    made = bring("people", [heading, ("12A", "陳明", "600 111"), ("12A", "陳明", "600 333")])
    assert counts(made) == (0, 1, 1), "the one whose number is new is the one left over"
    assert sorted(str(p.phone) for p in db.session.scalars(select(Person)) if p.name == "陳明") == [
        "600 111", "600 333",
    ]  # fmt: skip
    both = bring("people", [heading, ("12A", "陳明", "600 444"), ("12A", "陳明", "600 555")])
    assert counts(both) == (2, 0, 0), "who of two became which of two nobody can say"


def test_a_file_changes_only_what_it_has_a_column_for(bring: Bring) -> None:
    bring("people", [("room", "name", "phone", "role"), ("12A", "Ana", "600 111", "owner")])
    made = bring("people", [("room", "name", "moved out"), ("12A", "Ana", "2026年3月5日")])
    assert counts(made) == (0, 1, 0)
    ana = people()["Ana"]
    assert (ana.phone, ana.role, ana.moved_out) == ("600 111", "owner", "2026-03-05")
    assert (ana.shape("desk") or {})["moved_out"] == "2026-03-05"


@pytest.mark.parametrize(
    ("tower", "name", "whole"),
    [
        ("T1", "12A", "T1-12A"),
        ("T1", "t1-12A", "t1-12A"),
        ("T1", "103", "T1-103"),
        ("1", "1201", "1-1201"),
        ("1", "1-1201", "1-1201"),
        ("1", "1A", "1-1A"),
        ("A", "A1201", "A1201"),
        ("1座", "1座12A", "1座12A"),
        ("", "PH", "PH"),
        ("T1", "", ""),
    ],
)
def test_a_room_says_once_in_which_tower_it_is(tower: str, name: str, whole: str) -> None:
    assert named(tower, name) == whole


def test_spellings_of_a_room_are_one_room_and_other_rooms_are_not() -> None:
    assert place("T1-03A") == place("t1 03a") == place("Ｔ１－03A")
    assert len({place(name) for name in ("1-101", "11-01", "1101", "110-1")}) == 4


def test_owner_and_tenant_side_by_side_are_two_people(bring: Bring) -> None:
    made = bring("people", [
        ("房号", "业主姓名", "业主电话", "租户姓名", "租户电话"),
        ("12A", "张三", "100 0001", "李四", "100 0002"),
        ("12B", "王五", "", "", ""),
    ])  # fmt: skip
    assert (faults(made), counts(made)) == ([], (3, 0, 0))
    known = people()
    assert [(known[n].room, known[n].role) for n in ("张三", "李四", "王五")] == [
        ("r1", "owner"), ("r1", "tenant"), ("r2", "owner"),
    ]  # fmt: skip


def test_rooms_that_are_missing_are_made_when_asked(bring: Bring) -> None:
    rows = [("tower", "room", "name"), ("T9", "01", "Ana"), ("T9", "01", "Bo"), ("", "12A", "Cy")]
    assert [code for _, _, code in faults(bring("people", rows))] == ["no_room", "no_room"]
    made = bring("people", rows, make_rooms=True)
    assert (len(made.rooms), counts(made)) == (1, (3, 0, 0))
    room = db.session.scalars(select(Room).where(Room.name == "T9-01")).one()
    assert people()["Ana"].room == people()["Bo"].room == room.id


def test_nobody_becomes_more_than_who_brings_them_in(bring: Bring) -> None:
    rows = [("name", "role"), ("Eve", "administrator")]
    assert [code for _, _, code in faults(bring("staff", rows))] == ["above_you"]
    assert counts(bring("staff", rows, administers=True)) == (1, 0, 0)
    eve = db.session.scalars(select(Staff).where(Staff.name == "Eve")).one()
    assert (eve.pin, eve.password) == (None, None)


@pytest.mark.usefixtures("secrets_known")
def test_a_user_name_belongs_to_one_person(bring: Bring) -> None:
    made = bring(
        "staff", [("name", "role", "login"), ("Eve", "guard", "alice"), ("F", "guard", "A b")]
    )
    assert sorted(code for _, _, code in faults(made)) == ["bad_login"]
    taken = bring("staff", [("name", "role", "login"), ("Alice 陈", "guard", "bo")])
    assert [code for _, _, code in faults(taken)] == []
    assert counts(taken) == (0, 1, 0), "a login finds its owner, whatever the name"


def test_hostile_cells_are_kept_as_text_or_named(bring: Bring) -> None:
    names = ("=1+1", "<b>x</b>", "\u202eevil", "O’Connor; DROP TABLE", "👩‍👩‍👧 Lee", "‏محمد")
    made = bring("people", [("room", "name"), *(("12A", name) for name in names)])
    assert (faults(made), counts(made)) == ([], (6, 0, 0))
    assert {"=1+1", "<b>x</b>", "evil", "👩‍👩‍👧 Lee"} <= set(people())


def test_a_list_about_something_else_says_so(bring: Bring) -> None:
    for rows, code in (
        ([("colour", "size"), ("red", "1")], "no_heading"),
        ([("room", "房号", "name"), ("12A", "12B", "Ana")], "twice_heading"),
        ([("room", "name")], "empty"),
        ([], "no_heading"),
    ):
        with pytest.raises(Unreadable) as no:
            bring("people", rows)
        assert no.value.code == code


def test_a_plan_that_is_out_of_date_is_not_carried_out(bring: Bring, estate: int) -> None:
    sheet = read(csv_text([("room",), ("77",)]).encode())
    old = plan.make(estate, "rooms", sheet, Options())
    bring("rooms", [("room",), ("78",)])
    with pytest.raises(Refusal) as no:
        plan.carry_out(estate, old, "", "")
    assert no.value.code == "busy"
