"""Measure in one interleaved run, and write what was found as a table."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


@dataclass(frozen=True)
class Row:
    """One line: what, how much, against what floor."""

    what: str
    value: str
    against: str = ""


def times(work: Callable[[], object], rounds: int = 9) -> list[float]:
    """Return how long (ms) the work took, after one round to warm up."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def spread(taken: list[float]) -> str:
    """Write the median and the 95th percentile."""
    edge = sorted(taken)[max(0, -(-len(taken) * 95 // 100) - 1)]
    return f"{statistics.median(taken):.1f} ms (p95 {edge:.1f})"


def ratio(ours: list[float], floor: list[float]) -> str:
    """Write how many times as long ours takes as the floor."""
    return f"{statistics.median(ours) / statistics.median(floor):.2f}× the floor"


def write(rows: Iterator[Row], path: Path) -> None:
    """Put the table between its marks, and leave the rest of the page alone."""
    table = ["| measured | value | against |", "|---|---|---|"]
    table += [f"| {row.what} | {row.value} | {row.against} |" for row in rows]
    text = path.read_text(encoding="utf-8") if path.exists() else f"{BEGIN}\n{END}\n"
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n" + "\n".join(table) + f"\n{END}{after}", encoding="utf-8")
