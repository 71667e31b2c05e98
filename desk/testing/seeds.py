"""Say how many simulated histories a run plays."""

import pytest

ON_SQLITE, ON_POSTGRESQL = 240, 40


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --seeds and --first-seed."""
    parser.addoption("--seeds", type=int, help="simulated histories to play")
    parser.addoption("--first-seed", type=int, default=1, help="the first of them")


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
