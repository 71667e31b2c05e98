"""The office's door for lists: who may, what is posted; only what was looked at goes in."""

import io

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from desk.db import db
from desk.tables import Room
from desk.testing.people import BO, CARMEN, DORA
from tests.house.conftest import Office
from tests.importing.files import csv_text, xlsx

pytestmark = pytest.mark.engine

ROOMS = [("room", "floor", "remarks"), ("77A", "77", "sea view"), ("77B", "77", "")]


def post(http: FlaskClient, data: bytes, kind: str = "rooms", **fields: str) -> TestResponse:
    form = {"file": (io.BytesIO(data), "list.csv"), **fields}
    return http.post(f"/api/office/import/{kind}", data=form, content_type="multipart/form-data")


def names() -> set[str]:
    return {row.name for row in db.session.query(Room)}


def test_a_list_goes_in_only_after_it_was_looked_at(office: Office) -> None:
    dora, data = office(DORA), csv_text(ROOMS).encode()
    before = names()
    seen = post(dora, data).get_json()
    assert (seen["added"], seen["unused"], seen["faults"]) == (2, ["remarks"], 0)
    assert seen["samples"][0] == {"line": 2, "new": True, "text": "77A · 77"}
    assert (seen["done"], names()) == (False, before)
    other = csv_text([*ROOMS, ("77C", "77", "")]).encode()
    assert post(dora, other, sure=seen["digest"]).get_json()["done"] is False
    assert names() == before
    assert post(dora, data, sure=seen["digest"]).get_json()["done"] is True
    assert names() == before | {"77A", "77B"}


def test_problems_are_told_in_the_readers_language_and_nothing_goes_in(office: Office) -> None:
    dora = office(DORA)
    data = xlsx([("房号", "楼层"), ("88A", "x" * 65), ("", "3")])
    answer = dora.post(
        "/api/office/import/rooms?lang=zh-Hans",
        data={"file": (io.BytesIO(data), "a.xlsx")},
        content_type="multipart/form-data",
    ).get_json()
    assert answer["problems"] == [
        {"line": 2, "column": "楼层", "value": "x" * 65, "reason": "内容过长。"},
        {"line": 3, "column": "房号", "value": "", "reason": "此处必填，目前为空。"},
    ]
    assert post(dora, data, sure=answer["digest"]).get_json()["done"] is False
    assert "88A" not in names()


def test_permissions_that_overlap_are_told_before_they_go_in(office: Office) -> None:
    rows = [("room", "name", "days"), ("12A", "Ana", "Mon-Fri"), ("12A", "Ana", "Fri")]
    seen = post(office(DORA), csv_text(rows).encode(), "permissions").get_json()
    assert (seen["added"], seen["faults"]) == (2, 0)
    assert seen["notes"] == [
        {
            "line": 3,
            "column": "name",
            "value": "Ana",
            "reason": "May come in at this time already, by line: 2",
            "goes": True,
        }
    ]


def test_what_is_no_list_is_told_not_crashed_over(office: Office) -> None:
    dora = office(DORA)
    for data in (b"PK\x03\x04 no", bytes(range(256)) * 9, b"colour\nred\n", b"room\n"):
        answer = post(dora, data)
        assert answer.status_code == 200, data[:20]
        assert answer.get_json()["unreadable"], data[:20]
    assert post(dora, csv_text(ROOMS).encode(), encoding="ebcdic").get_json()["unreadable"]
    for form in ({}, {"file": "text"}, {"file": (io.BytesIO(b""), "empty.csv")}):
        answer = dora.post(
            "/api/office/import/rooms", data=form, content_type="multipart/form-data"
        )
        assert (answer.status_code, answer.get_json()["field"]) == (400, "file")
    assert dora.post("/api/office/import/rooms", json={}).status_code == 415
    assert post(dora, b"room\n1\n", kind="prices").status_code == 404
    large = {"data": bytes(33 * 1024 * 1024), "content_type": "multipart/form-data; boundary=x"}
    assert dora.post("/api/office/import/rooms", **large).status_code == 413


def test_only_who_sets_up_the_house_brings_lists_in(office: Office, client: FlaskClient) -> None:
    data = csv_text(ROOMS).encode()
    assert post(office(CARMEN), data).status_code == 403
    assert post(client, data).status_code == 401
    assert BO.password == "", "a guard has no password to come in by"
