"""The feed misses nothing, sends what has changed, and costs one read when nothing has."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import delete, event, select, update

from desk import ageing, changes, reference, sync
from desk.changes import Cursor
from desk.db import db, write
from desk.sync import push
from desk.tables import Device, Personal, Record, Room, RunningClock, Site
from desk.testing.people import ALICE, BO, CARMEN
from desk.testing.tablet import Json, Tablet
from tests.engine.house import assert_sound, rec_of, site_row

pytestmark = pytest.mark.engine

Devices = Callable[..., Tablet]
DAY = 86_400_000


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


class Reader:
    """Read the feed as a device does, and keep what it was told."""

    def __init__(self, device: str, limit: int = changes.PAGE) -> None:
        self.device, self.limit = device, limit
        self.since, self.ref_since = Cursor(0, ""), 0
        self.records: dict[str, Json] = {}
        self.refs: dict[tuple[str, str], Json] = {}
        self.own: list[Json] = []

    def page(self) -> Json:
        db.session.rollback()
        device = db.session.get_one(Device, self.device)
        epoch = site_row(device.site).epoch
        found = changes.changes(device, epoch, self.since, self.ref_since, self.limit)
        for key in found["gone"]:
            self.records.pop(key, None)
        self.records |= {record["id"]: record for record in found["records"]}
        self.refs |= {(row["kind"], row["id"]): row for row in found["refs"]}
        self.own += found["own"]
        self.since, self.ref_since = Cursor.parse(found["to"]), found["ref_to"]
        return found

    def all(self) -> "Reader":
        while self.page()["more"]:
            pass
        return self


@contextmanager
def statements() -> Iterator[list[str]]:
    """Count what reaches the database."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def seqs(site: int) -> dict[str, int]:
    db.session.rollback()
    query = select(Record.id, Record.seq).where(Record.site == site)
    return {key: seq for key, seq in db.session.execute(query)}  # noqa: C416 (rows are no pairs)


@pytest.mark.parametrize("start", range(4))
def test_small_pages_between_writes_miss_nothing(tablet: Tablet, estate: int, start: int) -> None:
    dice = random.Random(start)
    reader, open_slips = Reader(tablet.id, limit=dice.choice([1, 2, 3, 7])), list[str]()
    for _ in range(30):
        for _ in range(dice.randrange(4)):
            if open_slips and dice.random() < 0.5:
                tablet.act("visitors.sign_out", open_slips.pop(dice.randrange(len(open_slips))))
            else:
                open_slips.append(tablet.sign_in())
        tablet.push()
        for _ in range(dice.randrange(3)):
            reader.page()
    reader.all()
    assert {key: record["seq"] for key, record in reader.records.items()} == seqs(estate)
    assert [one["seq"] for one in reader.own] == list(range(1, site_row(estate).seq + 1))


def test_nothing_new_costs_one_read(tablet: Tablet) -> None:
    tablet.sign_in()
    tablet.push()
    reader = Reader(tablet.id).all()
    device = db.session.get_one(Device, tablet.id)
    with statements() as seen:
        found = changes.changes(device, tablet.epoch, reader.since, reader.ref_since)
    assert (found["records"], found["refs"], found["own"], found["more"]) == ([], [], [], False)
    assert found["to"] == str(reader.since)
    assert len([one for one in seen if one.startswith("SELECT")]) == 1


def test_an_idle_pull_is_one_read_cookie_and_all(tablet: Tablet) -> None:
    tablet.sign_in()
    tablet.push()
    reader = Reader(tablet.id).all()
    asked = {"epoch": tablet.epoch, "since": str(reader.since), "ref_since": reader.ref_since}
    with statements() as seen:
        answer = tablet.http.get("/api/changes", query_string=asked)
    assert (answer.status_code, answer.get_json()["to"]) == (200, str(reader.since))
    reads = [one for one in seen if not one.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
    assert len(reads) == 1, reads


def test_one_push_is_few_statements_whatever_its_size(tablet: Tablet) -> None:
    counts = []
    for size, came in ((5, 0), (50, 1), (50, 1)):  # the last look like those before them
        for number in range(size):
            tablet.sign_in(f"Visitor {came}{number}", id_last4=f"{came}{number:03}")
        with statements() as seen:
            tablet.push()
        begun = max(i for i, one in enumerate(seen) if "FROM site" in one and "device" not in one)
        counts.append(len(seen[begun:]))
    # To look whole at whoever others look like costs one more, however many they are.
    assert counts[0] == counts[1] == counts[2] - 1 <= 14


def test_another_history_is_told(tablet: Tablet, estate: int) -> None:
    db.session.execute(update(Site).values(epoch="0" * 32))
    db.session.commit()
    answer = tablet.http.get("/api/changes", query_string={"epoch": tablet.epoch, "since": "0:"})
    assert (answer.status_code, answer.get_json()["epoch"]) == (409, "0" * 32)
    tablet.sign_in()
    body = {"epoch": tablet.epoch, "entries": tablet.outbox}
    answer = tablet.http.post("/api/sync", json=body)
    assert (answer.status_code, answer.get_json()["epoch"]) == (409, "0" * 32)
    assert site_row(estate).seq == 0


def test_the_answer_says_where_the_house_stands(tablet: Tablet, estate: int) -> None:
    tablet.sign_in()
    answer = tablet.post(tablet.outbox)
    row = site_row(estate)
    assert answer["head"] == [row.seq, row.head.hex()]
    assert {"server_time", "min_shell", "epoch", "safe_seq", "trust_version"} <= answer.keys()
    assert answer["results"][0]["hash"] == row.head.hex()


def test_a_device_reads_its_own_results_and_no_others(tablet: Tablet, device: Devices) -> None:
    other = device()
    for one in (tablet, other, tablet):
        one.sign_in()
        one.push()
    mine = Reader(tablet.id).all()
    assert [(one["status"], one["seq"]) for one in mine.own] == [("applied", 1), ("applied", 3)]
    assert len(mine.records) == 3


def test_a_released_entry_comes_back_as_applied(tablet: Tablet, device: Devices) -> None:
    tablet.sign_in()
    entry, gate = tablet.outbox.pop(), device("gate", op=BO)
    gate.act("visitors.sign_out", rec_of(entry))
    gate.push()
    reader = Reader(gate.id).all()
    assert [one["status"] for one in reader.own] == ["held"]
    tablet.outbox.append(entry)
    tablet.push()
    reader.all()
    assert [one["status"] for one in reader.own] == ["held", "applied"]
    assert reader.own[0]["id"] == reader.own[1]["id"]


def test_what_each_kind_of_device_may_see(device: Devices, estate: int) -> None:
    desk, gate, office = device("desk"), device("gate", op=BO), device("office", op=CARMEN)
    rec = desk.sign_in(note="asked for Mrs Chen", company="Acme")
    desk.push()
    at = {one.id: Reader(one.id).all() for one in (desk, gate, office)}
    assert set(at[desk.id].records[rec]["p"]) == {
        "name", "host_name", "id_last4", "note", "company",
    }  # fmt: skip
    assert set(at[gate.id].records[rec]["p"]) == {"name", "host_name", "company"}
    people = {one: reader.refs["person", "p1"]["data"] for one, reader in at.items()}
    assert "phone" not in people[desk.id] | people[gate.id]
    assert people[office.id]["phone"] == "+852 9123 4567"
    assert people[desk.id]["tail"] == "4567"
    assert "tail" not in people[gate.id]
    assert set(at[gate.id].refs["staff", ALICE.id]["data"]) == {"name", "roles", "lang"}


def test_an_old_visit_leaves_by_age(tablet: Tablet, device: Devices, estate: int) -> None:
    rec = tablet.sign_in()
    tablet.act("visitors.sign_out", rec)
    tablet.push()
    reader = Reader(tablet.id).all()
    assert rec in reader.records
    old = {"closed": tablet.now() - 15 * DAY}
    db.session.execute(update(Record.__table__).where(Record.id == rec).values(old))  # type: ignore[arg-type]
    db.session.commit()
    assert [ageing.retire(estate, tablet.now()) for _ in range(2)] == [1, 0]
    assert_sound(estate)
    assert rec not in reader.all().records
    newcomer = Reader(device().id)
    assert newcomer.page()["gone"] == []
    assert rec not in newcomer.all().records


def test_a_purged_value_is_not_sent(tablet: Tablet) -> None:
    rec = tablet.sign_in(company="Acme")
    tablet.push()
    db.session.execute(delete(Personal).where(Personal.field == "company"))
    db.session.commit()
    assert set(Reader(tablet.id).all().records[rec]["p"]) == {"name", "host_name", "id_last4"}


def test_undo_carries_the_values_it_would_put_back(tablet: Tablet) -> None:
    rec = tablet.sign_in(name="张伟")
    tablet.act("visitors.correct", rec, {"f:room": "r2"}, {"name": "张薇", "reason": "misheard"})
    tablet.push()
    record = Reader(tablet.id).all().records[rec]
    assert (record["p"]["name"], record["room"]) == ("张薇", "r2")
    assert record["undo"]["before"]["p"] == {"name": "张伟"}
    tablet.act("visitors.take_back", rec, {"entry": record["undo"]["entry"]})
    tablet.push()
    record = Reader(tablet.id).all().records[rec]
    assert (record["p"]["name"], record["room"], record["undo"]) == ("张伟", "r1", None)


def test_another_site_is_invisible(tablet: Tablet, device: Devices) -> None:
    db.session.add(Site(id=2))
    db.session.commit()
    tablet.sign_in()
    tablet.push()
    stranger = Reader(device(site=2).id).all()
    assert (stranger.records, stranger.refs, stranger.own) == ({}, {}, [])


def test_reference_rows_come_by_version(tablet: Tablet, estate: int) -> None:
    reader = Reader(tablet.id, limit=2).all()
    assert reader.refs["room", "r1"]["data"]["name"] == "12A"
    with write(estate) as site:
        room = db.session.get_one(Room, (estate, "r1"))
        room.name = "12A and B"
        reference.touch(site, room)
        reference.drop(site, db.session.get_one(Room, (estate, "r2")))
    found = reader.page()
    assert [(row["id"], row["deleted"]) for row in found["refs"]] == [("r1", False), ("r2", True)]
    assert found["refs"][1]["data"] is None
    newcomer = Reader(tablet.id).all()
    assert ("room", "r2") not in newcomer.refs


def test_a_snapshot_says_how_much_there_is(tablet: Tablet) -> None:
    tablet.sign_in()
    tablet.push()
    told = tablet.http.get("/api/snapshot").get_json()
    reader = Reader(tablet.id).all()
    assert (told["records"], told["refs"]) == (len(reader.records), len(reader.refs))
    assert told["head"][1] in told["head"]
    assert str(told["head"][0]) in told["checkpoint"].split("\n")


# What the server learns of a device


def hand_in(tablet: Tablet, **words: Any) -> Device:
    request = {"epoch": tablet.epoch, "entries": tablet.outbox, "shell": "2026.11.3", **words}
    assert tablet.http.post("/api/sync", json=request).status_code == 200
    tablet.outbox.clear()
    db.session.rollback()
    return db.session.get_one(Device, tablet.id, populate_existing=True)


def test_missing_entries_are_counted(tablet: Tablet) -> None:
    for _ in range(6):
        tablet.sign_in()
    kept = tablet.outbox[1:4]
    del tablet.outbox[1:4]
    row = hand_in(tablet, last_n=6, queued=3, oldest=1_700_000_000_000)
    assert (row.last_n, row.gaps, row.said_n, row.queued) == (6, [[2, 4]], 6, 3)
    assert (row.oldest, row.shell) == (1_700_000_000_000, "2026.11.3")
    tablet.outbox += [kept[1]]
    assert hand_in(tablet).gaps == [[2, 2], [4, 4]]
    tablet.outbox += [kept[0], kept[2]]
    assert hand_in(tablet).gaps == []


def test_a_head_that_is_not_ours_raises_the_alarm(tablet: Tablet) -> None:
    tablet.sign_in()
    head = tablet.post(tablet.outbox)["head"]
    assert hand_in(tablet, head=head).fork_at is None
    assert hand_in(tablet, head=[1, "00" * 32]).fork_at is not None


def test_a_head_from_the_future_raises_the_alarm(tablet: Tablet) -> None:
    assert hand_in(tablet, head=[99, "00" * 32]).fork_at is not None


def test_gaps_by_themselves() -> None:
    assert sync.devices.count(0, [], [3, 1, 7]) == (7, [[2, 2], [4, 6]])
    assert sync.devices.count(7, [[2, 2], [4, 6]], [5, 5, 2, 7]) == (7, [[4, 4], [6, 6]])
    assert push.read(b'{"entries":[],"last_n":-1,"head":7}').last_n == 0


# Clocks


def test_a_record_carries_the_clocks_that_run(tablet: Tablet) -> None:
    slip, other = tablet.sign_in(), tablet.sign_in()
    tablet.push()
    reader = Reader(tablet.id).all()
    row = db.session.get_one(RunningClock, (slip, "slip_out"))
    told = {"name": "slip_out", "started": row.started, "due": row.due}
    assert reader.records[slip]["clocks"] == [told]
    tablet.act("visitors.sign_out", slip)
    tablet.push()
    reader.all()
    assert (reader.records[slip]["clocks"], len(reader.records[other]["clocks"])) == ([], 1)
    undo = reader.records[slip]["undo"]
    assert undo["before"]["clocks"] == {"slip_out": {"started": row.started, "due": row.due}}
    tablet.act("visitors.take_back", slip, {"entry": undo["entry"]})
    tablet.push()
    assert reader.all().records[slip]["clocks"] == [told]


def test_clocks_cost_one_read_a_page(tablet: Tablet) -> None:
    for _ in range(9):
        tablet.sign_in()
    tablet.push()
    with statements() as seen:
        Reader(tablet.id).page()
    assert len([one for one in seen if "FROM running_clock" in one]) == 1
