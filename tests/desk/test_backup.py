"""A backup is read back before anybody relies on it, and comes home under a new epoch."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from desk import checkpoint, journal_file, purge
from desk.backup import BackupError, backup, prune, read_back, restore
from desk.db import db
from desk.tables import Journal, Personal, Record, Site
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet
from desk.time import now_ms

pytestmark = pytest.mark.engine
CANARY = "Zzyzx Quillfeather"


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "one.zip"


def site() -> Site:
    db.session.rollback()
    return db.session.get_one(Site, 1, populate_existing=True)


def test_it_says_what_is_safe(tablet: Tablet, path: Path) -> None:
    tablet.sign_in()
    tablet.push()
    assert site().safe_seq == 0
    assert backup(path) == {1: 1}
    assert site().safe_seq == 1
    assert path.stat().st_mode & 0o077 == 0, "for the owner's eyes only"


@pytest.mark.parametrize("table", ["journal", "record", "personal", "site"])
def test_a_damaged_backup_is_not_believed(tablet: Tablet, path: Path, table: str) -> None:
    for _ in range(3):
        tablet.sign_in()
    tablet.push()
    backup(path)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    lines = parts[f"{table}.jsonl"].splitlines(keepends=True)
    parts[f"{table}.jsonl"] = b"".join(lines[:-1])
    with zipfile.ZipFile(path, "w") as damaged:
        for name, raw in parts.items():
            damaged.writestr(name, raw)
    with pytest.raises(BackupError):
        read_back(path)
    with pytest.raises(BackupError):
        restore(path)
    assert site().seq == 3, "the database is as it was"


def test_a_broken_journal_is_not_called_safe(tablet: Tablet, path: Path) -> None:
    tablet.sign_in()
    tablet.push()
    db.session.execute(update(Journal).values(flags="late"))
    db.session.commit()
    with pytest.raises(BackupError, match="seq 1"):
        backup(path)
    assert not path.exists()
    assert site().safe_seq == 0


def test_the_drill(tablet: Tablet, path: Path) -> None:
    """Back up, go on, lose the database, restore: devices bring back what came after."""
    slips = [tablet.sign_in() for _ in range(5)]
    tablet.push()
    backup(path)
    before = site()
    old, old_head = before.epoch, before.seq
    later = [tablet.sign_in() for _ in range(5)]
    queued = list(tablet.outbox)
    tablet.push()
    checkpoint.keep(site())
    restore(path)

    after = site()
    assert after.epoch != old
    assert after.safe_seq == old_head
    first = db.session.get_one(Journal, (1, old_head + 1))
    facts = json.loads(first.body or "{}")["d"]
    assert first.t == "journal.restored"
    assert facts["from"][:2] == [old, old_head]
    assert facts["last"][:2] == [old, old_head + 5], "the newest head that anybody knew"
    assert set(db.session.scalars(select(Record.id))) == set(slips)

    tablet.epoch = after.epoch
    tablet.outbox = list(queued)
    tablet.push()
    assert {tablet.results[json.loads(one["b"])["id"]]["status"] for one in queued} == {"applied"}
    db.session.rollback()
    assert set(db.session.scalars(select(Record.id))) == {*slips, *later}
    report = journal_file.verify_database(site())
    assert report.faults == []
    assert report.gaps == {}
    assert [point.seq for point in report.lost] == [old_head + 5]


def test_what_was_erased_stays_away(tablet: Tablet, path: Path) -> None:
    slip = tablet.sign_in(name=CANARY)
    tablet.push()
    backup(path)
    purge.erase(1, slip, now_ms())
    restore(path)
    assert db.session.scalar(select(func.count()).select_from(Personal)) == 0
    assert db.session.scalar(select(func.count()).select_from(Record)) == 1


def test_what_was_erased_and_sent_again_goes_again(tablet: Tablet, path: Path) -> None:
    backup(path)
    slip = tablet.sign_in(name=CANARY)
    queued = list(tablet.outbox)
    tablet.push()
    assert purge.erase(1, slip, now_ms()) == 3
    restore(path)
    tablet.epoch, tablet.outbox = site().epoch, queued
    tablet.push()
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Personal)) == 3
    assert purge.purge(1, now_ms()) == 3
    assert db.session.scalar(select(func.count()).select_from(Personal)) == 0
    assert journal_file.verify_database(site()).faults == []


def test_a_backup_of_another_version_is_refused(tablet: Tablet, path: Path) -> None:
    backup(path)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    manifest = json.loads(parts["manifest.json"]) | {"schema": "0000_before"}
    parts["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as other:
        for name, raw in parts.items():
            other.writestr(name, raw)
    with pytest.raises(BackupError, match="another version"):
        restore(path)


def test_old_backups_go(tmp_path: Path) -> None:
    (tmp_path / "a.zip").touch()
    (tmp_path / "keys.pem").touch()
    assert prune(tmp_path, datetime.now(UTC) + timedelta(days=34)) == []
    assert prune(tmp_path, datetime.now(UTC) + timedelta(days=36)) == [tmp_path / "a.zip"]
    assert (tmp_path / "keys.pem").exists()


def test_the_commands(app: Flask, tablet: Tablet) -> None:
    tablet.sign_in()
    tablet.push()
    run = app.test_cli_runner()
    made = run.invoke(args=["backup"])
    assert made.exit_code == 0, made.output
    assert "site 1 is safe up to 1" in made.output
    path = made.output.splitlines()[-1]
    home = run.invoke(args=["restore", "--yes", path])
    assert home.exit_code == 0, home.output
    assert "begins epoch" in home.output
    nothing = run.invoke(args=["restore", "--yes", path + ".not"])
    assert nothing.exit_code == 1
