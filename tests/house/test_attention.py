"""Needs attention: what a supervisor sees of flags, held entries, tablets, clocks, and does."""

import json

import pytest
from flask.testing import FlaskClient

from desk import devices, journal_file, purge, tick
from desk.db import db
from desk.journal import Status
from desk.sync import held
from desk.tables import Audit, Device, Journal, Quarantine, RunningClock, Site
from desk.testing.devices import Devices
from desk.testing.people import ALICE, BO, CARMEN, DORA
from desk.testing.tablet import Tablet
from desk.time import DAY_MS, now_ms
from tests.house.conftest import Office


@pytest.fixture
def carmen(office: Office) -> FlaskClient:
    """Return the supervisor's browser."""
    return office(CARMEN)


def lines(what: str) -> list[tuple[str, object]]:
    """Return who did such a thing, and its detail."""
    return [(row.op, row.detail) for row in db.session.query(Audit) if row.what == what]


def revoked(device: Devices) -> tuple[Tablet, str]:
    """Let a revoked tablet hand in one entry more; return it and the record."""
    tablet = device()
    devices.revoke(db.session.get_one(Device, tablet.id), "lost", 0, DORA.id)
    record = tablet.sign_in("张伟")
    tablet.push()
    return tablet, record


def garbled(device: Devices) -> Quarantine:
    """Let a tablet hand in something that nobody can read."""
    tablet = device()
    tablet.sign_in("张伟")
    tablet.outbox[0]["s"] = "A" * 86
    tablet.push()
    return db.session.query(Quarantine).filter_by(status="rejected").one()


def test_a_held_entry_counts_on_a_supervisors_word(device: Devices, carmen: FlaskClient) -> None:
    tablet, record = revoked(device)
    held = carmen.get("/api/office/quarantine").get_json()["quarantine"][0]
    assert (held["reason"], held["rec"]) == ("device_revoked", record)
    assert (held["letters"], held["name"]) == (tablet.letters, f"desk {tablet.letters}")
    assert held["who"] == ALICE.name
    kept = db.session.query(Quarantine).filter_by(id=held["id"]).one()
    assert held["size"] == len(kept.envelope.encode())
    path = f"/api/office/held/{held['id']}/release"
    assert carmen.post(path, json={}).get_json()["field"] == "reason"
    said = carmen.post(path, json={"reason": "He was here: the slip is in the box."})
    assert (said.status_code, said.get_json()["status"]) == (200, "applied")
    assert [row["id"] for row in device().pull()["records"]] == [record]
    assert carmen.get("/api/office/quarantine").get_json()["quarantine"] == []
    detail = {"seq": 1, "entry": held["id"], "reason": "He was here: the slip is in the box."}
    assert lines("entry.release") == [(CARMEN.id, detail)]
    assert carmen.post(path, json={"reason": "again"}).status_code == 404
    assert len(lines("entry.release")) == 1
    assert tablet.letters in carmen.get("/api/office/devices").text


def test_a_held_entry_is_set_aside_and_nothing_is_lost(
    device: Devices, carmen: FlaskClient
) -> None:
    revoked(device)
    entry = carmen.get("/api/office/quarantine").get_json()["quarantine"][0]["id"]
    path = f"/api/office/held/{entry}/aside"
    assert carmen.post(path, json={}).get_json()["field"] == "reason"
    assert carmen.post(path, json={"reason": "It was stolen by then."}).status_code == 200
    said = carmen.get("/api/office/quarantine").get_json()
    assert ([row["id"] for row in said["aside"]], said["quarantine"]) == ([entry], [])
    assert carmen.get("/api/office/attention").get_json()["quarantine"] == {}
    detail = {"seq": 1, "entry": entry, "reason": "It was stolen by then."}
    assert lines("entry.set_aside") == [(CARMEN.id, detail)]
    row = db.session.get_one(Journal, (1, 2))
    told = json.loads(row.body or "")
    assert (row.status, row.t, told["d"]) == (
        Status.SERVER,
        "journal.set_aside",
        {"entry": entry, "held": 1, "op": CARMEN.id},
    )
    assert "stolen" not in (row.body or ""), "what somebody writes can name people"
    assert db.session.get_one(Site, 1).held == 0
    assert journal_file.verify_database(db.session.get_one(Site, 1)).faults == []
    assert carmen.post(path, json={"reason": "again"}).status_code == 404
    assert held.reprocess(1, now_ms()) == 0
    assert device().pull()["records"] == []
    purge.purge(1, now_ms() + DAY_MS)
    assert "张伟" in db.session.get_one(Quarantine, (1, 1)).envelope


def test_what_was_set_aside_may_still_count(device: Devices, carmen: FlaskClient) -> None:
    _, record = revoked(device)
    entry = carmen.get("/api/office/quarantine").get_json()["quarantine"][0]["id"]
    carmen.post(f"/api/office/held/{entry}/aside", json={"reason": "a mistake"})
    said = carmen.post(f"/api/office/held/{entry}/release", json={"reason": "he was here"})
    assert (said.status_code, said.get_json()["status"]) == (200, "applied")
    assert [row["id"] for row in device().pull()["records"]] == [record]
    assert carmen.get("/api/office/quarantine").get_json() == {"quarantine": [], "aside": []}
    assert db.session.get_one(Site, 1).held == 0
    again = carmen.post(f"/api/office/held/{entry}/aside", json={"reason": "no, it counts"})
    assert again.status_code == 404


def test_a_tablet_hears_that_its_entry_was_set_aside(device: Devices, carmen: FlaskClient) -> None:
    tablet = device()
    tablet.act("visitors.no_such_action")
    sent = list(tablet.outbox)
    tablet.push()
    entry = carmen.get("/api/office/quarantine").get_json()["quarantine"][0]["id"]
    tablet.pull()
    carmen.post(f"/api/office/held/{entry}/aside", json={"reason": "nobody knows what it is"})
    heard = tablet.pull()["own"]
    assert heard == [
        {"id": entry, "status": "rejected", "code": "set_aside", "seq": 2, "flags": []}
    ]
    (result,) = tablet.post(sent)["results"]
    assert (result["status"], result["code"], result["seq"]) == ("rejected", "set_aside", 2)
    assert db.session.get_one(Device, tablet.id).last_n == 1


def test_who_is_not_known_here_has_no_name(device: Devices, carmen: FlaskClient) -> None:
    tablet = device()
    stranger = Tablet(http=tablet.http, id="dffffffff", site=tablet.site, letters="T9")
    stranger.op = "nobody"
    stranger.sign_in("张伟")
    tablet.post(stranger.outbox)
    (held,) = carmen.get("/api/office/quarantine").get_json()["quarantine"]
    assert (held["reason"], held["dev"]) == ("unknown_device", "dffffffff")
    assert (held["letters"], held["name"], held["who"]) == ("", "", "")


def test_what_cannot_be_applied_stays_held(device: Devices, carmen: FlaskClient) -> None:
    tablet = device("gate", BO)
    tablet.act("visitors.no_such_action")
    tablet.push()
    held = carmen.get("/api/office/quarantine").get_json()["quarantine"][0]
    answer = carmen.post(f"/api/office/held/{held['id']}/release", json={"reason": "why not"})
    assert (answer.status_code, answer.get_json()["error"]) == (409, "still_held")
    assert lines("entry.release") == []
    seen = carmen.post(f"/api/office/quarantine/{held['seq']}/seen", json={"note": "away with it"})
    assert (seen.status_code, seen.get_json()["error"]) == (409, "still_held")
    assert carmen.get("/api/office/attention").get_json()["quarantine"] == {"unknown_type": 1}


def test_a_rejected_entry_is_seen_with_a_note(device: Devices, carmen: FlaskClient) -> None:
    row = garbled(device)
    assert carmen.get("/api/office/attention").get_json()["quarantine"] == {"bad_signature": 1}
    path = f"/api/office/quarantine/{row.seq}/seen"
    assert carmen.post(path, json={"note": ""}).get_json()["field"] == "note"
    for _ in range(2):
        assert carmen.post(path, json={"note": "a test of ours"}).status_code == 200
    assert carmen.get("/api/office/attention").get_json()["quarantine"] == {}
    detail = {"seq": row.seq, "note": "a test of ours"}
    assert lines("quarantine.seen") == [(CARMEN.id, detail)]
    assert db.session.get_one(Journal, (1, row.seq)).status == 3  # the journal keeps it


def test_the_bytes_are_saved_by_an_administrator_never_shown(
    device: Devices, office: Office, carmen: FlaskClient
) -> None:
    row = garbled(device)
    dora = office(DORA)
    listed = dora.get("/api/office/quarantine").get_json()["quarantine"][0]
    answer = dora.get(listed["bytes"])
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.data) == json.loads(row.envelope)
    assert lines("quarantine.download") == [(DORA.id, {"seq": row.seq})]
    assert "bytes" not in carmen.get("/api/office/quarantine").get_json()["quarantine"][0]
    assert carmen.get(listed["bytes"]).status_code == 403
    assert dora.get(f"/api/office/quarantine/{'9' * 30}/bytes").status_code == 404


def test_what_is_missing_is_told_to_the_number(device: Devices, carmen: FlaskClient) -> None:
    tablet = device()
    tablet.sign_in()
    tablet.n += 2
    tablet.sign_in()
    tablet.n += 3  # written and, as it says, not handed in
    tablet.push()
    gap = carmen.get("/api/office/attention").get_json()["gaps"][0]
    assert (gap["letters"], gap["missing"]) == (tablet.letters, [[2, 3], [5, 7]])


def test_a_tablet_that_saw_another_history(device: Devices, carmen: FlaskClient) -> None:
    tablet = device()
    tablet.sign_in()
    tablet.push()
    db.session.get_one(Device, tablet.id).fork_at = 1
    db.session.commit()
    said = carmen.get("/api/office/attention").get_json()
    assert [(row["id"], row["fork_at"]) for row in said["forks"]] == [(tablet.id, 1)]
    path = f"/api/office/devices/{tablet.id}/fork"
    assert carmen.post(path, json={}).get_json()["field"] == "reason"
    cleared = carmen.post(path, json={"reason": "It was restored from a copy of itself."})
    assert (cleared.status_code, cleared.get_json()["revoked_at"]) == (200, None)
    assert carmen.get("/api/office/attention").get_json()["forks"] == []
    detail = {"device": tablet.id, "since": 1, "reason": "It was restored from a copy of itself."}
    assert lines("fork.clear") == [(CARMEN.id, detail)]
    assert carmen.post(path, json={"reason": "again"}).status_code == 404
    odd = {"epoch": tablet.epoch, "head": [1, "ab" * 32], "entries": []}
    assert tablet.http.post("/api/sync", json=odd).status_code == 200
    assert carmen.get("/api/office/attention").get_json()["forks"], "it rings again"


def test_a_wrong_clock_and_a_repeated_number_name_their_tablet(
    device: Devices, carmen: FlaskClient
) -> None:
    tablet, other = device(), device()
    tablet.ahead, tablet.offset = -DAY_MS, DAY_MS
    tablet.sign_in()
    tablet.push()
    other.sign_in()
    other.numbers.clear()
    other.sign_in()
    other.push()
    odd = carmen.get("/api/office/attention").get_json()["odd"]
    assert {(row["id"], row["what"], row["count"]) for row in odd} == {
        (tablet.id, "clock", 1),
        (other.id, "number_reused", 1),
    }


def test_a_slip_that_is_not_back_climbs(
    device: Devices, carmen: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet = device()
    record = tablet.sign_in()
    tablet.push()
    assert carmen.get("/api/office/attention").get_json()["clocks"] == []
    due = db.session.get_one(RunningClock, (record, "slip_out")).due
    assert due is not None

    def later(minutes: int) -> list[object]:
        now = due + minutes * 60_000
        tick.climb(1, now)
        monkeypatch.setattr("blueprints.office.attention.now_ms", lambda: now)
        rows = carmen.get("/api/office/attention").get_json()["clocks"]
        return [(row["id"], row["clock"], row["told"]) for row in rows]

    assert later(1) == [(record, "visitors.slip_out", ["receptionist"])]
    assert later(31) == [(record, "visitors.slip_out", ["receptionist", "shift_leader"])]
    tablet.act("visitors.return_slip", record)
    tablet.push()
    assert later(32) == []


def test_a_flag_is_settled_by_an_entry_with_its_reason(
    device: Devices, office: Office, carmen: FlaskClient
) -> None:
    tablet, desk = device(), device("office", CARMEN)
    record = tablet.sign_in(id_seen="")
    tablet.push()
    flagged = carmen.get("/api/office/attention").get_json()["records"]
    assert [(row["id"], "rule_broken" in row["flags"]) for row in flagged] == [(record, True)]
    reason = {"reason": "The ID was seen at the gate."}
    desk.act("visitors.settle", record, {"flag": "rule_broken"}, reason, how="online")
    assert [row["status"] for row in desk.push().results.values()] == ["applied"]
    rows = carmen.get("/api/office/attention").get_json()["records"]
    assert [row for row in rows if "rule_broken" in row["flags"]] == []
    told = device().http.get(f"/api/records/{record}/history").get_json()["history"]
    assert (told[-1]["t"], told[-1]["op_name"]) == ("visitors.settle", CARMEN.name)
