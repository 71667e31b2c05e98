"""The tick does what is due, once, however often it runs."""

import pytest
from flask import Flask
from sqlalchemy import select

from desk import checkpoint
from desk.db import db
from desk.tables import RunningClock
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet
from desk.tick import due, tick
from desk.time import DAY_MS, now_ms

MINUTE = 60_000

pytestmark = pytest.mark.engine


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def running() -> RunningClock:
    db.session.rollback()
    return db.session.scalars(select(RunningClock).execution_options(populate_existing=True)).one()


def closing_time() -> int:
    due = running().due
    assert due is not None
    return due


def test_a_late_slip_climbs_step_by_step(tablet: Tablet) -> None:
    tablet.sign_in()
    tablet.push()
    closing = closing_time()
    assert tick(closing - 1)["climb"] == 0
    assert tick(closing)["climb"] == 1
    assert tick(closing)["climb"] == 0, "told once"
    assert running().told == 1
    assert tick(closing + 30 * MINUTE)["climb"] == 1
    assert tick(closing + DAY_MS)["climb"] == 0
    assert running().told == 2


def test_a_slip_that_came_back_tells_nobody(tablet: Tablet) -> None:
    slip = tablet.sign_in()
    tablet.act("visitors.sign_out", slip)
    tablet.push()
    assert running().stopped is not None
    assert tick(closing_time() + DAY_MS)["climb"] == 0
    assert due(1, closing_time() + DAY_MS) == []


def test_taking_back_the_sign_out_lets_the_clock_run_on(tablet: Tablet) -> None:
    slip = tablet.sign_in()
    tablet.act("visitors.sign_out", slip)
    tablet.push()
    tablet.act("visitors.take_back", slip, {"entry": list(tablet.results)[-1]})
    tablet.push()
    assert running().stopped is None


def test_a_clock_of_which_nobody_can_say_when_tells_nobody(tablet: Tablet) -> None:
    tablet.sign_in()
    tablet.push()
    late = closing_time() + DAY_MS
    running().due = None
    db.session.commit()
    assert tick(late)["climb"] == 0
    assert running().told == 0


def test_the_head_is_noted_once_an_hour(tablet: Tablet) -> None:
    now = now_ms()
    tablet.sign_in()
    tablet.push()
    assert tick(now)["checkpoint"] == 1
    tablet.sign_in()
    tablet.push()
    assert tick(now + 10 * MINUTE)["checkpoint"] == 0
    assert tick(now + 62 * MINUTE)["checkpoint"] == 1
    assert tick(now + 130 * MINUTE)["checkpoint"] == 0, "nothing new to note"
    assert len(list(checkpoint.folder(1).glob("*.txt"))) == 2


def test_the_command_says_what_was_done_and_nothing_else(app: Flask, tablet: Tablet) -> None:
    tablet.sign_in()
    tablet.push()
    first = app.test_cli_runner().invoke(args=["tick"])
    assert first.exit_code == 0, first.output
    assert "checkpoint 1" in first.output
    assert "climb" not in first.output
    assert app.test_cli_runner().invoke(args=["tick"]).output == ""
