"""Cells, and days in zones that turn their clocks."""

import json
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from sqlalchemy import create_engine, literal, select

from desk import period, sheets

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "cells.json").read_text("utf-8"))


@pytest.mark.parametrize(("given", "expect"), VECTORS["safe"])
def test_no_text_is_a_formula(given: str, expect: str) -> None:
    assert sheets.safe(given) == expect


@pytest.mark.parametrize(("given", "expect"), VECTORS["quoted"])
def test_csv_quotes_what_would_end_a_cell(given: str, expect: str) -> None:
    assert sheets.csv_line([given, 7, None]) == f"{expect},7,\r\n"


def test_a_long_table_goes_on_over_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with sheets.workbook([("slips", [["no"], [1], [2], [3]]), ("none", [["no"]])]) as file:
        book = load_workbook(file)
    found = [[[cell.value for cell in row] for row in sheet] for sheet in book]
    assert found == [[["no"], [1], [2]], [["no"], [3]], [["no"]]]


EPOCH = datetime.fromisoformat("1970-01-01")
ZONES = ("Asia/Hong_Kong", "Europe/Madrid", "America/St_Johns", "Australia/Lord_Howe", "UTC")


@pytest.mark.parametrize("zone", ZONES)
def test_sql_tells_the_wall_clock_as_python_does(zone: str) -> None:
    days = period.read("2026-01-15", "2026-12-15", zone)
    moments = range(days.begin, days.end, 1_800_000 * 7)
    edges = [at for since, _ in days.offsets() for at in (since - 1, since, since + 1)]
    with create_engine("sqlite://").connect() as connection:
        for at in [*moments, *edges[1:], days.end - 1]:
            shown = connection.scalar(select(days.local(literal(at)))) or 0
            there = datetime.fromtimestamp(at // 1000, ZoneInfo(zone)).replace(tzinfo=None)
            assert shown // 1000 == (there - EPOCH).total_seconds(), at


def test_a_period_begins_and_ends_by_the_sites_midnight() -> None:
    days = period.read("2026-03-29", "2026-03-29", "Europe/Madrid")
    assert (days.end - days.begin) / 3_600_000 == 23
    assert days.days == [date(2026, 3, 29)]
