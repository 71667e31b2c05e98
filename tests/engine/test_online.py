"""A decision that needs the newest state may be refused; the refusal is remembered."""

import json
from collections.abc import Callable

import pytest

from desk.db import db
from desk.tables import Record
from desk.testing.people import CARMEN
from desk.testing.tablet import Json, Tablet
from tests.engine.house import assert_sound, rec_of, results

pytestmark = pytest.mark.engine

Devices = Callable[..., Tablet]


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


@pytest.fixture
def flagged(tablet: Tablet) -> str:
    """Return a record that has the flag `conflict`."""
    rec = tablet.sign_in()
    for _ in range(2):
        tablet.act("visitors.sign_out", rec)
    tablet.push()
    return rec


def settle(tablet: Tablet, rec: str, flag: str = "conflict", reason: str = "looked into") -> Json:
    tablet.act("visitors.settle", rec, {"flag": flag}, {"reason": reason})
    return tablet.outbox.pop()


def flags(rec: str) -> list[str]:
    db.session.rollback()
    return list(db.session.get_one(Record, rec, populate_existing=True).flags)


def test_a_supervisor_settles(tablet: Tablet, flagged: str, estate: int) -> None:
    tablet.op = CARMEN.id
    entry = settle(tablet, flagged)
    (result,) = results(tablet, entry)
    assert (result["status"], result["flags"]) == ("applied", [])
    assert flags(flagged) == []
    (again,) = results(tablet, entry)
    assert (again["status"], again["seq"]) == ("duplicate", result["seq"])
    assert_sound(estate)


def refused(tablet: Tablet, entry: Json, code: str, estate: int) -> Json:
    first = results(tablet, entry)
    assert (first[0]["status"], first[0]["code"]) == ("refused", code)
    assert results(tablet, entry) == [{**first[0], "errors": first[0]["errors"]}]
    assert_sound(estate)
    return first[0]


def test_others_may_not(tablet: Tablet, flagged: str, estate: int) -> None:
    refused(tablet, settle(tablet, flagged), "not_allowed", estate)
    assert flags(flagged) == ["conflict"]


def test_without_a_reason(tablet: Tablet, flagged: str, estate: int) -> None:
    tablet.op = CARMEN.id
    result = refused(tablet, settle(tablet, flagged, reason=""), "invalid", estate)
    assert list(result["errors"]) == ["reason"]
    assert flags(flagged) == ["conflict"]


def test_a_flag_that_is_not_there(tablet: Tablet, flagged: str, estate: int) -> None:
    tablet.op = CARMEN.id
    refused(tablet, settle(tablet, flagged, flag="clock"), "conflict", estate)


def test_a_record_that_is_not_there(tablet: Tablet, estate: int) -> None:
    tablet.op = CARMEN.id
    tablet.sign_in()
    missing = rec_of(tablet.outbox.pop())
    refused(tablet, settle(tablet, missing), "conflict", estate)


def test_a_minute_later(tablet: Tablet, flagged: str, estate: int) -> None:
    tablet.op, tablet.ahead = CARMEN.id, -61_000
    refused(tablet, settle(tablet, flagged), "stale", estate)
    assert flags(flagged) == ["conflict"]


def test_unsigned(tablet: Tablet, flagged: str, estate: int) -> None:
    tablet.op = CARMEN.id
    refused(tablet, {**settle(tablet, flagged), "s": ""}, "not_allowed", estate)


def test_the_journal_keeps_no_typed_reason(tablet: Tablet, flagged: str) -> None:
    tablet.op = CARMEN.id
    assert "looked into" not in json.loads(settle(tablet, flagged)["b"])["d"].values()
