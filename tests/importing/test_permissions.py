"""Who may come in, out of a file: days and hours as people write them, overlaps told."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from desk.db import db
from desk.importing import permissions, plan
from desk.importing.plan import Options, Plan
from desk.importing.sheet import read
from desk.importing.values import Bad
from desk.tables import Audit, Permission, Site
from tests.importing.files import Rows, csv_text

SITE = 1
pytestmark = pytest.mark.engine
Bring = Callable[[Rows], Plan]
HEADING = ("Room", "Name", "Relation", "From", "Until", "Days", "Not before", "Not after")


@pytest.fixture
def bring(estate: int) -> Bring:
    """Return what makes a plan of a list of permissions, and carries it out when it is sound."""

    def make(rows: Rows) -> Plan:
        made = plan.make(estate, "permissions", read(csv_text(rows).encode()), Options())
        if not made.problems:
            plan.carry_out(estate, made, "dora", "d1")
        return made

    return make


def counts(made: Plan) -> tuple[int, int, int]:
    return made.added, made.changed, made.same


def faults(made: Plan) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.code) for one in made.problems]


def notes(made: Plan) -> list[tuple[int, str, str]]:
    return [(one.line, one.code, one.detail) for one in made.notes]


def kept() -> dict[str, Permission]:
    return {row.name: row for row in db.session.scalars(select(Permission))}


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("房号", "姓名", "身份", "截止日期", "星期", "不早于", "不晚于", "可代领", "备注"),
            ("12A", "陈美玲", "保姆", "2099年12月31日", "周一至周五", "8:00", "18:00", "是",
             "有钥匙"),
        ],
        [
            ("Vivienda", "Nombre", "Oficio", "Hasta", "Días", "No antes de", "No después de",
             "Recoge", "Nota"),
            ("12a", "陈美玲", "保姆", "31/12/2099", "lun a vie", "08:00", "18:00", "sí", "有钥匙"),
        ],
        [
            ("unit", "person", "role", "expires", "days", "not before", "not after", "collects",
             "notes"),
            ("12A", "陈美玲", "保姆", "2099-12-31", "Mon-Fri", "8 am", "6 p.m.", "✓", "有钥匙"),
        ],
    ],
)  # fmt: skip
def test_a_list_goes_in_and_the_second_time_changes_nothing(bring: Bring, rows: Rows) -> None:
    first = bring(rows)
    assert (faults(first), counts(first), notes(first)) == ([], (1, 0, 0), [])
    row = kept()["陈美玲"]
    assert (row.room, row.relation, row.until, row.days, row.opens, row.closes) == (
        "r1", "保姆", "2099-12-31", "12345", "08:00", "18:00",
    )  # fmt: skip
    assert (row.collects, row.note, row.since, row.by) == (True, "有钥匙", "", "dora")
    assert row.id.startswith("r1:")
    ver = db.session.get_one(Site, SITE).ver
    again = bring(rows)
    assert (faults(again), counts(again), notes(again)) == ([], (0, 0, 1), [])
    assert db.session.get_one(Site, SITE, populate_existing=True).ver == ver
    line = db.session.scalars(select(Audit).where(Audit.what == "import.permissions")).first()
    assert line is not None
    assert line.detail == {"lines": 1, "added": 1, "changed": 0, "rooms": 0}


def test_one_bad_line_and_nothing_goes_in(bring: Bring) -> None:
    made = bring([
        HEADING,
        ("12A", "Ana", "", "", "", "", "", ""),
        ("99Z", "Bo", "", "", "", "", "", ""),
        ("12A", "", "", "", "", "", "", ""),
        ("12A", "Cy", "", "2026-05-02", "2026-05-01", "", "", ""),
        ("12A", "Di", "", "", "", "", "18:00", "08:00"),
        ("12A", "Ed", "", "", "03/04/2026", "someday", "25:00", "noon"),
        ("12A", "ana", "", "", "", "", "", ""),
    ])  # fmt: skip
    assert faults(made) == [
        (3, "Room", "no_room"),
        (4, "Name", "required"),
        (5, "Until", "ends_first"),
        (6, "Not after", "ends_first"),
        (7, "Until", "which_day"),
        (7, "Days", "not_weekday"),
        (7, "Not before", "not_hour"),
        (7, "Not after", "not_hour"),
        (8, "Name", "twice"),
    ]
    assert kept() == {}


def test_permissions_that_overlap_are_told_and_go_in(bring: Bring) -> None:
    made = bring([
        HEADING,
        ("12A", "Ana Ruiz", "nanny", "", "2099-12-31", "Mon-Fri", "08:00", "18:00"),
        ("12A", "ana ruiz", "", "", "", "Fri-Sun", "17:00", ""),
        ("12A", "Ana Ruiz", "", "", "", "Mon", "18:00", ""),
        ("12B", "Ana Ruiz", "", "", "", "", "", ""),
        ("12A", "Ana Ruiz", "", "2100-01-01", "", "1", "08:00", "09:00"),
    ])  # fmt: skip
    assert (faults(made), counts(made)) == ([], (5, 0, 0))
    assert notes(made) == [(3, "overlaps_line", "2")]
    again = bring([HEADING, ("12A", "Ana Ruiz", "", "", "", "Tue", "", "")])
    assert (counts(again), notes(again)) == ((1, 0, 0), [(2, "overlaps", "")])


def test_hours_change_and_other_columns_stay(bring: Bring) -> None:
    bring([HEADING, ("12A", "Ana", "nanny", "", "2099-12-31", "Mon-Fri", "08:00", "18:00")])
    was = kept()["Ana"].id
    made = bring([("room", "name", "not before"), ("12A", "Ana", "09:00")])
    assert (counts(made), notes(made)) == ((0, 1, 0), [])
    row = kept()["Ana"]
    assert (row.id, row.opens, row.closes, row.days) == (was, "09:00", "18:00", "12345")


def test_a_code_finds_a_new_name_and_never_another_home(bring: Bring) -> None:
    heading = ("code", "room", "name")
    bring([heading, ("P-1", "12A", "Ana")])
    was = kept()["Ana"].id
    assert counts(bring([heading, ("P-1", "12A", "Ana Ruiz")])) == (0, 1, 0)
    assert kept()["Ana Ruiz"].id == was
    assert faults(bring([heading, ("P-1", "12B", "Ana Ruiz")])) == [(2, "code", "other_room")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", ""), ("every day", ""), ("每天", ""), ("Mon, Wed & Fri", "135"), ("135", "135"),
        ("周一、三、五", "135"), ("Sat–Mon", "167"), ("fin de semana", "67"),
        ("星期六至星期日", "67"), ("lunes y jueves", "14"), ("Mon-Sun", ""),
        ("mié", "3"), ("weekdays", "12345"),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text: str, days: str) -> None:
    assert permissions.weekdays(text) == days


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("", ""), ("8:05", "08:05"), ("08:30:00", "08:30"), ("12 am", "00:00"), ("12pm", "12:00"),
        ("7.15 p.m.", "19:15"), ("24:00", ""), ("18h", "18:00"), ("9：00", "09:00"),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(text: str, hour: str) -> None:
    assert permissions.hour(text) == hour


@pytest.mark.parametrize("text", ["Mon-Tue-Wed", "8", "soon", "Mon-", "1-9"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(Bad):
        permissions.weekdays(text)


@pytest.mark.parametrize("text", ["13 pm", "8:61", "morning", "0.375"])
def test_what_is_no_hour_is_said(text: str) -> None:
    with pytest.raises(Bad):
        permissions.hour(text)
