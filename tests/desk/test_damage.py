"""Damage that cannot be mended is marked: exactly those rows, and all others stay proven."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, update

from desk import journal_file
from desk.backup import BackupError, backup
from desk.damage import Stretch, stretches
from desk.db import db
from desk.tables import Audit, Journal, Site
from desk.testing.devices import Devices
from desk.verify import Report

pytestmark = pytest.mark.engine


@pytest.fixture
def house(app: Flask, device: Devices) -> Flask:
    """Return a house whose journal has twelve rows."""
    tablet = device()
    for _ in range(12):
        tablet.sign_in()
    tablet.push()
    return app


def verified() -> Report:
    db.session.expire_all()
    return journal_file.verify_database(db.session.get_one(Site, 1))


def spoil(seq: int, **values: object) -> None:
    """Do to a row what a bad disk would."""
    db.session.execute(update(Journal).where(Journal.seq == seq).values(**values))
    db.session.commit()


def mark(app: Flask, reason: str = "bad sectors on the disk") -> Result:
    return app.test_cli_runner().invoke(args=["journal", "damage", "--reason", reason])


def test_damage_is_told_exactly_and_the_rest_is_proven(house: Flask, tmp_path: Path) -> None:
    spoil(4, body="\ufffd\ufffd")
    spoil(8, hash=bytes(32))
    assert {fault.seq for fault in verified().faults} == {4, 8, 9}
    with pytest.raises(BackupError):
        backup(tmp_path / "no.zip")
    told = mark(house).output.splitlines()
    assert told == ["rows 4 to 4 are marked as damaged", "rows 8 to 9 are marked as damaged"]
    report = verified()
    assert report.faults == []
    assert {fault.seq for fault in report.damaged} == {4, 8, 9}
    shown = house.test_cli_runner().invoke(args=["journal", "verify"])
    assert shown.exit_code == 2
    assert "rows 8 to 9 are damaged, row 14 says: bad sectors on the disk" in shown.output
    assert "4: the text was altered" in shown.output
    backup(tmp_path / "yes.zip")
    journal_file.write(db.session.get_one(Site, 1), tmp_path / "journal")
    away = journal_file.verify_file(tmp_path / "journal", [])
    assert (away.faults, [one.first for one in away.damage]) == ([], [4, 8])
    lines = [row.detail for row in db.session.query(Audit).filter_by(what="journal.damage")]
    assert [line["first"] for line in lines if line] == [4, 8]
    assert mark(house).output == "nothing is damaged\n"


def test_rows_that_are_gone_are_marked_with_the_one_that_misses_them(house: Flask) -> None:
    db.session.execute(delete(Journal).where(Journal.seq.in_([5, 6])))
    db.session.commit()
    assert mark(house).output == "rows 5 to 7 are marked as damaged\n"
    report = verified()
    assert (report.faults, len(report.gaps)) == ([], 1)


def test_new_damage_is_still_found(house: Flask) -> None:
    spoil(4, body="\ufffd")
    mark(house)
    spoil(10, flags="late")
    assert verified().first == 10


def test_nothing_hides_behind_a_mark(house: Flask) -> None:
    spoil(4, body="\ufffd")
    mark(house)
    spoil(4, recv=1)
    report = verified()
    assert [(fault.seq, "altered again" in fault.what) for fault in report.faults] == [(4, True)]
    mark(house, "the same disk once more")
    report = verified()
    assert report.faults == []
    assert [one.reason for one in report.damage] == ["the same disk once more"]


def test_a_mark_is_the_houses_or_nothing(house: Flask) -> None:
    spoil(4, body="\ufffd")
    mark(house)
    row = db.session.get_one(Journal, (1, 13))
    wider = (row.body or "").replace('"to":4', '"to":9')
    spoil(13, body=wider)
    report = verified()
    assert report.damage == ()
    assert {fault.seq for fault in report.faults} == {4, 13}


def test_a_journal_without_its_end_is_not_marked(house: Flask) -> None:
    db.session.execute(delete(Journal).where(Journal.seq > 9))
    db.session.commit()
    refused = mark(house)
    assert refused.exit_code == 1
    assert "restore a backup" in refused.output


def test_neighbours_are_one_stretch() -> None:
    assert list(stretches([3, 4, 9], [1, 2, 3, 4, 7, 8, 9])) == [Stretch(3, 4), Stretch(9, 9)]
    assert list(stretches([7], [1, 2, 3, 4, 7, 8])) == [Stretch(5, 7)]
