"""Some breaks are tried at each run (T18): what Node's tests notice, and what no server may do.

`bin/test --mutants` tries all of them; most want a browser and a house of their own.
"""

from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.mutants.breaks import Break
from tests.mutants.everything import ALL
from tests.mutants.runner import attempt, copy

SERVER = {
    "drop the journal's unique key",
    "commit what failed",
    "let other bytes take an id",
    "skip the commitment",
    "lose a child without its parent",
    "let one entry spoil its batch",
    "accept another site's entry",
    "keep a personal value in the open",
}
QUICK = [one for one in ALL if one.test.startswith("tests/js/") or one.name in SERVER]


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory) -> SimpleQueue[Path]:
    """Return a queue with the one copy of the house that is broken and mended again."""
    only: SimpleQueue[Path] = SimpleQueue()
    only.put(copy(tmp_path_factory.mktemp("broken") / "house"))
    return only


def test_they_are_twenty_and_more() -> None:
    names = {one.name for one in QUICK}
    assert names >= SERVER
    assert len(names) >= 20


@pytest.mark.slow
@pytest.mark.parametrize("one", QUICK, ids=lambda one: one.name)
def test_a_break_is_noticed(houses: SimpleQueue[Path], one: Break) -> None:
    verdict = attempt(houses, one)
    assert not verdict.trouble, verdict.trouble
