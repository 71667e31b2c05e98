"""Whatever happens between tablets and house, what was saved is kept, once, and all see the same.

The real client core runs against the real application; a seed decides everything. The invariants
are in invariants.py; play one history again with --first-seed N --seeds 1.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import IO

import pytest
from sqlalchemy import create_engine, make_url, text

from desk.testing.seeds import MET, seeds
from tests.simulation.faults import COUNTERS
from tests.simulation.tablets import ROOT, Json

WORKERS = 2
ENOUGH = 300  # seeds after which every fault must have fired; PostgreSQL plays fewer

pytestmark = [pytest.mark.slow, pytest.mark.engine]


class Players:
    """Processes that play the seeds between them; the first seed is played by each."""

    def __init__(self, seeds: range, pipes: list[IO[str]]) -> None:
        self.seeds, self.pipes = seeds, pipes
        self.told: dict[int, list[Json]] = {}
        self.fired: Counter[str] = Counter()

    def find(self, seed: int) -> list[Json]:
        """Wait until a seed's history is told; return all tellings of it."""
        first = seed == self.seeds[0]
        asked = range(WORKERS) if first else [(seed - self.seeds[0] - 1) % WORKERS]
        while len(self.told.get(seed, ())) < len(asked):
            for worker in asked:
                self._hear(worker)
        return self.told[seed]

    def _hear(self, worker: int) -> None:
        line = self.pipes[worker].readline()
        assert line, "a worker ended; its reason is above"
        told: Json = json.loads(line)
        self.told.setdefault(told["seed"], []).append(told)
        self.fired.update({name: count for name, count in told["fired"].items() if count})


@pytest.fixture(scope="session")
def players(
    database: str, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Players]:
    """Start the workers, each over a database and a folder of its own."""
    wanted, running = seeds(pytestconfig), []
    for worker in range(WORKERS):
        folder = tmp_path_factory.mktemp("simulation")
        share = [wanted[0], *wanted[1 + worker :: WORKERS]]
        # Stories have time: whatever waits for a browser beside them goes first.
        command = ["nice", sys.executable, "-W", "error", "-m", "tests.simulation.worker"]
        told = [own(database, worker), str(folder / "var"), *map(str, share)]
        running.append(
            subprocess.Popen([*command, *told], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
        )
    yield Players(wanted, [process.stdout for process in running if process.stdout])
    for process in running:
        process.kill()
        process.communicate()


def own(database: str, worker: int) -> str:
    """Return the address of a worker's own database, beside that of the tests."""
    url = make_url(database)
    name = f"{url.database}-{worker}"
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


def test_a_seed_tells_the_same_story_twice(players: Players) -> None:
    one, other = players.find(players.seeds[0])
    assert one["trace"] == other["trace"]


def test_all_is_well_in_the_end(players: Players, seed: int) -> None:
    for told in players.find(seed):
        if told["fault"]:
            pytest.fail(f"seed {seed}:\n{told['fault']}", pytrace=False)


def test_every_fault_was_met(players: Players, pytestconfig: pytest.Config) -> None:
    """T1: the faults F1 to F37 that there can be, by counters; bin/test says how often each."""
    pytestconfig.stash[MET] = players.fired
    if len(players.seeds) >= ENOUGH:
        never = sorted(COUNTERS - players.fired.keys())
        assert not never, f"never met: {never}"
