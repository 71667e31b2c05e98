"""`make bench`: measure, and write docs/performance.md.

ARGS="intake feed" measures only some parts and prints; ARGS=million lets the feed grow that far;
ARGS=estate puts 20,000 rooms and 50,000 people on one tablet.
"""

import sys
from collections.abc import Iterator

from benchmarks import estate, feed, human, intake, lighthouse, papers, reports, screens, weight
from benchmarks.table import Row, write
from desk.config import ROOT

PAGE = ROOT / "docs" / "performance.md"
PARTS = {
    "screens": screens, "intake": intake, "feed": feed, "weight": weight, "papers": papers,
    "reports": reports, "human": human, "lighthouse": lighthouse,
}  # fmt: skip
ASKED = {"estate": estate}  # too long for every run


def measured(options: frozenset[str]) -> Iterator[Row]:
    """Yield each row of the parts that were asked for, and show it on the way."""
    parts = PARTS | ASKED
    for name in [name for name in parts if name in options] or PARTS:
        for row in parts[name].measure(options):
            print(f"{row.what:48} {row.measured:36} {row.goal} {row.met}", flush=True)
            yield row


if __name__ == "__main__":
    options = frozenset(sys.argv[1:])
    rows = list(measured(options))
    if not (PARTS | ASKED).keys() & options:
        write(rows, PAGE)
