"""`flask pass inspect` tells a person what a code says and what a gate would make of it."""

from dataclasses import replace

import pytest
from click.testing import Result
from flask import Flask

from desk.db import db, write
from desk.gate import issuers, kinds, verdict, words
from desk.gate.claims import Claims, fitted
from desk.tables import Device, Site
from desk.time import now_ms
from tests.gate.makers import DESK, FORTY, GOODS, STRANGER, VIEWER, Maker, unwritten, written

HOUR = 3600


@pytest.fixture
def soon(app: Flask, estate: int) -> Claims:
    """Return a pass that holds now; a desk tablet and a gate phone are enrolled."""
    now = now_ms()
    rows = ((DESK, "desk", "Lobby", "L1"), (VIEWER, "gate", "North gate", "G1"))
    with write(estate):
        for maker, kind, name, letters in rows:
            db.session.add(
                Device(
                    id=f"d{letters}", site=estate, kind=kind, name=name, letters=letters,
                    public=maker.public, kid=maker.kid.hex(), enrolled=now - 10 * HOUR * 1000,
                )
            )  # fmt: skip
    sample = Claims(
        kinds.RELEASE, bytes(range(16)), estate, 2, now // 1000 - HOUR, now // 1000 + HOUR,
        plate="AB 1234", holder="M. Wong",
    )  # fmt: skip
    return fitted(sample, GOODS)


def inspect(app: Flask, code: str, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=("pass", "inspect", *options, "--", code))


def test_a_good_pass_is_told_whole(app: Flask, soon: Claims) -> None:
    found = inspect(app, DESK.seal(soon))
    assert found.exit_code == 0, found.output
    for part in (
        "Signed by Lobby (L1), a desk device", "item-release pass", "gate 2", "AB 1234", "M. Wong",
        "3 lines of goods", "1 x Sofa", "12 x 纸箱", "(Asia/Hong_Kong)", "GREEN: may leave",
    ):  # fmt: skip
        assert part in found.output


def test_it_says_how_many_lines_stand_on_paper_alone(app: Flask, soon: Claims) -> None:
    sealed = fitted(soon, FORTY)
    output = inspect(app, DESK.seal(sealed)).output
    assert "40 lines of goods" in output
    assert f"and {40 - len(sealed.lines)} more" in output


@pytest.mark.parametrize(
    ("change", "who", "options", "code", "told"),
    [
        ({"until": 1}, DESK, (), 1, "over: its time is over"),
        ({"site": 2}, DESK, (), 1, "wrong_site: "),
        ({}, DESK, ("--gate", "3"), 1, "wrong_gate: "),
        ({}, DESK, ("--at", "2020-02-29T08:00"), 1, "early: "),
        ({"kind": 7}, DESK, (), 1, "pass of kind 7"),
        ({}, VIEWER, (), 1, "not_issuer: "),
        ({"gate": 0}, DESK, (), 2, "any_gate: "),
        ({}, STRANGER, (), 2, f"the key {STRANGER.kid.hex()} signed it, which cannot be shown"),
    ],
)
def test_it_says_why_not(
    app: Flask, soon: Claims, change: dict[str, int], who: Maker, options: tuple[str, ...],
    code: int, told: str,
) -> None:  # fmt: skip
    found = inspect(app, who.seal(replace(soon, **change)), *options)  # type: ignore[arg-type]
    assert told in found.output
    assert found.exit_code == code


def test_nothing_is_shown_that_nobody_signed(app: Flask, soon: Claims) -> None:
    raw = unwritten(DESK.seal(soon)).replace(b"M. Wong", b"M. Wang")
    for code in (written(raw), STRANGER.seal(soon), "FD1:", "V1:1", "-x"):
        found = inspect(app, code)
        assert "What it says is not shown" in found.output
        assert "1234" not in found.output


def test_a_revoked_tablet_signs_no_more(app: Flask, soon: Claims) -> None:
    db.session.get_one(Device, "dL1").revoked_at = now_ms()
    db.session.commit()
    found = inspect(app, DESK.seal(soon))
    assert "revoked_key: " in found.output
    assert found.exit_code == 1


def test_it_moves_no_cursor(app: Flask, soon: Claims) -> None:
    assert "\x1b" not in inspect(app, DESK.seal(replace(soon, holder="\x1b[2J"))).output


def test_a_site_that_is_not_there_is_told(app: Flask, soon: Claims) -> None:
    found = inspect(app, DESK.seal(soon), "--site", "9")
    assert "no site 9" in found.output


def test_only_desk_tablets_issue_and_not_for_ever(app: Flask, soon: Claims) -> None:
    keys = issuers.of_site(db.session.get_one(Site, soon.site), soon.since).keys
    assert {key.kid: key.issues for key in keys} == {
        DESK.kid.hex(): True,
        VIEWER.kid.hex(): False,
    }
    assert all(key.until - key.since == 400 * 24 * HOUR for key in keys)


def test_every_verdict_has_words() -> None:
    assert set(words.REASONS) == verdict.RED | verdict.AMBER
    assert kinds.NAMES.keys() == kinds.KINDS.keys()
