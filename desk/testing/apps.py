"""Give tests the application, and a client that behaves like our own pages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

HOST = "https://desk.test"  # Secure cookies and keys need https, here as in a browser
Maker = Callable[..., Flask]


class DeskClient(FlaskClient):
    """Send requests as a page of our own would."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Say where the request comes from, unless the test says it."""
        if args and not isinstance(args[0], str):
            return super().open(*args, **options)
        options.setdefault("base_url", HOST)
        headers = dict(options.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        return super().open(*args, headers=headers, **options)


@pytest.fixture
def make_app(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Maker]:
    """Make an application over the test database, with settings by name: make_app(DEMO="1")."""
    from app import create_app
    from desk.db import db

    made: list[Engine] = []

    def make(**settings: str) -> Flask:
        env = {
            "VESTIBULE_DATABASE": database,
            "VESTIBULE_DATA": str(tmp_path / "var"),
            "SITE_BUILD": str(tmp_path / "site"),
            "SECRET_KEY": "a secret of tests, long enough to pass",
            "VESTIBULE_PEPPER": "a pepper of tests, long enough to pass",
        }
        app = create_app(env | settings)
        app.testing = True
        app.test_client_class = DeskClient
        with app.app_context():
            made.append(db.engine)
        return app

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def app(make_app: Maker) -> Iterator[Flask]:
    """Yield the application over an empty database, inside its context."""
    from desk.db import db

    app = make_app()
    with app.app_context():
        empty()
        yield app
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a client that nobody has signed in."""
    return app.test_client()


def empty() -> None:
    """Make the tables where there are none, and empty those that hold something."""
    from desk.db import db

    db.create_all()
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
