"""Personal values go when their time is over, everywhere, and the chain stays whole (T13)."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from desk import disk, holds, journal_file, purge, reference
from desk.db import db, write
from desk.errors import Refusal
from desk.tables import Journal, Personal, Quarantine, Record, RecordPersonal, Site
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet
from desk.time import DAY_MS, now_ms

pytestmark = pytest.mark.engine
CANARY = "Zzyzx Quillfeather"


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def ended(record: str, days: int) -> None:
    """Let a record have ended some days ago."""
    at = now_ms() - days * DAY_MS
    db.session.execute(update(Record).where(Record.id == record).values(closed=at))
    db.session.commit()


def kept(record: str) -> set[str]:
    query = select(RecordPersonal.field).where(RecordPersonal.record == record)
    return set(db.session.scalars(query))


def seen_by(tablet: Tablet, record: str) -> dict[str, str]:
    found: dict[str, str] = next(r for r in tablet.pull()["records"] if r["id"] == record)["p"]
    return found


def test_each_field_goes_in_its_own_time(tablet: Tablet) -> None:
    slip = tablet.sign_in(note="met at the door")
    tablet.push()
    ended(slip, 31)
    assert purge.purge(1, now_ms()) == 1
    assert kept(slip) == {"name", "host_name", "note"}
    ended(slip, 91)
    assert purge.purge(1, now_ms()) == 1
    assert kept(slip) == {"name", "host_name"}
    ended(slip, 181)
    assert purge.purge(1, now_ms()) == 2
    assert kept(slip) == set()
    assert purge.purge(1, now_ms()) == 0


def test_what_is_old_goes_though_there_is_newer(tablet: Tablet) -> None:
    old, new = tablet.sign_in(note="met at the door"), tablet.sign_in()
    tablet.push()
    ended(old, 181)
    assert purge.purge(1, now_ms()) == 4
    assert kept(old) == set()
    assert {"name", "host_name"} <= kept(new)


def test_it_tells_every_device_by_a_new_copy(tablet: Tablet) -> None:
    slip = tablet.sign_in(name=CANARY)
    tablet.push()
    assert seen_by(tablet, slip)["name"] == CANARY
    seq = db.session.get_one(Site, 1, populate_existing=True).seq
    assert purge.erase(1, slip, now_ms()) == 3
    since = {"epoch": tablet.epoch, "since": f"{seq}:~"}
    (copy,) = tablet.http.get("/api/changes", query_string=since).get_json()["records"]
    assert (copy["id"], copy["p"]) == (slip, {})


def test_an_open_record_keeps_its_values(tablet: Tablet) -> None:
    slip = tablet.sign_in()
    tablet.push()
    assert purge.purge(1, now_ms() + 300 * DAY_MS) == 0
    assert purge.purge(1, now_ms() + (365 + 181) * DAY_MS) == 3
    assert kept(slip) == set()


def test_a_hold_comes_first(tablet: Tablet) -> None:
    slip = tablet.sign_in()
    tablet.push()
    ended(slip, 400)
    hold = holds.put(1, holds.Wish("record", slip, "police request"), "carmen")
    assert purge.purge(1, now_ms()) == 0
    assert purge.erase(1, slip, now_ms()) == 0
    assert kept(slip) == {"name", "id_last4", "host_name"}
    holds.lift(1, hold.id, "case closed", "carmen")
    assert purge.purge(1, now_ms()) == 3


def test_a_hold_on_a_person_covers_every_record_that_names_them(tablet: Tablet) -> None:
    named, other = tablet.sign_in(host="p1", host_name=""), tablet.sign_in()
    tablet.push()
    ended(named, 400)
    ended(other, 400)
    until = now_ms() + DAY_MS
    holds.put(1, holds.Wish("person", "p1", "court order", until), "carmen")
    purge.purge(1, now_ms())
    assert (kept(named), kept(other)) == ({"name", "id_last4"}, set())
    purge.purge(1, until + 1)
    assert kept(named) == set(), "the hold has ended by itself"


def test_a_hold_needs_something_to_hold_and_a_time_to_come(tablet: Tablet) -> None:
    wishes = [holds.Wish("record", tablet.id, "?"), holds.Wish("person", "nobody", "?")]
    for wish in (*wishes, holds.Wish("person", "p1", "?", 1)):
        with pytest.raises(Refusal):
            holds.put(1, wish, "carmen")
    assert holds.listed(1, now_ms()) == []


def test_what_waits_under_a_hold_keeps_its_words(tablet: Tablet) -> None:
    slip = tablet.sign_in()
    tablet.act("visitors.no_such_action", slip, {}, {"name": "张伟"})
    tablet.push()
    hold = holds.put(1, holds.Wish("record", slip, "police request"), "carmen")
    far = now_ms() + 400 * DAY_MS
    purge.purge(1, far)
    row = db.session.query(Quarantine).one()
    assert "张伟" in row.envelope
    holds.lift(1, hold.id, "case closed", "carmen")
    purge.purge(1, far)
    assert "张伟" not in db.session.query(Quarantine).one().envelope


def test_a_site_may_set_another_time(tablet: Tablet) -> None:
    slip = tablet.sign_in()
    tablet.push()
    with write(1) as site:
        reference.put_setting(site, "retention", {"visitors.name": 5})
    ended(slip, 6)
    assert purge.purge(1, now_ms()) == 1
    assert kept(slip) == {"id_last4", "host_name"}


def test_the_reason_for_a_correction_goes_too(tablet: Tablet) -> None:
    slip = tablet.sign_in()
    tablet.act("visitors.correct", slip, {"f:badge": "B7"}, {"reason": CANARY})
    tablet.push()
    ended(slip, 181)
    purge.purge(1, now_ms())
    assert db.session.scalar(select(func.count()).select_from(Personal)) == 0


def test_a_value_under_a_name_that_no_form_knows_goes_too(tablet: Tablet) -> None:
    slip = tablet.sign_in()
    tablet.act("visitors.go_up", slip, {}, {"stray": CANARY})
    tablet.push()
    ended(slip, 181)
    purge.purge(1, now_ms())
    assert db.session.scalar(select(func.count()).select_from(Personal)) == 0


def test_the_journal_says_so_and_verifies(tablet: Tablet) -> None:
    slip = tablet.sign_in(name=CANARY)
    tablet.push()
    ended(slip, 31)
    purge.purge(1, now_ms())
    last = db.session.scalars(select(Journal).order_by(Journal.seq.desc())).first()
    assert last is not None
    assert last.t == "personal.purged"
    assert "id_last4" in (last.body or "")
    assert CANARY not in (last.body or "")
    assert journal_file.verify_database(db.session.get_one(Site, 1)).faults == []


def test_an_envelope_that_waits_loses_its_values_too(tablet: Tablet) -> None:
    tablet.act("unicorns.groom", None, {}, {"name": CANARY})
    tablet.push()
    assert CANARY in db.session.scalars(select(Quarantine.envelope)).one()
    assert purge.purge(1, now_ms() + 181 * DAY_MS) == 1
    assert CANARY not in db.session.scalars(select(Quarantine.envelope)).one()


def test_no_byte_is_left(app: Flask, tablet: Tablet) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL frees its pages by its own vacuum")
    slips = [tablet.sign_in(name=f"{CANARY} {number}") for number in range(30)]
    tablet.push()
    slip = slips[0]
    result = app.test_cli_runner().invoke(args=["purge", "--record", slip])
    assert "3 personal values are gone" in result.output
    for one in slips[1:]:
        ended(one, 400)
    purge.purge(1, now_ms())
    disk.shrink()
    files = [Path(str(db.engine.url.database)), *Path(str(app.config["DATA"])).rglob("*")]
    for path in [*files, *files[0].parent.glob("test.db*")]:
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path
            assert b"quillfeather" not in path.read_bytes(), path
