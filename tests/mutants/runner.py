"""Break a copy of the house, one thing at a time, and see that the named test notices."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.breaks import Break

ROOT = Path(__file__).resolve().parents[2]
LINKED = (".venv", "node_modules", "build")
LEFT_OUT = shutil.ignore_patterns(*LINKED, ".git", "var", "__pycache__", ".*_cache", ".hypothesis")
LONGEST = 300  # seconds for one test, the pages it is served included


@dataclass(frozen=True)
class Verdict:
    """What became of a break: empty trouble is a kill."""

    name: str
    trouble: str


def run(breaks: tuple[Break, ...], hands: int) -> Iterator[Verdict]:
    """Try all breaks, `hands` at a time; yield each verdict as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        houses: SimpleQueue[Path] = SimpleQueue()
        for number in range(hands):
            houses.put(copy(Path(folder) / str(number)))
        with ThreadPoolExecutor(hands) as pool:
            yield from pool.map(lambda one: attempt(houses, one), breaks)


def copy(to: Path) -> Path:
    """Copy the tree; what is large and never changed is linked."""
    shutil.copytree(ROOT, to, ignore=LEFT_OUT, symlinks=True)
    for name in LINKED:
        if (ROOT / name).exists():
            (to / name).symlink_to(ROOT / name)
    return to


def attempt(houses: "SimpleQueue[Path]", one: Break) -> Verdict:
    """Break a house that nobody else works in, and mend it again."""
    house = houses.get()
    try:
        with broken(house, one) as trouble:
            return Verdict(one.name, trouble or survival(house, one))
    finally:
        houses.put(house)


@contextmanager
def broken(house: Path, one: Break) -> Iterator[str]:
    """Make the edits; yield what stands in their way."""
    path = house / one.file
    whole = path.read_text("utf-8")
    try:
        path.write_text(edited(whole, one), "utf-8")
        yield ""
    except LookupError as error:
        yield str(error)
    finally:
        path.write_text(whole, "utf-8")


def edited(text: str, one: Break) -> str:
    """Return the text with the edits; raise LookupError where the old text is not there once."""
    for old, new in one.edits:
        if (found := text.count(old)) != 1:
            raise LookupError(f"stale: {one.file} has this {found} times: {old!r}")
        text = text.replace(old, new)
    return text


def survival(house: Path, one: Break) -> str:
    """Run the test in a broken house; return what is wrong when it does not fail."""
    file, _, name = one.test.partition("::")
    command = pytest(one) if file.endswith(".py") else node(file, name)
    try:
        done = subprocess.run(
            command, cwd=house, capture_output=True, text=True, timeout=LONGEST,
            env=environment(), check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"no end after {LONGEST} s: {one.test}"
    return "" if failed(done.stdout, name) else f"not noticed by {one.test}\n{done.stdout[-600:]}"


def failed(told: str, name: str) -> bool:
    """Tell whether the test itself failed; a house in which it could not even begin proves nothing.

    pytest ends with how many failed; Node names each test that did.
    """
    ended = re.match(r"[1-9]\d* failed\b", told.rstrip().rpartition("\n")[2])
    named = re.search(rf"^ *not ok \d+ - {re.escape(name)}", told, re.MULTILINE)
    return bool(ended or named)


def pytest(one: Break) -> list[str]:
    """Return the command that runs one Python test."""
    quiet = ["-q", "-x", "--tb=no", "-p", "no:cacheprovider"]
    return [sys.executable, "-m", "pytest", *quiet, *one.options, one.test]


def node(file: str, name: str) -> list[str]:
    """Return the command that runs the tests of a JavaScript file whose names begin so."""
    program = ROOT / ".venv/bin/node"
    pattern = f"--test-name-pattern=^{re.escape(name)}"
    return [str(program) if program.exists() else "node", "--test", "--test-reporter=tap",
            pattern, file]  # fmt: skip


def environment() -> dict[str, str]:
    """Return the environment of a test of its own: nothing is written beside the sources."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return {**own, "PYTHONDONTWRITEBYTECODE": "1"}
