"""What a report says is what a person would count by hand, by the site's clock, and no more."""

import io
import random
import re
import unicodedata
from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import insert, update

from desk import period, records
from desk.builtin import TAKEN_BACK
from desk.db import db
from desk.i18n import LOCALES
from desk.ids import uuid7
from desk.register import registers
from desk.reports import charts, paper, reports
from desk.reports.figures import Figures, figures
from desk.reports.telling import chart
from desk.tables import Setting
from desk.testing.people import CARMEN
from desk.time import DAY_MS, HOUR_MS, MINUTE_MS
from tests.house.conftest import Office

pytestmark = pytest.mark.engine

FIRST, LAST = "2026-03-20", "2026-04-10"
ZONE = "Europe/Madrid"  # whose clocks go forward on 29 March
WHY = ("visit", "delivery", "works")
Slip = dict[str, Any]


def write(slips: list[Slip], site: int = 1) -> None:
    """Put slips into the register as the journal would leave them."""
    base, own = [], []
    for place, slip in enumerate(slips, 1):
        id = uuid7()
        end = slip["left"] if slip["back"] else None
        state = slip.get("state", "closed" if end else "on_site")
        base.append(
            {"id": id, "site": site, "reg": "visitors", "state": state, "seq": place,
             "first": place, "no": f"V-L1-{place:06}", "room": slip["room"],
             "opened": slip["came"] or 1, "closed": slip.get("end", end), "flags": []}
        )  # fmt: skip
        own.append(
            {"id": id, "signed_in_at": slip["came"], "left_at": slip["left"],
             "slip_returned_at": slip["back"], "purpose": slip["why"],
             "auto_closed_at": slip.get("unseen")}
        )  # fmt: skip
    db.session.execute(insert(records.BASE), base)
    db.session.execute(insert(records.own(registers()["visitors"].model)), own)
    db.session.commit()


def invent(seed: int, days: period.Period, count: int = 300) -> list[Slip]:
    """Invent slips around a period: some before, some after, some still inside."""
    luck, made = random.Random(seed), []
    for _ in range(count):
        came = luck.randrange(days.begin - DAY_MS, days.end + DAY_MS)
        left = came + luck.randrange(8 * HOUR_MS) if luck.random() < 0.9 else None
        back = left if left and luck.random() < 0.9 else None
        why = luck.choice([*WHY, None])
        room = luck.choice(["r1", "r2", "r3", None])
        made.append({"came": came, "left": left, "back": back, "why": why, "room": room})
    return made


def reckon(days: period.Period, now: int, site: int = 1) -> Figures:
    return figures(site, registers()["visitors"], reports()["visitors"], days, now)


@pytest.mark.parametrize("story", range(5))
def test_the_figures_are_what_a_person_would_count(estate: int, story: int) -> None:
    days = period.read(FIRST, LAST, ZONE)
    slips, now = invent(story, days), days.end + 2 * DAY_MS
    write(slips)
    found = reckon(days, now)
    there = [s for s in slips if days.begin <= s["came"] < days.end]
    clocks = [datetime.fromtimestamp(s["came"] / 1000, ZoneInfo(ZONE)) for s in there]
    counted = Counter(clock.date() for clock in clocks)
    assert found.days == {day: counted[day] for day in days.days}
    assert found.hours == [sum(clock.hour == hour for clock in clocks) for hour in range(24)]
    assert found.homes == Counter(s["room"] or "" for s in there)
    assert found.reasons == Counter(s["why"] or "" for s in there)
    stays = sorted((s["left"] - s["came"]) // MINUTE_MS for s in there if s["left"])
    assert found.stays == len(stays)
    assert found.median == stays[-(-len(stays) // 2) - 1]
    assert found.ninety == stays[-(-len(stays) * 9 // 10) - 1]
    out = sorted(s["came"] for s in slips if not s["back"])
    assert found.inside == sum(s["left"] is None for s in slips)
    assert (sum(found.ages), [s.since for s in found.slips]) == (len(out), out[:20])


def test_whoever_was_not_seen_leaving_is_counted_apart(estate: int) -> None:
    days = period.read(FIRST, LAST, ZONE)
    plain = {"came": days.begin, "left": None, "back": None, "why": "visit", "room": "r1"}
    closed = {**plain, "state": "auto_closed", "end": days.begin + 5, "unseen": days.begin + 5}
    write([plain, closed, {**plain, "state": "unseen", "unseen": days.begin + 5}])
    write([{**closed, "left": days.begin + 9}])  # seen leaving after all
    found = reckon(days, days.end)
    assert (found.total, found.unseen, found.inside, sum(found.ages)) == (4, 2, 1, 2)


def test_slips_fall_under_their_age(estate: int) -> None:
    days, now = period.read(FIRST, LAST, ZONE), 1775000000000
    hours = (0, 11, 12, 13, 23, 24, 71, 72, 167, 168, 2000)
    plain = {"left": None, "back": None, "why": "visit", "room": "r1"}
    write([{"came": now - hour * HOUR_MS, **plain} for hour in hours])
    assert reckon(days, now).ages == [2, 3, 2, 2, 2]


def test_only_who_came_to_this_house_counts(estate: int, other_site: int) -> None:
    days = period.read(FIRST, LAST, ZONE)
    plain = {"came": days.begin, "left": None, "back": None, "why": "visit", "room": "r1"}
    write([plain, {**plain, "state": TAKEN_BACK, "end": 5}, {**plain, "came": None}])
    # Turned away: never came in. Still asked for: stands in the lobby, and holds no slip.
    write([{**plain, "state": "denied", "end": 5}, {**plain, "state": "to_decide"}])
    write([plain], other_site)
    found = reckon(days, days.end)
    assert (found.total, found.inside, sum(found.ages)) == (2, 2, 1)
    assert reckon(days, days.end, other_site).total == 1


def test_nobody_came(estate: int, office: Office) -> None:
    said = ask(office(CARMEN)).get_json()
    assert (said["total"], said["median"], said["days"]["path"], said["slips"]) == (
        "0",
        "–",
        "",
        [],
    )


def ask(http: FlaskClient, what: str = "", **other: str) -> Any:
    asked = {"from": FIRST, "to": LAST, "lang": "en", **other}
    return http.get(f"/api/office/reports/visitors{what}", query_string=asked)


@pytest.fixture
def busy(estate: int) -> None:
    """Let people come, in Madrid."""
    db.session.execute(update(Setting).where(Setting.id == "zone").values(value=ZONE))
    db.session.commit()
    write(invent(1, period.read(FIRST, LAST, ZONE)))


def test_the_page_is_told_in_words(busy: None, office: Office) -> None:
    http = office(CARMEN)
    said = ask(http).get_json()
    assert {row["name"] for row in said["homes"]} == {"12A", "12B", "PH", "not said"}
    assert {row["name"] for row in said["reasons"]} >= {"Private visit", "Delivery"}
    assert sum(row["count"] for row in said["days"]["rows"]) == int(said["total"])
    assert said["homes"][0]["part"] == 100
    hant = ask(http, lang="zh-Hant").get_json()
    assert (hant["title"], hant["days"]["first"]) == ("訪客", "2026年3月20日")
    long = ask(http, **{"from": "2026-01-01", "to": "2026-06-30"}).get_json()
    assert (long["weekly"], len(long["days"]["rows"])) == (True, 26)


def test_the_workbook_has_every_day(busy: None, office: Office) -> None:
    http = office(CARMEN)
    book = load_workbook(io.BytesIO(ask(http, "/table.xlsx", lang="es").data))
    days = book["Por día"]
    assert (days.max_row, days["A2"].value) == (23, FIRST)
    total = sum(int(str(row[1].value)) for row in list(days)[1:])
    assert str(total) == ask(http).get_json()["total"]


@pytest.mark.parametrize("lang", LOCALES)
def test_the_paper_is_one_sheet_of_a4(busy: None, office: Office, lang: str) -> None:
    http = office(CARMEN)
    said = ask(http, lang=lang).get_json()
    [page] = PdfReader(io.BytesIO(ask(http, "/paper.pdf", lang=lang).data)).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    shown = re.sub(r"\s", "", unicodedata.normalize("NFKC", page.extract_text()))
    words = [said["title"], said["total"], said["median"], said["homes"][0]["name"], said["made"]]
    for word in (*words, said["slips"][0]["no"], *(row["name"] for row in said["reasons"])):
        assert re.sub(r"\s", "", unicodedata.normalize("NFKC", word)) in shown, word


def test_a_full_paper_stays_on_its_sheet(app: Flask, estate: int) -> None:
    said = dict(paper.DOCUMENT.sample["said"])
    said["homes"] = [
        {**row, "name": "Tower of the Golden Phoenix, 38 F " * 3} for row in said["homes"]
    ]
    said["reasons"] = [{**row, "count": 10**9} for row in said["reasons"]]
    settings = paper.DOCUMENT.sample["settings"]
    for lang in LOCALES:
        assert len(PdfReader(io.BytesIO(paper.pdf(said, settings, lang))).pages) == 1


@pytest.mark.parametrize(
    ("what", "wrong", "status"),
    [("", {"from": "x"}, 400), ("/paper.pdf", {"lang": "fr"}, 400), ("x", {}, 404)],
)
def test_a_wish_that_means_nothing_is_refused(
    estate: int, office: Office, what: str, wrong: dict[str, str], status: int
) -> None:
    assert ask(office(CARMEN), what, **wrong).status_code == status


def test_columns_stand_in_their_box() -> None:
    for counts in ([0], [3, 0, 9], list(range(400))):
        numbers = [int(n) for n in re.findall(r"M(\d+) ", charts.columns(counts))]
        assert len(numbers) == sum(count > 0 for count in counts)
        assert all(0 <= n < charts.WIDTH for n in numbers)
        assert (f"v-{charts.HEIGHT}h" in charts.columns(counts)) == (max(counts) > 0)
    assert chart([("a", 1), ("b", 3)])["most"] == 3
