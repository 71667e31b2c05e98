"""Share the tests among processes where `-n` asks for some: a file in one, the slow files first."""

import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

# Tests of these folders share what one process has made at great cost.
TOGETHER = ("tests/faults/", "tests/simulation/")
WORKER = "PYTEST_XDIST_WORKER"


def share(nodeid: str) -> str:
    """Name what a test belongs to: all of it runs in one process, in its order."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(folder)), file)


class Shares(LoadScopeScheduling):  # type: ignore[misc]
    """Hand out the tests share by share, in the order of the collection."""

    def _split_scope(self, nodeid: str) -> str:
        return share(nodeid)


def pytest_configure() -> None:
    """Take the end of a process as Ctrl-C: servers and browsers are to end with it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Shares:
    """Keep to our order: by default the shares with the most tests come first."""
    config.option.loadscopereorder = False
    return Shares(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the longest shares begin, so that no process ends long after the others."""
    if WORKER not in os.environ:
        return
    slow = {share(item.nodeid) for item in items if item.get_closest_marker("slow")}
    journeys = {share(item.nodeid) for item in items if item.get_closest_marker("journey")}
    longest = (set(TOGETHER), slow, journeys)
    items.sort(key=lambda item: [share(item.nodeid) not in long for long in longest])


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other process is here."""
    with lock.open("w") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Make a folder once for all processes of this run; return it."""
    base = factory.getbasetemp()
    folder = (base.parent if WORKER in os.environ else base) / name
    done = folder.with_suffix(".done")
    with alone(folder.with_suffix(".lock")):
        if not done.exists():
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
