"""The commands that look after the journal and the generated pages."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from desk.testing.devices import Devices


@pytest.fixture
def slip(device: Devices) -> str:
    tablet = device()
    record = tablet.sign_in()
    tablet.push()
    return record


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=args)


def test_a_journal_is_verified_away_from_home(app: Flask, slip: str, tmp_path: Path) -> None:
    path, note = tmp_path / "journal.jsonl", tmp_path / "note.txt"
    assert "1 rows in" in run(app, "journal", "export", str(path)).output
    note.write_text(run(app, "journal", "checkpoint").output.strip() + "\n", "utf-8")
    args = ("journal", "verify", "--file", str(path), "--checkpoint", str(note))
    assert "all as they were written" in run(app, *args).output
    here = run(app, "journal", "verify", "--checkpoint", str(note))
    assert here.exit_code == 0, here.output


def test_a_checkpoint_that_is_not_ours_is_no_checkpoint(
    app: Flask, slip: str, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    text = run(app, "journal", "checkpoint").output
    note.write_text(text.replace("\n1\n", "\n2\n"), "utf-8")
    result = run(app, "journal", "verify", "--checkpoint", str(note))
    assert result.exit_code == 1
    assert "not the server's" in result.output


def test_a_checkpoint_beyond_the_end_is_a_fault(app: Flask, slip: str, tmp_path: Path) -> None:
    from desk import checkpoint

    note = tmp_path / "note.txt"
    note.write_text(checkpoint.note(checkpoint.Checkpoint(1, "ab", 9, bytes(32))), "utf-8")
    result = run(app, "journal", "verify", "--checkpoint", str(note))
    assert result.exit_code == 1
    assert "first bad seq 9" in result.output


def test_a_site_that_is_not_there(app: Flask, slip: str) -> None:
    assert "no site 9" in run(app, "journal", "verify", "--site", "9").output


def test_missing_entries_have_a_code_of_their_own(app: Flask, device: Devices) -> None:
    tablet = device()
    tablet.sign_in()
    tablet.outbox.clear()
    tablet.sign_in()
    tablet.push()
    result = run(app, "journal", "verify")
    assert result.exit_code == 2
    assert "entries 1 to 1 never came" in result.output


@pytest.mark.parametrize("page", ["roles", "rules"])
def test_generated_pages_are_fresh(app: Flask, page: str) -> None:
    result = run(app, page, "--check")
    assert result.exit_code == 0, result.output
    assert run(app, page).exit_code == 0
