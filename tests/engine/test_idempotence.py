"""The same entry counts once, however often, in whatever order and by whomever (offline.md T5)."""

import json
from collections.abc import Callable
from itertools import pairwise

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from desk import keys
from desk.db import Base, db
from desk.tables import Journal, Personal, Receipt
from desk.testing.tablet import Json, Tablet
from tests.engine.house import (
    ACTIONS,
    CREATING,
    ONLINE,
    assert_sound,
    journal,
    parent,
    picture,
    rec_of,
    receipt,
    results,
    settled,
    write_one,
)

pytestmark = pytest.mark.engine

Device = Callable[..., Tablet]
ORDER = keys.ORDER


@pytest.fixture
def tablet(device: Device) -> Tablet:
    return device()


def entry_of(tablet: Tablet, action: str) -> Json:
    """Write an entry of a type, with its record there before it."""
    rec = None if action in CREATING else parent(tablet, action)
    return write_one(tablet, action, rec)


def other_root(entry: Json) -> Json:
    """Return the entry with the other signature that the same key could have made (s → n - s)."""
    raw = keys.unb64(entry["s"])
    s = ORDER - int.from_bytes(raw[32:])
    return {**entry, "s": keys.b64(raw[:32] + s.to_bytes(32))}


def forged(entry: Json) -> Json:
    raw = bytearray(keys.unb64(entry["s"]))
    raw[40] ^= 1
    return {**entry, "s": keys.b64(bytes(raw))}


@pytest.mark.parametrize("action", ACTIONS)
class TestEveryType:
    def test_sent_again(self, tablet: Tablet, action: str) -> None:
        entry = entry_of(tablet, action)
        (first,) = results(tablet, entry)
        assert first["status"] == ("refused" if action in ONLINE else "applied")
        before = picture()
        for _ in range(3):
            (again,) = results(tablet, entry)
            assert settled(again) == settled(first)
            assert again["status"] == {"applied": "duplicate"}.get(first["status"], first["status"])
        assert picture() == before

    def test_same_id_other_bytes(self, tablet: Tablet, action: str, estate: int) -> None:
        entry = entry_of(tablet, action)
        (first,) = results(tablet, entry)
        other = tablet.seal(json.loads(entry["b"]) | {"sh": "another"})
        before = picture()
        (reused,) = results(tablet, other)
        assert (reused["status"], reused["code"]) == ("rejected", "id_reuse")
        assert picture()["record"] == before["record"]
        assert results(tablet, other) == [reused]
        (again,) = results(tablet, entry)
        assert settled(again) == settled(first)
        assert_sound(estate)

    def test_other_signature_of_the_same_bytes(self, tablet: Tablet, action: str) -> None:
        entry = entry_of(tablet, action)
        (first,) = results(tablet, entry)
        before = picture()
        for other in (other_root(entry), {**entry, "s": tablet.key.sign(b"nothing")}):
            (again,) = results(tablet, other)
            # Bytes that nobody signed are refused; they take nothing from the true entry.
            assert again["status"] in ("duplicate", "refused", "rejected")
        assert picture()["record"] == before["record"]
        assert settled(results(tablet, entry)[0]) == settled(first)

    def test_after_a_forgery_was_rejected(self, tablet: Tablet, action: str, estate: int) -> None:
        entry = entry_of(tablet, action)
        (no,) = results(tablet, forged(entry))
        assert (no["status"], no["code"]) == ("rejected", "bad_signature")
        assert results(tablet, forged(entry)) == [no]
        (yes,) = results(tablet, entry)
        assert yes["status"] in ("applied", "refused")
        assert_sound(estate)

    def test_twice_in_one_batch(self, tablet: Tablet, action: str, estate: int) -> None:
        entry = entry_of(tablet, action)
        first, second = results(tablet, entry, entry)
        assert settled(first) == settled(second)
        assert sum(line.id == first["id"] for line in journal(estate)) == 1

    def test_handed_in_by_another_device(self, tablet: Tablet, device: Device, action: str) -> None:
        entry = entry_of(tablet, action)
        (first,) = results(tablet, entry)
        before = picture()
        (again,) = results(device(), entry)
        assert settled(again) == settled(first)
        assert picture() == before

    def test_before_and_behind_others(self, tablet: Tablet, action: str, estate: int) -> None:
        before, entry, after = (entry_of(tablet, action) for _ in range(3))
        found = results(tablet, after, entry)
        again = results(tablet, entry, before, after)
        assert [settled(again[2]), settled(again[0])] == [settled(one) for one in found]
        assert settled(results(tablet, before)[0]) == settled(again[1])
        assert_sound(estate)

    def test_as_bytes_that_nothing_understands(self, tablet: Tablet, action: str) -> None:
        entry = entry_of(tablet, action)
        (first,) = results(tablet, entry)
        before = picture()
        raw = keys.b64(json.dumps(entry).encode())
        body = {"epoch": tablet.epoch, "bytes": raw}
        (again,) = tablet.http.post("/api/sync/hold", json=body).get_json()["results"]
        assert settled(again) == settled(first)
        assert picture() == before

    def test_after_its_personal_values_were_purged(self, tablet: Tablet, action: str) -> None:
        entry = entry_of(tablet, action)
        (first,) = results(tablet, entry)
        db.session.execute(delete(Personal))
        db.session.commit()
        before = picture()
        assert settled(results(tablet, {**entry, "p": {}})[0]) == settled(first)
        assert settled(results(tablet, entry)[0]) == settled(first)
        assert picture() == before


def day(tablet: Tablet) -> list[Json]:
    """Write the visits of a day: signing in, going up, leaving, a wrong tap taken back."""
    for step in range(6):
        rec = tablet.sign_in(name=f"客人{step}", waits="yes" if step % 2 else "")
        tablet.act("visitors.go_up", rec)
        if step % 3:
            tablet.act("visitors.leave", rec, {"left_how": "desk"})
        tablet.act("visitors.return_slip", rec)
    entries, tablet.outbox = tablet.outbox, []
    return entries


def fate(entries: list[Json], estate: int) -> list[object]:
    """Return what became of records, without the journal's own numbers."""
    recs = {rec_of(entry) for entry in entries}
    rows = picture()
    return [
        [row for row in rows["visitor"] if row[0] in recs],
        [(row[0], row[3], row[9], row[10]) for row in rows["record"] if row[0] in recs],
        [row for row in rows["record_personal"] if row[0] in recs],
        [row for row in rows["running_clock"] if row[0] in recs],
    ]


def test_order_within_a_batch_is_the_devices_own(tablet: Tablet, estate: int) -> None:
    entries = day(tablet)
    found = results(tablet, *reversed(entries))
    assert [one["id"] for one in found] == [json.loads(e["b"])["id"] for e in reversed(entries)]
    assert {one["status"] for one in found} == {"applied"}
    seqs = {one["id"]: one["seq"] for one in found}
    assert sorted(seqs, key=lambda key: seqs[key]) == [json.loads(e["b"])["id"] for e in entries]
    assert_sound(estate)


@pytest.mark.parametrize("cuts", [[1], [7], [3, 4, 11], list(range(1, 20))])
def test_however_it_is_split(tablet: Tablet, estate: int, cuts: list[int]) -> None:
    entries = day(tablet)
    edges = [0, *cuts, len(entries)]
    for start, end in pairwise(edges):
        results(tablet, *entries[start:end])
        results(tablet, *entries[max(0, start - 2) : end])  # overlapping, as after a lost answer
    split = fate(entries, estate)
    again = results(tablet, *entries)
    assert {one["status"] for one in again} == {"duplicate"}
    assert fate(entries, estate) == split
    assert len(journal(estate)) == len(entries)
    assert_sound(estate)


def test_batches_out_of_order_wait_for_their_parents(tablet: Tablet, estate: int) -> None:
    entries = day(tablet)
    early, late = entries[10:], entries[:10]
    first = results(tablet, *early)
    held = [one["id"] for one in first if one["status"] == "held"]
    assert held
    assert {one["reason"] for one in first if one["status"] == "held"} == {"parent_missing"}
    results(tablet, *late)
    for key in held:
        row = receipt(estate, key)
        assert row is not None
        assert row.status == "applied"
    again = results(tablet, *entries)
    assert {one["status"] for one in again} == {"duplicate"}
    assert_sound(estate)


def test_a_lost_answer_costs_nothing(tablet: Tablet, estate: int) -> None:
    entries = day(tablet)
    lost = results(tablet, *entries[:9])  # committed, and the answer never arrived
    found = results(tablet, *entries)
    assert [settled(one) for one in found[:9]] == [settled(one) for one in lost]
    assert [one["status"] for one in found] == ["duplicate"] * 9 + ["applied"] * (len(entries) - 9)
    assert_sound(estate)


@pytest.mark.parametrize("table", [Journal, Receipt])
def test_the_database_itself_knows_an_entry_once(tablet: Tablet, table: type[Base]) -> None:
    tablet.sign_in()
    tablet.push()
    row = dict(db.session.execute(select(table.__table__)).mappings().one())
    with pytest.raises(IntegrityError):
        db.session.execute(insert(table.__table__).values(row | {"hash": bytes(32)}))  # type: ignore[arg-type]
    db.session.rollback()
