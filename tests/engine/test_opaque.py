"""An entry that fails even alone is kept by the house, whatever its bytes (offline.md D2)."""

import hashlib
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import select

from desk import attention, purge
from desk.db import db
from desk.journal import Status
from desk.sync import opaque
from desk.tables import Quarantine
from desk.testing.tablet import Tablet, b64
from desk.time import DAY_MS, now_ms
from tests.engine.house import assert_sound, journal, rec_of, receipt, site_row

pytestmark = pytest.mark.engine

Devices = Callable[..., Tablet]
CANARY = "Zzyzx Quillfeather"
NO_ENTRY = [
    b"\xff\xfe\0", b"[]", b"null", b'"x"', b"{", b"{}", b'{"v":1,"v":1}', b'{"a":1.5}', b"[" * 9000,
    b'{"b":"\\ud800"}', b'{"v":1,"b":"{}","k":"","s":"","p":{}}', b'{"v":1,"b":7}',
]  # fmt: skip


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def hold(tablet: Tablet, raw: bytes, epoch: str | None = None) -> Any:
    body = {"epoch": tablet.epoch if epoch is None else epoch, "bytes": b64(raw)}
    return tablet.http.post("/api/sync/hold", json=body)


@pytest.mark.parametrize("raw", [*NO_ENTRY, CANARY.encode() * 900])
def test_bytes_that_are_no_entry_are_kept_once(tablet: Tablet, estate: int, raw: bytes) -> None:
    answers = [hold(tablet, raw) for _ in range(2)]
    found = [answer.get_json() for answer in answers]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert found[0]["results"] == found[1]["results"]
    assert found[0]["digest"] == hashlib.sha256(raw).hexdigest()
    (result,) = found[0]["results"]
    assert (result["status"], result["code"], result["seq"]) == ("rejected", "malformed", 1)
    (line,) = journal(estate)
    assert (line.status, line.body, line.digest.hex()) == (Status.REJECTED, None, result["receipt"])
    (row,) = attention.quarantine(estate)
    assert (row["seq"], row["status"], row["reason"]) == (1, "rejected", "malformed")
    assert_sound(estate)


def test_the_bytes_can_be_had_again(tablet: Tablet) -> None:
    hold(tablet, NO_ENTRY[0])
    kept = db.session.scalars(select(Quarantine)).one()
    assert json.loads(kept.envelope) == b64(NO_ENTRY[0])


def test_bytes_travel_bare_too(tablet: Tablet) -> None:
    def bare(raw: bytes) -> Any:
        return tablet.http.post(
            f"/api/sync/hold?epoch={tablet.epoch}",
            data=raw,
            content_type="application/octet-stream",
        )

    assert bare(b"\0\1").get_json()["results"] == hold(tablet, b"\0\1").get_json()["results"]
    assert bare(b"x" * opaque.LIMIT).status_code == 200
    assert bare(b"x" * (opaque.LIMIT + 1)).status_code == 413
    assert bare(b"").status_code == 400


def test_an_entry_among_them_counts_like_any_other(tablet: Tablet, estate: int) -> None:
    tablet.sign_in()
    (entry,) = tablet.outbox
    raw = json.dumps(entry).encode()
    assert hold(tablet, raw).get_json()["results"][0]["status"] == "applied"
    assert hold(tablet, raw).get_json()["results"][0]["status"] == "duplicate"
    assert tablet.post([entry])["results"][0]["status"] == "duplicate"
    assert len(journal(estate)) == 1


def test_a_forgery_takes_no_true_entrys_place(device: Devices, estate: int) -> None:
    mine, other = device(), device()
    mine.sign_in()
    forged = {**mine.outbox[0], "s": b64(b"\1" * 64)}
    found = hold(other, json.dumps(forged).encode()).get_json()["results"][0]
    assert (found["status"], found["code"]) == ("rejected", "bad_signature")
    assert mine.post(mine.outbox)["results"][0]["status"] == "applied"
    assert receipt(estate, rec_of(forged)) is None


def test_an_entry_that_breaks_the_judge_is_kept(
    tablet: Tablet, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    tablet.sign_in(name=CANARY)
    raw = json.dumps(tablet.outbox[0]).encode()
    with monkeypatch.context() as patch:
        patch.setattr(import_module("desk.sync.prepare"), "_judge", broken)
        answer = hold(tablet, raw).get_json()
    assert answer["results"][0]["status"] == "rejected"
    assert CANARY not in str([line.body for line in journal(estate)])
    assert tablet.post(tablet.outbox)["results"][0]["status"] == "applied", "once it is mended"


def test_held_bytes_go_with_the_purge(tablet: Tablet, estate: int) -> None:
    hold(tablet, CANARY.encode())
    assert purge.purge(estate, now_ms() + 400 * DAY_MS) == 1
    assert db.session.scalars(select(Quarantine.envelope)).one() == "{}"


def test_another_history_is_told_so(tablet: Tablet, estate: int) -> None:
    answer = hold(tablet, b"x", "0" * 32)
    assert (answer.status_code, answer.get_json()["epoch"]) == (409, tablet.epoch)
    assert site_row(estate).seq == 0


@pytest.mark.parametrize("bad", [{}, {"epoch": "", "bytes": 7}, {"epoch": "", "bytes": "!"}])
def test_a_request_that_is_none(tablet: Tablet, bad: dict[str, Any]) -> None:
    assert tablet.http.post("/api/sync/hold", json=bad).status_code == 400
