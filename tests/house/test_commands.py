"""Commands of the house."""

import click
from flask import Flask
from sqlalchemy import select

from desk import commands
from desk.db import db
from desk.tables import EnrolCode, Site, Staff
from desk.testing.tablet import Key


def run(app: Flask, *words: str, typed: str = "") -> tuple[int, str]:
    """Run a command; return its exit code and what it said."""
    done = app.test_cli_runner().invoke(args=list(words), input=typed or None)
    return done.exit_code, done.output


def create(app: Flask, password: str, *more: str) -> tuple[int, str]:
    person = ("--login", "Dora", "--person", "Dora", "--password", password)
    return run(app, "site", "create", "Jade Court", *person, *more)


def test_a_site_with_its_first_administrator(app: Flask) -> None:
    code, said = create(app, "quiet marble lobby 3")
    assert (code, "sign in at the office as dora" in said) == (0, True)
    assert "quiet marble" not in said
    key = Key()
    words = {"login": "dora", "password": "quiet marble lobby 3", "jwk": key.jwk}
    words["proof"] = key.sign(b"vestibule-enrol-v1\ndora")
    answer = app.test_client().post("/api/office/sign-in", json=words)
    assert answer.get_json()["operator"]["roles"] == ["administrator"]


def test_a_site_whose_first_password_works_once(app: Flask) -> None:
    code, said = run(app, "site", "create", "海港閣", "--login", "Dora", "--person", "何嘉儀")
    password = said.strip().rpartition(" ")[2]
    assert (code, len(password)) == (0, 19)
    key = Key()
    words = {"login": "dora", "password": password, "jwk": key.jwk}
    words["proof"] = key.sign(b"vestibule-enrol-v1\ndora")
    http = app.test_client()
    assert http.post("/api/office/sign-in", json=words).get_json()["error"] == "choose_password"
    words["new"] = "quiet marble lobby 3"
    assert http.post("/api/office/sign-in", json=words).status_code == 200
    assert [one.name for one in db.session.scalars(select(Staff))] == ["何嘉儀"], "nobody else"


def test_no_site_twice(app: Flask) -> None:
    create(app, "quiet marble lobby 3")
    code, said = create(app, "quiet marble lobby 4")
    assert (code, "already" in said) == (1, True)


def test_no_site_with_a_weak_password(app: Flask) -> None:
    code, said = create(app, "password1234")
    assert (code, "weak_password" in said) == (1, True)
    assert db.session.scalars(select(Site)).all() == []


def test_no_site_with_nonsense(app: Flask) -> None:
    code, said = create(app, "quiet marble lobby 3", "--zone", "Mars/Olympus")
    assert (code, "zone" in said) == (1, True)
    assert db.session.scalars(select(Staff)).all() == []


def test_a_code_for_a_device(app: Flask, estate: int) -> None:
    code, said = run(app, "device", "code", "--kind", "gate", "--name", "Gate 2")
    assert code == 0
    key = Key()
    words = {"code": said.strip(), "jwk": key.jwk, "name": ""}
    words["proof"] = key.sign(f"vestibule-enrol-v1\n{said.strip()}".encode())
    answer = app.test_client().post("/api/devices/enrol", json=words)
    assert answer.get_json()["device"]["name"] == "Gate 2"


def test_no_code_for_no_site(app: Flask) -> None:
    assert run(app, "device", "code", "--site", "9")[0] == 1
    assert db.session.scalars(select(EnrolCode)).all() == []


def test_every_module_with_commands_is_found(app: Flask) -> None:
    assert {"demo", "device", "site", "db", "pages"} <= set(
        app.cli.list_commands(click.Context(app.cli))
    )
    assert commands.has_commands("desk.cli")
    assert not commands.has_commands("desk.time")
    assert not commands.has_commands("desk.sync")
