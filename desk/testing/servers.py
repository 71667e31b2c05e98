"""Start the real house in a process of its own, with its pages built and its demonstration."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from desk.testing.apps import ENVIRONMENT
from desk.testing.nursery import Child, nursery
from desk.testing.sharing import once

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
COPIED = ("vestibule.db", "secret-key", "pepper", "server-key.pem")


@dataclass
class House:
    """A served house; it can be stopped, killed and started again over the same data."""

    data: Path
    site: Path
    database: str
    port: int
    process: Child | None = None
    demo: bool = True

    @property
    def url(self) -> str:
        """Return the address, by a name that browsers hold to be secure."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Return what tells the server where it is."""
        own = {
            "VESTIBULE_DATA": str(self.data),
            "VESTIBULE_DATABASE": self.database,
            "SITE_BUILD": str(self.site),
            "DEMO": "1" if self.demo else "0",
        }
        return os.environ | ENVIRONMENT | own

    def flask(self, *arguments: str) -> str:
        """Run a command of the house; return what it prints."""
        command = [sys.executable, "-m", "flask", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Serve, and wait until it answers."""
        command = ["app:create_app()", "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning"]
        options = ["--worker-class", "gthread", "--threads", "8", "--no-control-socket"]
        self.process = nursery().serve([*command, *options], self.environment)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.answers():
            assert self.process.lives, "the server ended; its reason is above"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)

    def answers(self) -> bool:
        """Tell whether the house shows a sign of life."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except OSError:
            return False
        finally:
            line.close()

    def stop(self, kill: bool = False) -> None:
        """End the server; `kill` gives none of its processes time to think."""
        if self.process is None:
            return
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        self.process.wait(PATIENCE_SECONDS)
        self.process = None


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the pages once, and fill the demonstration once; return the folder of both."""
    return once(tmp_path_factory, "house", furnish)


def furnish(folder: Path) -> None:
    """Lay a demonstration house and the built pages into a folder."""
    house = House(folder / "var", folder / "site", f"sqlite:///{folder}/var/vestibule.db", 0)
    house.flask("demo")
    house.flask("pages", "build")


@contextmanager
def serving(built: Path, data: Path, database: str = "") -> Iterator[House]:
    """Serve a demonstration house of its own from a folder; SQLite unless told otherwise."""
    data.mkdir(mode=0o700, exist_ok=True)
    for name in () if database else COPIED:
        if (built / "var" / name).exists():
            shutil.copy(built / "var" / name, data / name)
    url = database or f"sqlite:///{data}/vestibule.db"
    house = House(data, built / "site", url, free_port())
    if database:
        house.flask("demo")
    try:
        house.start()
        yield house
    finally:
        house.stop()


@pytest.fixture
def live(built: Path, tmp_path: Path, database: str) -> Iterator[House]:
    """Serve a demonstration house of its own; on PostgreSQL where the tests run there."""
    if database.startswith("sqlite"):
        with serving(built, tmp_path / "served") as house:
            yield house
        return
    with apart(database) as away, serving(built, tmp_path / "served", away) as house:
        yield house


@contextmanager
def apart(database: str) -> Iterator[str]:
    """Make a database beside the one of the other tests, which may hold another house."""
    name = f"house_{secrets.token_hex(4)}"
    engine = create_engine(database, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as line:
        line.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(database).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as line:
            line.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
