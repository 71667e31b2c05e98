"""Say how many simulated histories a run plays, and how many deaths a tablet dies."""

from collections import Counter
from typing import Any

import pytest

MET = pytest.StashKey[Counter[str]]()  # what a simulation met, and how often
ON_SQLITE, ON_POSTGRESQL = 500, 50
KILLS = 50
EXAMPLES = 20
CODES = 5_000


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --seeds, --first-seed, --kills, --examples and --codes."""
    parser.addoption("--seeds", type=int, help="simulated histories to play")
    parser.addoption("--first-seed", type=int, default=1, help="the first of them")
    parser.addoption("--examples", type=int, default=EXAMPLES, help="runs of the state machine")
    parser.addoption("--codes", type=int, default=CODES, help="spoilt codes a gate is shown")
    parser.addoption("--kills", type=int, default=KILLS, help="sudden deaths of one tablet")


def seeds(config: pytest.Config) -> range:
    """Return the seeds of this run."""
    first = int(config.getoption("--first-seed"))
    usual = ON_POSTGRESQL if config.getoption("--postgres") else ON_SQLITE
    asked = config.getoption("--seeds")
    return range(first, first + (usual if asked is None else int(asked)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `seed` once for each of them."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", seeds(metafunc.config))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that shares out the tests what was met in this one."""
    met = session.config.stash.get(MET, None)
    if met and hasattr(session.config, "workeroutput"):
        session.config.workeroutput["met"] = dict(met)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear from a process that has done its share what it met."""
    if met := getattr(node, "workeroutput", {}).get("met"):
        node.config.stash[MET] = Counter(met)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how often each fault was met."""
    if MET in config.stash:
        met = sorted(config.stash[MET].items())
        terminalreporter.section("simulated")
        terminalreporter.line(", ".join(f"{name} {count}" for name, count in met))
