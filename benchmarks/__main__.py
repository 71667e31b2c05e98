"""`make bench`: measure, and write docs/performance.md; ARGS=million adds the long feed."""

import sys
from collections.abc import Iterator

from benchmarks import server, weight
from benchmarks.table import Row, write
from desk.config import ROOT

PAGE = ROOT / "docs" / "performance.md"


def measured(options: frozenset[str]) -> Iterator[Row]:
    """Yield each row, and show it on the way."""
    for part in (weight, server):
        for row in part.measure(options):
            print(f"{row.what:40} {row.value:28} {row.against}")
            yield row


if __name__ == "__main__":
    write(measured(frozenset(sys.argv[1:])), PAGE)
