"""When a page of each kind has painted its largest part, beside a page that holds one line."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.table import Row
from desk.testing.browsers import Screen, chromium
from desk.testing.servers import House, free_port
from tests.journeys.counter import Counter

ROUNDS, MOST = 3, 1.3
PAGES = {
    "board": "", "list": "visitors/", "form": "visitors/new/", "detail": "visitors/detail/",
    "scan": "scan/", "office": "office/",
}  # fmt: skip
TRIVIAL = "<!doctype html><html lang=en><meta charset=utf-8><title>-</title><h1>Jade Court</h1>"
# What is painted after the page has come to rest is no part of its first picture.
PAINTED = """() => new Promise((done) => {
  let last = 0;
  new PerformanceObserver((list) => { last = list.getEntries().at(-1).startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => done(last), 1500);
})"""


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Serve a demonstration house, and open each page in turn with the trivial one."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        data = folder / "var"
        house = House(data, folder / "site", f"sqlite:///{data}/vestibule.db", free_port())
        house.flask("demo")
        house.flask("pages", "build")
        (folder / "site" / "en" / "trivial").mkdir()
        (folder / "site" / "en" / "trivial" / "index.html").write_text(TRIVIAL, "utf-8")
        house.start()
        screen = Screen(playwright, chromium(), folder / "profile", house.url)
        screen.start()
        try:
            counter = Counter(screen)
            counter.enrol()
            counter.sign_in()
            counter.keep_shell()
            yield from painted(counter, house.url)
        finally:
            screen.kill()
            house.stop()


def painted(counter: Counter, url: str) -> Iterator[Row]:
    """Take turns, so that a noisy moment hits all of them; the median of three."""
    paths = {"trivial": "trivial/", **PAGES}
    taken: dict[str, list[float]] = {name: [] for name in paths}
    for turn in range(ROUNDS + 1):
        for name, path in paths.items():
            counter.page.goto(f"{url}/en/{path}", wait_until="load")
            at = float(counter.page.evaluate(PAINTED))
            if turn and at:
                taken[name].append(at)
    floor = median(taken.pop("trivial"))
    for name, all_ms in taken.items():
        ms = median(all_ms)
        often = ms / floor
        told = f"{often:.2f}x ({ms:.0f} ms beside {floor:.0f} ms)"
        what = f"largest paint of the {name}, beside one line"
        yield Row(what, f"<= {MOST}x", told, often <= MOST)
