"""A database has one history: numbered, with one head, equal to the models, and reversible."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from desk.db import db
from tests.guards.house import ROOT

MIGRATIONS = ROOT / "migrations"
NUMBERED = re.compile(r"(\d{4})_[a-z0-9_]+\.py")

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not (MIGRATIONS / "versions").is_dir(), reason="no migration written yet"),
]


@pytest.fixture
def bare(app: Flask) -> Flask:
    """Return the application over a database without a single table."""
    db.drop_all()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    return app


def differences() -> list[object]:
    """Return what Alembic would still change; expression indexes are beyond its sight."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, db.metadata))


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.py"))


def misnumbered(found: list[str]) -> list[str]:
    """Return the files that are not 0001_…, 0002_… without a hole."""
    return [
        name
        for place, name in enumerate(found, start=1)
        if not (match := NUMBERED.fullmatch(name)) or int(match[1]) != place
    ]


def test_migrations_equal_the_models(bare: Flask) -> None:
    upgrade()
    assert differences() == [], "run `make migration`"


def test_a_changed_model_is_seen(bare: Flask) -> None:
    upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE audit")
    assert differences() != []


def test_each_migration_goes_up_and_down(bare: Flask) -> None:
    history = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    for script in reversed(list(history)):
        before = tables()
        upgrade(revision=script.revision)
        downgrade(revision="-1")
        assert tables() == before, f"{script.path}: its downgrade leaves something behind"
        upgrade(revision=script.revision)
    assert differences() == []


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_migrations_are_numbered() -> None:
    assert misnumbered(names(MIGRATIONS / "versions")) == []


def test_a_hole_in_the_numbers_is_seen() -> None:
    assert misnumbered(["0001_first.py", "0003_third.py"]) == ["0003_third.py"]
    assert misnumbered(["a1b2_first.py"]) == ["a1b2_first.py"]
