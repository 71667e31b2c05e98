"""Many writers in two processes: no seq is missing, no reader misses a row (offline.md T4)."""

import multiprocessing
import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from flask import Flask

from desk.db import NoSiteError, db, write
from desk.tables import Room
from desk.testing.tablet import Tablet
from tests.engine.house import assert_sound, journal, site_row
from tests.engine.test_feed import Reader, seqs
from tests.engine.writers import Batch, send, work

pytestmark = pytest.mark.engine

Devices = Callable[..., Tablet]
WRITERS = 8
VISITS = 25


def lot(tablet: Tablet, dice: random.Random) -> list[Batch]:
    """Write visits in batches of many sizes; some are sent twice, as after a lost answer."""
    for _ in range(VISITS):
        rec = tablet.sign_in()
        if dice.random() < 0.5:
            tablet.act("visitors.sign_out", rec)
    batches: list[Batch] = []
    while tablet.outbox:
        size = dice.randrange(1, 9)
        batch = (tablet.id, tablet.epoch, tablet.outbox[:size])
        batches += [batch] * dice.choice([1, 1, 2])
        del tablet.outbox[:size]
    return batches


def environment(app: Flask) -> dict[str, str]:
    """Let another process open the same house."""
    given = {
        "VESTIBULE_DATABASE": db.engine.url.render_as_string(hide_password=False),
        "VESTIBULE_DATA": str(app.config["DATA"]),
        "SECRET_KEY": str(app.config["SECRET_KEY"]),
        "VESTIBULE_PEPPER": str(app.config["PEPPER"]),
    }
    return given | {"PATH": os.environ["PATH"]}


def test_no_gap_and_no_miss(app: Flask, device: Devices, estate: int) -> None:
    dice = random.Random(7)
    lots = [lot(device(), dice) for _ in range(WRITERS)]
    reader = Reader(lots[0][0][0], limit=11)
    spawn = multiprocessing.get_context("spawn")
    processes = [
        spawn.Process(target=work, args=(environment(app), part))
        for part in (lots[: WRITERS // 2], lots[WRITERS // 2 :])
    ]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        reader.page()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    reader.all()
    sent = {entry["b"] for part in lots for batch in part for entry in batch[2]}
    assert {line.body for line in journal(estate)} == sent
    assert {key: row["seq"] for key, row in reader.records.items()} == seqs(estate)
    assert_sound(estate)


def test_a_writer_that_fails_leaves_no_gap(app: Flask, device: Devices, estate: int) -> None:
    tablet = device()
    lots = lot(tablet, random.Random(3))

    def spoil() -> None:
        with write(estate) as site:
            site.seq, site.ver = site.seq + 1, site.ver + 1
            db.session.flush()
            raise ZeroDivisionError

    def stumble() -> None:
        for _ in range(10):
            with app.app_context(), pytest.raises(ZeroDivisionError):
                spoil()

    thread = threading.Thread(target=stumble)
    before = site_row(estate).ver
    thread.start()
    for batch in lots:
        with app.app_context():
            send(*batch)
    thread.join()
    assert site_row(estate).ver == before
    assert_sound(estate)


def test_whoever_waits_too_long_is_told_to_come_again(
    app: Flask, device: Devices, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.db.WAIT_SECONDS", 1)
    tablet, inside, done = device(), threading.Event(), threading.Event()

    def hold() -> None:
        with app.app_context(), write(estate):
            inside.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(30)
    tablet.sign_in()
    body = {"epoch": tablet.epoch, "entries": tablet.outbox}
    answer = tablet.http.post("/api/sync", json=body)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    done.set()
    thread.join()
    assert tablet.push().results
    assert site_row(estate).seq == 1


HOLDER = """
import fcntl, select, sys
handle = open(sys.argv[1], "w")
fcntl.flock(handle, fcntl.LOCK_EX)
print("held", flush=True)
select.select([sys.stdin], [], [], 20)
"""


def test_another_process_that_keeps_the_lock_keeps_nobody_waiting_for_ever(
    app: Flask, device: Devices, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has lock_timeout")
    monkeypatch.setattr("desk.db.WAIT_SECONDS", 0.3)
    tablet = device()
    tablet.sign_in()
    body = {"epoch": tablet.epoch, "entries": tablet.outbox}
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, f"{db.engine.url.database}.lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout
    assert other.stdout.readline() == b"held\n"
    try:
        answer = tablet.http.post("/api/sync", json=body)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
        assert answer.get_json()["error"] == "busy"
    finally:
        other.communicate(timeout=30)
    assert len(tablet.push().results) == 1
    assert site_row(estate).seq == 1


def test_write_commits_or_nothing(estate: int) -> None:
    with write(estate) as site:
        site.ver = 77
    assert site_row(estate).ver == 77
    with pytest.raises(NoSiteError), write(404):
        pytest.fail("there is no such site")
    with write(estate), pytest.raises(RuntimeError), write(estate):
        pytest.fail("nobody writes inside a write")


def test_changes_before_the_lock_are_a_mistake(estate: int) -> None:
    db.session.add(Room(site=estate, id="r9", name="9"))
    with pytest.raises(RuntimeError), write(estate):
        pytest.fail("the lock came too late")
    db.session.rollback()
