"""Talk to the simulated tablets: a Node process that runs the real client core, line by line."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Json = dict[str, Any]
Answer = Callable[[Json], Json]


class TabletsError(Exception):
    """A command failed in the tablets' process; the text is its stack."""


class Tablets:
    """The process; while a command runs, its questions go to `answer`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.answer: Answer = dict

    def do(self, command: str, **words: Any) -> Json:
        """Run one command to its end and return what it says."""
        self._write({"do": command, **words})
        while True:
            heard = self._read()
            if "done" in heard:
                return dict(heard["done"])
            if "failed" in heard:
                raise TabletsError(heard["failed"])
            self._write(self.answer(heard))

    def _write(self, message: Json) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def _read(self) -> Json:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise TabletsError("the tablets' process has ended")
        heard: Json = json.loads(line)
        return heard


@contextmanager
def tablets() -> Iterator[Tablets]:
    """Start the process and end it."""
    node = shutil.which("node", path=str(ROOT / ".venv/bin")) or shutil.which("node") or "node"
    process = subprocess.Popen(
        [node, str(ROOT / "tests/simulation/client.mjs")],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    try:
        yield Tablets(process)
    finally:
        process.kill()
        process.communicate()
