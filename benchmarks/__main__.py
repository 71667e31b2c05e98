"""`make bench`: measure, and write docs/performance.md.

ARGS="intake feed" measures only some parts and prints; ARGS=million lets the feed grow that far.
"""

import sys
from collections.abc import Iterator

from benchmarks import feed, intake, papers, screens, weight
from benchmarks.table import Row, write
from desk.config import ROOT

PAGE = ROOT / "docs" / "performance.md"
PARTS = {"screens": screens, "intake": intake, "feed": feed, "weight": weight, "papers": papers}


def measured(options: frozenset[str]) -> Iterator[Row]:
    """Yield each row of the parts that were asked for, and show it on the way."""
    for name in [name for name in PARTS if name in options] or PARTS:
        for row in PARTS[name].measure(options):
            print(f"{row.what:48} {row.measured:36} {row.goal} {row.met}", flush=True)
            yield row


if __name__ == "__main__":
    options = frozenset(sys.argv[1:])
    rows = list(measured(options))
    if not PARTS.keys() & options:
        write(rows, PAGE)
