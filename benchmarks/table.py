"""Measure in one interleaved run, and write what was found as a table."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line: what, the goal, how much, and whether that is enough; None where no goal is."""

    what: str
    goal: str
    measured: str
    met: bool | None = None


def clock(work: Work) -> float:
    """Return how many milliseconds a piece of work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turns(works: Mapping[str, Work], rounds: int = 9, warm: int = 1) -> dict[str, list[float]]:
    """Time several works turn by turn, so that a noisy moment hits all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(warm + rounds):
        gc.collect()
        for name, work in works.items():
            ms = clock(work)
            if turn >= warm:
                taken[name].append(ms)
    return taken


def edge(taken: Iterable[float], percent: int = 95) -> float:
    """Return a percentile."""
    ordered = sorted(taken)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def spread(taken: list[float]) -> str:
    """Write the median and the 95th percentile."""
    return f"{statistics.median(taken):.1f} ms (p95 {edge(taken):.1f})"


def ratio(ours: list[float], floor: list[float]) -> float:
    """Return how many times as long ours takes as the floor."""
    return statistics.median(ours) / statistics.median(floor)


def write(rows: Iterable[Row], path: Path) -> None:
    """Put the table between its marks, and leave the rest of the page alone."""
    said = {True: "met", False: "**not met**", None: ""}
    table = ["| what | goal | measured | |", "|---|---|---|---|"]
    table += [f"| {row.what} | {row.goal} | {row.measured} | {said[row.met]} |" for row in rows]
    text = path.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    lines = "\n".join(table)
    path.write_text(f"{before}{BEGIN}\n{lines}\n{END}{after}", encoding="utf-8")
