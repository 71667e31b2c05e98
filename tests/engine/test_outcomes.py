"""Every entry gets one of few outcomes, and none that reached the server vanishes."""

import json
from collections.abc import Callable

import pytest

from desk import devices, journal_file, keys
from desk.db import db, write
from desk.entry import signed
from desk.journal import Status
from desk.sync import held
from desk.tables import Audit, Device, Quarantine, Record, Site, Staff
from desk.testing.devices import enter
from desk.testing.people import BO, CARMEN, STRANGER
from desk.testing.tablet import Json, Tablet
from desk.time import now_ms
from tests.engine.house import assert_sound, journal, rec_of, receipt, results, site_row

pytestmark = pytest.mark.engine

Devices = Callable[..., Tablet]
DAY = 86_400_000


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def visit(tablet: Tablet, **body: object) -> Json:
    """Write a good sign-in of somebody else, changed as told, and return its entry."""
    tablet.sign_in(f"Visitor {tablet.n}", id_last4=f"{tablet.n:04d}")
    entry = tablet.outbox.pop()
    return {**tablet.seal(json.loads(entry["b"]) | body), "p": entry["p"]} if body else entry


def send(tablet: Tablet, entry: Json) -> Json:
    (result,) = results(tablet, entry)
    return result


def record(rec: str) -> Record | None:
    db.session.rollback()
    return db.session.get(Record, rec, populate_existing=True)


def quarantined(estate: int) -> list[Quarantine]:
    db.session.rollback()
    return list(db.session.scalars(db.select(Quarantine).where(Quarantine.site == estate)))


def wrong_byte(entry: Json) -> Json:
    return {**entry, "b": entry["b"].replace('"visit"', '"works"')}


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda e: {**e, "s": keys.b64(bytes(64))}, "bad_signature"),
        (wrong_byte, "bad_signature"),
        (lambda e: {**e, "k": "00000000"}, "bad_signature"),
        (lambda e: {**e, "p": {**e["p"], "name": [e["p"]["name"][0], "李四"]}}, "commitment"),
        (lambda e: {**e, "b": "{"}, "malformed"),
        (lambda e: {**e, "b": 7}, "malformed"),
        (lambda e: {**e, "v": 3}, "malformed"),
    ],
)
def test_a_spoilt_entry_is_rejected_and_kept(
    tablet: Tablet, estate: int, spoil: Callable[[Json], Json], code: str
) -> None:
    good = visit(tablet)
    bad, result = spoil(good), send(tablet, spoil(good))
    assert (result["status"], result["code"]) == ("rejected", code)
    assert record(rec_of(good)) is None
    (kept,) = quarantined(estate)
    assert json.loads(kept.envelope)["b"] == bad["b"]
    assert journal(estate)[-1].status == Status.REJECTED
    assert send(tablet, good)["status"] == "applied"
    assert_sound(estate)


def test_one_spoilt_entry_spoils_no_other(tablet: Tablet) -> None:
    batch: list[Json] = [visit(tablet), wrong_byte(visit(tablet)), visit(tablet)]
    assert [one["status"] for one in results(tablet, *batch)] == ["applied", "rejected", "applied"]


def test_an_entry_of_another_site_is_rejected(tablet: Tablet, estate: int) -> None:
    result = send(tablet, visit(tablet, site=estate + 1))
    assert (result["status"], result["code"]) == ("rejected", "wrong_site")


def test_a_record_of_another_site_is_out_of_reach(tablet: Tablet, device: Devices) -> None:
    db.session.add(Site(id=2))
    db.session.commit()
    theirs = visit(tablet)
    send(tablet, theirs)
    other = device(site=2)
    other.act("visitors.sign_out", rec_of(theirs))
    entry = other.outbox.pop()
    result = send(other, entry)
    assert (result["status"], result["code"]) == ("rejected", "wrong_site")
    assert send(other, entry) == result, "a lost answer is given again"
    number = json.loads(theirs["b"])["no"]
    _, same = results(other, entry, visit(other, no=number))
    assert (same["status"], same["flags"]) == ("applied", ["not_allowed"]), "its own count"
    found = record(rec_of(theirs))
    assert found is not None
    assert found.state == "on_site"
    assert_sound(1)
    assert_sound(2)


def test_what_a_device_signed_itself_is_no_gap_though_it_is_rejected(
    tablet: Tablet, device: Devices
) -> None:
    """It came; only a number that somebody else may have named is as missing as before."""
    db.session.add(Site(id=2))
    db.session.commit()
    theirs = visit(tablet)
    send(tablet, theirs)
    other = device(site=2)
    other.act("visitors.sign_out", rec_of(theirs))
    foreign, forged = other.outbox.pop(), visit(other)
    last = visit(other)
    forged = {**forged, "s": keys.b64(bytes(64))}
    codes = [result.get("code") for result in results(other, foreign, forged, last)]
    assert codes == ["wrong_site", "bad_signature", None]
    row = db.session.get_one(Device, other.id, populate_existing=True)
    assert (row.last_n, row.gaps) == (3, [[2, 2]])
    report = journal_file.verify_database(site_row(2))
    assert (report.faults, report.gaps) == ([], {other.id: [(2, 2)]})


def test_nor_does_what_waits_reach_it_once_it_is_there(tablet: Tablet, device: Devices) -> None:
    db.session.add(Site(id=2))
    db.session.commit()
    theirs, other = visit(tablet), device(site=2)
    other.act("visitors.sign_out", rec_of(theirs))
    assert send(other, other.outbox.pop())["reason"] == "parent_missing"
    send(tablet, theirs)
    assert held.reprocess(2, now_ms()) == 0
    found = record(rec_of(theirs))
    assert found is not None
    assert (found.site, found.state, site_row(2).held) == (1, "on_site", 1)


def test_a_forged_entry_of_another_device_is_rejected(tablet: Tablet, device: Devices) -> None:
    mine = visit(tablet, dev=device().id)
    assert send(tablet, mine)["code"] == "bad_signature"


def test_an_unknown_device_waits_for_its_enrolment(tablet: Tablet, estate: int) -> None:
    stranger = Tablet(http=tablet.http, id="dffffffff", site=estate, letters="T9")
    entry = visit(stranger)
    assert send(tablet, entry)["reason"] == "unknown_device"
    assert held.reprocess(estate, now_ms()) == 0
    enter(stranger, "desk")
    assert held.reprocess(estate, now_ms()) == 1
    assert send(tablet, entry)["status"] == "duplicate"
    assert site_row(estate).held == 0
    assert_sound(estate)


def test_an_unsigned_entry_waits_for_a_manager(tablet: Tablet, estate: int) -> None:
    entry = {**visit(tablet), "s": ""}
    assert send(tablet, entry)["reason"] == "unsigned"
    assert held.reprocess(estate, now_ms()) == 0
    (waiting,) = held.waiting(estate)
    result = held.release(estate, waiting.seq, CARMEN.id, tablet.id)
    assert result is not None
    found = record(rec_of(entry))
    assert found is not None
    assert (found.state, found.seq) == ("on_site", result.seq)
    assert db.session.query(Audit).filter_by(what="entry.release", op=CARMEN.id).count() == 1
    assert held.release(estate, waiting.seq, CARMEN.id, tablet.id) is None
    assert_sound(estate)


def test_what_a_revoked_device_wrote_later_waits(tablet: Tablet, estate: int) -> None:
    before, after = visit(tablet), visit(tablet)
    with write(estate):
        row = db.session.get_one(Device, tablet.id)
        row.revoked_at, row.trust_until = 1, 1
    first, second = results(tablet, before, after)
    assert first["status"] == "applied"
    assert (second["status"], second["reason"]) == ("held", "device_revoked")
    assert held.reprocess(estate, now_ms()) == 0


def test_revoking_again_believes_no_more_than_before(tablet: Tablet) -> None:
    send(tablet, visit(tablet))
    row = db.session.get_one(Device, tablet.id, populate_existing=True)
    devices.revoke(row, "lost", None, "dora")
    assert send(tablet, visit(tablet))["reason"] == "device_revoked"
    db.session.refresh(row)
    devices.revoke(row, "stolen, it seems", None, "dora")
    assert (row.trust_until, send(tablet, visit(tablet))["status"]) == (1, "held")


@pytest.mark.parametrize("body", [{"t": "visitors.fly"}, {"t": "dragons.sign_in"}, {"tv": 99}])
def test_a_newer_type_waits_for_a_newer_server(
    tablet: Tablet, estate: int, body: dict[str, object]
) -> None:
    result = send(tablet, visit(tablet, **body))
    assert (result["status"], result["reason"]) == ("held", "unknown_type")
    assert held.reprocess(estate, now_ms()) == 0
    assert site_row(estate).held == 1


def test_a_child_waits_for_its_parent(tablet: Tablet, device: Devices, estate: int) -> None:
    entry, gate = visit(tablet), device("gate", op=BO)
    gate.act("visitors.sign_out", rec_of(entry))
    child = gate.outbox.pop()
    assert send(gate, child)["reason"] == "parent_missing"
    send(tablet, entry)
    found = record(rec_of(entry))
    assert found is not None
    assert found.state == "closed"
    last = journal(estate)[-1]
    assert (last.t, last.status, last.seq) == ("journal.released", Status.SERVER, found.seq)
    assert last.sig is not None
    assert keys.verify(keys.server_public(), last.sig, signed(str(last.body)))
    row = receipt(estate, json.loads(child["b"])["id"])
    assert row is not None
    assert (row.status, row.seq, row.reason) == ("applied", found.seq, None)
    assert_sound(estate)


def test_an_entry_that_breaks_the_code_holds_up_no_other(
    tablet: Tablet, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk import effects

    batch = [visit(tablet), visit(tablet), visit(tablet)]
    poison, honest = rec_of(batch[1]), effects.run

    def run(
        action: Json, wire: effects.Record | None, values: Json, ctx: effects.Context
    ) -> object:
        if ctx["rec"] == poison:
            raise ZeroDivisionError
        return honest(action, wire, values, ctx)

    with monkeypatch.context() as patch:
        patch.setattr(effects, "run", run)
        found = results(tablet, *batch)
    assert [one["status"] for one in found] == ["applied", "held", "applied"]
    assert found[1]["reason"] == "fault"
    assert_sound(estate)
    assert held.reprocess(estate, now_ms()) == 1
    assert record(poison) is not None
    assert_sound(estate)


# Flags: what happened is never refused


def flags_of(tablet: Tablet, entry: Json) -> list[str]:
    result = send(tablet, entry)
    assert result["status"] == "applied"
    found = record(rec_of(entry))
    assert found is not None
    assert found.flags == result["flags"]
    assert found.seq == result["seq"]
    return list(result["flags"])


def test_a_good_entry_has_no_flag(tablet: Tablet) -> None:
    assert flags_of(tablet, visit(tablet)) == []


def test_a_wrong_value_is_left_out_and_flagged(tablet: Tablet) -> None:
    entry = visit(
        tablet, d={"room": "r1", "id_seen": "yes", "id_kind": "id_card", "purpose": "spy"}
    )
    assert "invalid" in flags_of(tablet, entry)
    found = record(rec_of(entry))
    assert found is not None
    assert (found.room, getattr(found, "purpose", "?")) == ("r1", None)


def test_a_personal_value_in_the_open_is_left_out(tablet: Tablet) -> None:
    entry = visit(tablet)
    open_values = json.loads(entry["b"])["d"] | {"name": "张伟"}
    assert "invalid" in flags_of(tablet, visit(tablet, d=open_values))


def test_a_broken_rule_is_flagged(tablet: Tablet) -> None:
    entry = visit(tablet, d={"room": "r1", "id_kind": "id_card", "purpose": "visit"})
    assert "rule_broken" in flags_of(tablet, entry)


@pytest.mark.parametrize("op", ["", STRANGER.id, "dora"])
def test_who_may_not_is_flagged(tablet: Tablet, op: str) -> None:
    assert flags_of(tablet, visit(tablet, op=op)) == ["not_allowed"]


def test_whoever_had_left_may_not(tablet: Tablet, estate: int) -> None:
    early, late = visit(tablet), visit(tablet)
    with write(estate):
        db.session.get_one(Staff, (estate, "alice")).left_at = 1
    assert flags_of(tablet, late) == ["not_allowed"]
    with write(estate):
        db.session.get_one(Staff, (estate, "alice")).left_at = tablet.now() + DAY
    assert flags_of(tablet, early) == []


def test_a_wrong_clock_is_flagged(tablet: Tablet) -> None:
    tablet.ahead = 10 * 60_000
    entry = visit(tablet)
    assert flags_of(tablet, entry) == ["clock"]
    found = record(rec_of(entry))
    assert found is not None
    assert found.opened <= tablet.now() - tablet.ahead  # never later than it arrived


def test_a_known_offset_puts_the_time_right(tablet: Tablet) -> None:
    tablet.ahead, tablet.offset = 4 * 60_000, -4 * 60_000
    entry = visit(tablet)
    assert flags_of(tablet, entry) == []
    found = record(rec_of(entry))
    assert found is not None
    assert abs(found.opened - (tablet.now() - tablet.ahead)) < 60_000


def test_a_late_entry_is_flagged(tablet: Tablet) -> None:
    tablet.ahead = -8 * DAY
    assert flags_of(tablet, visit(tablet)) == ["late"]


@pytest.mark.parametrize("off", [-(2**53) + 1, 2**53 - 1])
def test_an_offset_beyond_reason_is_flagged(tablet: Tablet, off: int) -> None:
    assert "clock" in flags_of(tablet, visit(tablet, off=off))


def test_a_repeated_number_is_flagged(tablet: Tablet) -> None:
    first = visit(tablet)
    assert flags_of(tablet, first) == []
    number = json.loads(first["b"])["no"]
    assert flags_of(tablet, visit(tablet, no=number)) == ["number_reused"]
    same = results(tablet, visit(tablet, no="V-T1-9"), visit(tablet, no="V-T1-9"))
    assert [one["flags"] for one in same] == [[], ["number_reused"]]


def test_an_action_in_the_wrong_state_is_flagged(tablet: Tablet) -> None:
    entry = visit(tablet)
    send(tablet, entry)
    for expected in ([], ["conflict"], ["conflict"]):
        tablet.act("visitors.sign_out", rec_of(entry))
        assert flags_of(tablet, tablet.outbox.pop()) == expected
