"""Whatever is changed in a journal is found (offline.md T8)."""

from copy import copy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from desk import checkpoint, journal_file, keys
from desk.db import db, write
from desk.journal import Pen, row_hash
from desk.tables import Journal, Personal, Site
from desk.testing.devices import Devices
from desk.time import now_ms
from desk.verify import Known, Report, missing, verify

ROWS = 120
FIELDS = ("id", "recv", "status", "flags", "body", "digest", "kid", "sig", "hash", "dev", "n", "op",
          "t", "rec")  # fmt: skip


@pytest.fixture
def site(app: Flask, device: Devices) -> Site:
    """Return a site with a journal of two tablets and of the house itself."""
    first, second = device(), device("gate")
    for _ in range(ROWS // 4):
        first.act("visitors.go_up", first.sign_in("José 张伟"))
        second.act("visitors.sign_out", second.sign_in("محمد"))
    first.push()
    second.push()
    with write(1) as row:
        pen = Pen(row, now_ms())
        pen.server("test.noted", {"a": "b"})
        pen.flush()
    return row


MADE: list[tuple[list[Journal], Known]] = []  # signing takes long: one journal for all


@pytest.fixture
def made(request: pytest.FixtureRequest) -> tuple[list[Journal], Known]:
    """Return a journal out of the database, and what it is held against."""
    if not MADE:
        site: Site = request.getfixturevalue("site")
        MADE.append(([loose(row) for row in journal_file.rows(site.id)], journal_file.known(site)))
    return MADE[0]


@pytest.fixture
def journal(made: tuple[list[Journal], Known]) -> list[Journal]:
    assert len(made[0]) == ROWS + 1
    return list(made[0])


@pytest.fixture
def known(made: tuple[list[Journal], Known]) -> Known:
    return made[1]


def loose(row: Journal) -> Journal:
    """Copy a row out of the database's reach."""
    return Journal(**{column.key: getattr(row, column.key) for column in Journal.__table__.columns})


def changed(row: Journal, **values: object) -> Journal:
    plain = {column.key: getattr(row, column.key) for column in Journal.__table__.columns}
    return Journal(**{**plain, **values})


def flip(value: object, random: Random) -> object:
    """Change one bit, sign or figure of a value."""
    match value:
        case bytes():
            at = random.randrange(len(value))
            return value[:at] + bytes([value[at] ^ 1 << random.randrange(8)]) + value[at + 1 :]
        case int():
            return value + 1
        case None:
            return "x"
        case str() if value:
            at = random.randrange(len(value))
            return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    return "x"


def rewritten(rows: list[Journal], known: Known) -> tuple[list[Journal], Known]:
    """Chain rows anew, as one could who has the database but no key."""
    head, chained = bytes(32), []
    for seq, row in enumerate(rows, 1):
        head = row_hash(
            known.epoch, row.site, seq, head, row.digest, row.sig, row.recv, row.status, row.flags
        )
        chained.append(changed(row, seq=seq, hash=head))
    return chained, replace(known, seq=len(rows), head=head)


def test_a_clean_journal_raises_no_alarm(journal: list[Journal], known: Known) -> None:
    report = verify(journal, known)
    assert (report.rows, report.faults, report.gaps, report.first) == (ROWS + 1, [], {}, None)


@pytest.mark.parametrize("name", FIELDS)
def test_it_finds_every_change_of(name: str, journal: list[Journal], known: Known) -> None:
    random = Random(name)
    for at in random.sample(range(ROWS + 1), 40):
        row = journal[at]
        value = flip(getattr(row, name), random)
        tampered = [*journal[:at], changed(row, **{name: value}), *journal[at + 1 :]]
        assert verify(tampered, known).first == row.seq, (at, name, value)


def test_it_finds_a_row_taken_out(journal: list[Journal], known: Known) -> None:
    for at in range(0, ROWS, 7):
        assert verify(journal[:at] + journal[at + 1 :], known).first == journal[at].seq + 1


def test_it_finds_two_rows_swapped(journal: list[Journal], known: Known) -> None:
    for at in range(0, ROWS, 7):
        one, two = journal[at], journal[at + 1]
        swapped = [changed(two, seq=one.seq), changed(one, seq=two.seq)]
        assert verify([*journal[:at], *swapped, *journal[at + 2 :]], known).first == one.seq


def test_it_finds_a_row_put_in(journal: list[Journal], known: Known) -> None:
    for at in range(0, ROWS, 7):
        rows = [*journal[:at], copy(journal[at]), *journal[at:]]
        assert verify(rows, known).first == journal[at].seq


def test_it_finds_a_journal_cut_off(journal: list[Journal], known: Known) -> None:
    assert verify(journal[:-1], known).first == ROWS + 1
    assert verify([], known).first == 1


def test_a_chain_made_anew_shows_the_entry_that_is_gone(
    journal: list[Journal], known: Known
) -> None:
    rows, head = rewritten(journal[:49] + journal[50:], known)
    report = verify(rows, head)
    gone = journal[49]
    assert report.gaps == {gone.dev: [(gone.n, gone.n)]}


def test_a_chain_made_anew_cannot_hide_changed_words(journal: list[Journal], known: Known) -> None:
    body = (journal[9].body or "").replace('"how":"pin"', '"how":"none"')
    forged = changed(journal[9], body=body, digest=sha256(body.encode()).digest())
    rows, head = rewritten([*journal[:9], forged, *journal[10:]], known)
    assert verify(rows, head).first == 10


@pytest.mark.parametrize("keep", [0, 50, ROWS - 1])
def test_a_checkpoint_finds_a_journal_written_anew(
    keep: int, journal: list[Journal], known: Known
) -> None:
    point = checkpoint.Checkpoint(known.site, known.epoch, known.seq, known.head)
    shorter, head = rewritten(journal[:keep], known)
    report = verify(shorter, replace(head, checkpoints=(point,)))
    assert report.first == keep + 1
    later = [*journal[:-2], changed(journal[-1]), changed(journal[-2])]
    rows, head = rewritten(later, known)
    assert verify(rows, replace(head, checkpoints=(point,))).first == ROWS + 1


def test_a_fork_is_found(journal: list[Journal], known: Known) -> None:
    point = checkpoint.Checkpoint(known.site, known.epoch, 100, journal[98].hash)
    assert verify(journal, replace(known, checkpoints=(point,))).first == 100


def test_a_note_is_the_servers_or_nothing(site: Site) -> None:
    path = checkpoint.keep(site)
    assert path is not None
    assert checkpoint.keep(site) is None, "the same head is written once"
    public, text = [keys.server_public()], path.read_text("utf-8")
    assert checkpoint.read(text, public).seq == site.seq
    for forged in (text.replace(f"\n{site.seq}\n", "\n9\n"), text[:-9], "nonsense", ""):
        with pytest.raises(ValueError, match=r"checkpoint|base64"):
            checkpoint.read(forged, public)


def test_purged_values_are_not_missed(site: Site) -> None:
    db.session.execute(delete(Personal))
    db.session.commit()
    assert journal_file.verify_database(site) == Report(rows=ROWS + 1)


def test_a_value_that_was_altered_is_found(site: Site) -> None:
    entry = db.session.scalars(select(Journal).where(Journal.seq == 4)).one()
    here = (Personal.entry == entry.id) | (Personal.entry.in_([entry.id]))
    changed = db.session.execute(update(Personal).where(here).values(value="Mallory"))
    db.session.commit()
    found = journal_file.verify_database(site).first
    assert found in (None, 4)
    assert (found == 4) is bool(changed.rowcount)  # type: ignore[attr-defined]


def test_the_file_is_as_good_as_the_database(site: Site, tmp_path: Path) -> None:
    checkpoint.keep(site)
    path = tmp_path / "journal.jsonl"
    assert journal_file.write(site, path) == ROWS + 1
    assert journal_file.verify_file(path, []).faults == []
    text = path.read_text("utf-8")
    assert "José" not in text
    lines = text.splitlines(keepends=True)
    path.write_text("".join(lines[:50] + lines[51:]), "utf-8")
    assert journal_file.verify_file(path, []).first == 51


@pytest.mark.parametrize(
    ("damage", "code", "words"),
    [
        ({}, 0, "all as they were written"),
        ({"flags": "late"}, 1, "first bad seq 90"),
        ({"seq": 1000}, 1, "first bad seq 91"),
    ],
)
def test_the_command_tells(
    app: Flask, site: Site, damage: dict[str, object], code: int, words: str
) -> None:
    if damage:
        db.session.execute(update(Journal).where(Journal.seq == 90).values(**damage))
        db.session.commit()
    result = app.test_cli_runner().invoke(args=["journal", "verify"])
    assert result.exit_code == code, result.output
    assert words in result.output


def test_gaps_are_told_from_faults() -> None:
    assert missing({1, 2, 3}) == []
    assert missing({2, 5, 6, 9}) == [(1, 1), (3, 4), (7, 8)]
