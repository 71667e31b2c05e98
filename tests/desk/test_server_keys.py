"""The server's key is rotated: what it signed before stays proven, what is forged does not pass."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from desk import checkpoint, config, journal_file, keys, server_keys
from desk.backup import backup, restore
from desk.db import db, write
from desk.entry import signed
from desk.journal import Pen
from desk.tables import Journal, ServerKey, Site
from desk.testing.devices import Devices
from desk.time import DAY_MS, now_ms
from desk.verify import Report

pytestmark = pytest.mark.engine


@pytest.fixture
def runner(app: Flask, estate: int) -> FlaskCliRunner:
    """Return a runner of commands in a house with two rows signed by its first key."""
    note("before")
    checkpoint.keep(db.session.get_one(Site, 1))
    return app.test_cli_runner()


def note(what: str, later: int = 0) -> None:
    with write(1) as site:
        pen = Pen(site, now_ms() + later)
        pen.server("test.noted", {"what": what})
        pen.flush()


def verified() -> Report:
    db.session.expire_all()
    return journal_file.verify_database(db.session.get_one(Site, 1))


def test_a_rotated_key_leaves_the_past_proven(app: Flask, runner: FlaskCliRunner) -> None:
    old, trust = keys.server_public(), db.session.get_one(Site, 1).trust_version
    for _ in range(2):
        done = runner.invoke(args=["keys", "rotate"])
        assert done.exit_code == 0, done.output
        note("after")
    new = keys.server_public()
    assert new != old
    assert verified().faults == []
    by = [row.kid for row in db.session.query(Journal).order_by(Journal.seq)]
    assert (by[0], by[-1], len(set(by))) == (keys.kid(old), keys.kid(new), 3)
    checkpoint.keep(db.session.get_one(Site, 1))
    publics = [span.public for span in server_keys.spans().values()]
    assert len(checkpoint.kept(1, publics)) == 2, "the note of the first key is still read"
    assert db.session.get_one(Site, 1).trust_version == trust + 2
    path = Path(str(app.config["DATA"])) / "server-key.pem"
    assert (path.stat().st_mode & 0o777, len(config.PEM.findall(path.read_text()))) == (0o600, 3)
    listed = runner.invoke(args=["keys", "list"]).output.splitlines()
    assert [line.split()[0] for line in listed] == list(dict.fromkeys(by))
    assert [line.endswith("now") for line in listed] == [False, False, True]


def test_an_exported_journal_and_a_backup_know_the_old_keys(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    backup(tmp_path / "before.zip")
    runner.invoke(args=["keys", "rotate"])
    note("after")
    journal_file.write(db.session.get_one(Site, 1), tmp_path / "journal")
    assert journal_file.verify_file(tmp_path / "journal", []).faults == []
    backup(tmp_path / "after.zip")
    for name in ("after.zip", "before.zip"):
        restore(tmp_path / name)
        assert verified().faults == [], name


def test_a_retired_key_signs_nothing_more(
    runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = keys.server_public()
    runner.invoke(args=["keys", "rotate"])
    monkeypatch.setattr(keys, "server_public", lambda: old)
    sign = keys.server_sign
    monkeypatch.setattr(keys, "server_sign", lambda text, public=None: sign(text, old))
    note("by a process that was not started anew")
    assert verified().faults == []
    note("by whoever stole it", 2 * DAY_MS)
    monkeypatch.undo()
    assert [fault.what for fault in verified().faults] == ["signed by another key"]


def test_a_key_put_into_the_table_is_not_believed(runner: FlaskCliRunner) -> None:
    runner.invoke(args=["keys", "rotate"])
    forged = config.new_key()
    public = keys._raw(keys._server(forged)[0].public_key())
    row = db.session.query(ServerKey).filter(ServerKey.until.is_not(None)).one()
    good = server_keys.spans()
    db.session.add(ServerKey(kid=keys.kid(public), public=public, since=0, endorsed=row.endorsed))
    row.until = None
    db.session.commit()
    assert keys.kid(public) not in server_keys.spans()
    assert server_keys.spans()[row.kid] != good[row.kid], "own keys stand, without a table's times"
    assert keys.kid(public) not in {one["kid"] for one in server_keys.shown()}


def test_devices_learn_the_keys_and_who_vouched(runner: FlaskCliRunner, device: Devices) -> None:
    tablet = device()
    first = tablet.http.get("/api/devices/me").get_json()
    assert [one["jwk"] for one in first["server_keys"]] == [first["server_key"]]
    runner.invoke(args=["keys", "rotate"])
    told = tablet.http.get("/api/devices/me").get_json()
    old, new = told["server_keys"]
    assert (old["jwk"], new["jwk"]) == (first["server_key"], told["server_key"])
    message = b"vestibule-next-key-v1\n" + keys.b64(keys.server_public()).encode()
    assert keys.signed(keys.public_from_jwk(old["jwk"]), message, new["vouched"])
    assert (old["until"], new["until"]) == (new["since"], None)


def test_a_restored_house_tells_of_the_keys_since_its_backup(
    runner: FlaskCliRunner, device: Devices, tmp_path: Path
) -> None:
    tablet = device()
    backup(tmp_path / "before.zip")
    for _ in range(2):
        runner.invoke(args=["keys", "rotate"])
    before = tablet.http.get("/api/devices/me").get_json()["server_keys"]
    restore(tmp_path / "before.zip")
    told = tablet.http.get("/api/devices/me").get_json()["server_keys"]
    assert [one["jwk"] for one in told] == [one["jwk"] for one in before]
    for old, new in pairwise(told):
        raw = keys.public_from_jwk(new["jwk"])
        message = b"vestibule-next-key-v1\n" + keys.b64(raw).encode()
        assert keys.signed(keys.public_from_jwk(old["jwk"]), message, new["vouched"])
    assert verified().faults == []


def test_a_device_hears_a_signed_head(runner: FlaskCliRunner, device: Devices) -> None:
    note = device().http.get("/api/devices/me").get_json()["checkpoint"]
    site = db.session.get_one(Site, 1)
    assert checkpoint.read(note, [keys.server_public()]) == checkpoint.head(site)
    stranger = keys._raw(keys._server(config.new_key())[0].public_key())
    with pytest.raises(ValueError, match="not the server's"):
        checkpoint.read(note, [stranger])


def test_a_key_from_the_environment_is_adopted(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = str(app.config["SERVER_KEY"])
    given = config.server_key(config.new_key() + old, Path("unused"))
    monkeypatch.setitem(app.config, "SERVER_KEY", given)
    refused = runner.invoke(args=["keys", "rotate"])
    assert (refused.exit_code, "VESTIBULE_SERVER_KEY" in refused.output) == (1, True)
    assert "from now on" in runner.invoke(args=["keys", "adopt"]).output
    assert "from now on" not in runner.invoke(args=["keys", "adopt"]).output
    assert verified().faults == []
    last = db.session.query(Journal).order_by(Journal.seq.desc()).first()
    assert last is not None
    assert last.t == "keys.rotated"
    assert keys.verify(keys.server_public(), last.sig or b"", signed(last.body or ""))
    assert json.loads(last.body or "")["d"]["now"] == keys.kid(keys.server_public())
