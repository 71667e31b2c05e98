"""What Lighthouse says of a page of each kind, beside a page that holds one line."""

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.served import beside
from benchmarks.table import Row
from desk.demo.team import TEAM
from tests.journeys.counter import Counter

HERE = Path(__file__).parent
KINDS = ("performance", "accessibility", "practices")
ROUNDS, QUICK, LATE = 3, 0.98, 1.3
TRIVIAL = "<!doctype html><html lang=en><meta charset=utf-8><title>-</title><h1>Jade Court</h1>"
# In the order in which a tablet comes to them: not known yet, locked, at work.
STRANGER = {"enrol": "enrol/"}
LOCKED = {"lock": ""}
AT_WORK = {
    "board": "", "list": "visitors/", "form": "visitors/new/", "detail": "visitors/detail/#{slip}",
    "scan": "scan/", "queue": "queue/", "readiness": "readiness/", "roll-call": "roll-call/",
    "print": "print/visitors/slip/#{slip}",
}  # fmt: skip
OFFICE = {"office": "office/"}
MARTIN = next(member for member in TEAM if "supervisor" in member.roles)


@dataclass
class Bench:
    """A served house, the browser that visits it, and what was said of each page."""

    counter: Counter
    said: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def port(self) -> str:
        """Return where the browser takes orders."""
        return (self.counter.screen.profile / "DevToolsActivePort").read_text().split()[0]

    def judge(self, pages: dict[str, str], rounds: int = ROUNDS) -> None:
        """Visit the trivial page and these, in turns; the tab that led here must not lock."""
        self.counter.page.goto("about:blank")
        urls = {f"{self.counter.screen.base}/en/{path}": name for name, path in pages.items()}
        urls[f"{self.counter.screen.base}/en/trivial/"] = "trivial"
        command = ["node", str(HERE / "measure.mjs"), self.port, str(rounds), *urls]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        for line in done.stdout.splitlines():
            one = json.loads(line)
            self.said[urls[one["url"]]].append(one)


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Judge a demonstration house's pages as a stranger, locked and at work."""
    with beside(add=trivial) as counter:
        yield from rows(visit(Bench(counter)))


def trivial(site: Path) -> None:
    """Put a page of one line among those of the house."""
    page = site / "en" / "trivial" / "index.html"
    page.parent.mkdir()
    page.write_text(TRIVIAL, "utf-8")


def visit(bench: Bench) -> dict[str, list[dict[str, Any]]]:
    """Judge all pages; return what was said by the page's name."""
    counter = bench.counter
    bench.judge(STRANGER)
    counter.enrol()
    bench.judge(LOCKED)
    counter.open()
    counter.sign_in(MARTIN)  # whoever may not enter the office is not asked for a password
    slip = counter.write_visitor("Mei Wong")
    bench.judge({name: path.format(slip=slip) for name, path in AT_WORK.items()})
    counter.enter_office("", MARTIN)
    counter.page.wait_for_selector("[data-inside]:not([hidden])")
    bench.judge(OFFICE)
    return bench.said


def rows(said: dict[str, list[dict[str, Any]]]) -> Iterator[Row]:
    """Write three rows a page: how quick, how well made for all, how late its largest paint."""

    def mid(name: str, what: str) -> float:
        return float(median(one[what] for one in said[name]))

    floor = mid("trivial", "lcp")
    for name in (name for name in said if name != "trivial"):
        quick, open_to_all, made = (mid(name, what) for what in KINDS)
        times = mid(name, "lcp") / floor
        yield Row(f"Lighthouse of the {name}: performance", f"≥ {QUICK}", f"{quick:.2f}",
                  quick >= QUICK)  # fmt: skip
        yield Row(
            "… accessibility, best practices",
            "1.00, 1.00",
            f"{open_to_all:.2f}, {made:.2f}{because(said[name])}",
            open_to_all == made == 1,
        )
        yield Row(
            "… largest paint beside one line's",
            f"≤ {LATE}×",
            f"{times:.2f}× ({times * floor:.0f} ms, {floor:.0f} ms)",
            times <= LATE,
        )


def because(visits: Iterable[dict[str, Any]]) -> str:
    """Name the checks that failed."""
    named = sorted({name for one in visits for name in one["named"]})
    return f" ({', '.join(named)})" if named else ""
