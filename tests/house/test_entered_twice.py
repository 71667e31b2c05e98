"""The house counts a visitor who was entered twice once: in its report, its export, its list."""

import csv
import io
from datetime import timedelta

import pytest

from desk import attention
from desk.alike import FLAG
from desk.hours import today
from desk.testing.devices import Devices
from desk.testing.people import CARMEN
from desk.testing.tablet import Tablet
from desk.time import now_ms
from tests.house.conftest import Office

pytestmark = pytest.mark.engine


@pytest.fixture
def pair(device: Devices) -> tuple[Tablet, str, str]:
    """Write one visitor down at two desks."""
    north, south = device(op=CARMEN), device(op=CARMEN)
    first, second = north.sign_in("Ana Ruiz"), south.sign_in("Ana Ruiz")
    north.push()
    south.push()
    return south, first, second


def merge(tablet: Tablet, record: str, into: str) -> None:
    tablet.act("visitors.merge", record, {"merged_into": into, "merged_why": "two_desks"})
    tablet.push()


def numbers(tablet: Tablet) -> dict[str, str]:
    return {row["id"]: row["no"] for row in tablet.pull()["records"]}


def test_the_office_sees_both_of_a_pair(pair: tuple[Tablet, str, str]) -> None:
    tablet, first, second = pair
    [row] = attention.flagged(tablet.site)
    assert (row["id"], row["flags"]) == (second, [FLAG])
    assert row["twin"] == {"id": first, "no": numbers(tablet)[first]}
    merge(tablet, second, first)
    assert attention.flagged(tablet.site) == []


def test_a_report_counts_them_once(pair: tuple[Tablet, str, str], office: Office) -> None:
    tablet, first, second = pair
    day = today(now_ms(), "Asia/Hong_Kong")
    asked = {"from": f"{day - timedelta(1)}", "to": f"{day}", "lang": "en"}
    http = office(CARMEN)
    counts = []
    for _ in range(2):
        told = http.get("/api/office/reports/visitors", query_string=asked).get_json()
        counts.append((told["total"], told["inside"], told["out"]))
        merge(tablet, second, first)
    assert counts == [("2", "2", "2"), ("1", "1", "1")]


def test_an_export_has_one_line_that_names_the_second_slip(
    pair: tuple[Tablet, str, str], office: Office
) -> None:
    tablet, first, second = pair
    merge(tablet, second, first)
    day = f"{today(now_ms(), 'Asia/Hong_Kong')}"
    asked = {"register": "visitors", "from": day, "to": day, "lang": "en", "kind": "csv"}
    text = office(CARMEN).get("/api/office/export", query_string=asked).get_data(as_text=True)
    [line] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    known = numbers(tablet)
    assert (line["Number"], line["Also entered as"]) == (known[first], known[second])
    assert not {"twin", "merged_into", "The slip that stays"} & line.keys()
