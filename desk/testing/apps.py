"""Give tests the application, and a client that behaves like our own pages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

HOST = "https://desk.test"  # Secure cookies and keys need https, here as in a browser
ENVIRONMENT = {
    "DEMO": "0",
    "SECRET_KEY": "a secret of tests, long enough to pass",
    "VESTIBULE_PEPPER": "a pepper of tests, long enough to pass",
}
Maker = Callable[..., Flask]


class DeskClient(FlaskClient):
    """Send requests as a page of our own would."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Say where the request comes from, unless the test says it."""
        if args and isinstance(args[0], str):
            options.setdefault("base_url", HOST)
            headers = Headers(options.pop("headers", None))
            headers.setdefault("Sec-Fetch-Site", "same-origin")
            options["headers"] = headers
        return self.apart(*args, **options)

    def apart(self, *args: Any, **options: Any) -> TestResponse:
        """Keep the request's session and `g` away from the test's, as a server would.

        The whole body is read at once: a file that is being sent is closed again.
        """
        from desk.db import db

        options.setdefault("buffered", True)
        with self.application.app_context():
            answer = super().open(*args, **options)
        if has_app_context():
            db.session.rollback()  # so that the test reads what the request wrote
        return answer


@pytest.fixture
def make_app(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Maker]:
    """Make an application over the test database; settings by name: make_app(DEMO=True)."""
    from app import create_app
    from desk.db import db

    made: list[Engine] = []
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("VESTIBULE_DATABASE", database)
    monkeypatch.setenv("VESTIBULE_DATA", str(tmp_path / "var"))
    monkeypatch.setenv("SITE_BUILD", str(tmp_path / "site"))

    def make(**settings: object) -> Flask:
        app: Flask = create_app(settings)
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
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
