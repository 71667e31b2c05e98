"""Say how many simulated histories a run plays."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --seeds and --first-seed."""
    parser.addoption("--seeds", type=int, default=60, help="simulated histories to play")
    parser.addoption("--first-seed", type=int, default=1, help="the first of them")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `seed` once for each of them."""
    if "seed" in metafunc.fixturenames:
        first = int(metafunc.config.getoption("--first-seed"))
        count = int(metafunc.config.getoption("--seeds"))
        metafunc.parametrize("seed", range(first, first + count))
