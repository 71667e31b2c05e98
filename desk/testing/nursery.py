"""One process that has imported the house already; servers are forks of it.

Importing takes two seconds of a core each time, and a hundred journeys have a house each.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

from desk.config import ROOT

BEAT_SECONDS = 0.01
READY = ("app", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread")


@dataclass(frozen=True)
class Child:
    """A server, in a session of its own; nobody but the nursery may wait for it."""

    pid: int

    @property
    def lives(self) -> bool:
        """Tell whether it has not ended yet."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def terminate(self) -> None:
        """Ask it to end."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End it and its children without a time to think."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def wait(self, seconds: float) -> None:
        """Wait until it has ended; fail the test when it does not."""
        deadline = time.monotonic() + seconds
        while self.lives:
            assert time.monotonic() < deadline, f"process {self.pid} does not end"
            time.sleep(BEAT_SECONDS)


class Nursery:
    """Ask the process that has everything imported for servers."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "desk.testing.nursery"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        atexit.register(self.process.communicate)  # it ends when it has no more to read

    def serve(self, arguments: list[str], env: Mapping[str, str]) -> Child:
        """Run gunicorn in a fork."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"arguments": arguments, "env": dict(env)}) + "\n")
        self.process.stdin.flush()
        return Child(int(self.process.stdout.readline()))


@cache
def nursery() -> Nursery:
    """Return the one of this process."""
    return Nursery()


def fork_each() -> None:
    """Fork once for each line that comes."""
    for name in READY:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries them
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            become(json.loads(line))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def become(wish: dict[str, Any]) -> NoReturn:
    """Turn this fork into the server that was asked for."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.environ.clear()
    os.environ.update(wish["env"])
    sys.argv = ["gunicorn", *wish["arguments"]]
    code = 1
    try:
        importlib.import_module("gunicorn.app.wsgiapp").run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    os._exit(code)


if __name__ == "__main__":
    fork_each()
