"""What whoever stands at the counter waits for, in a real Chromium over a served house."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.table import Row, edge, spread
from desk.testing.browsers import Screen, chromium
from desk.testing.servers import House, free_port
from tests.journeys.counter import Counter

SLOWER, RTT_MS, BACKLOG, SAVES, PAINTS, RELOADS = 4, 100, 500, 40, 7, 5

# The page's own desk, found among what its bundles export.
DESK = """
const urls = performance.getEntriesByType("resource").map((one) => one.name)
  .filter((name) => name.endsWith(".js"));
let desk;
for (const url of urls) {
  for (const value of Object.values(await import(url))) if (value?.actMany) desk = value;
}
const [room] = await desk.refs("room");
const guest = (name) => ({ register: "visitors", action: "sign_in",
  values: { id_seen: "yes", id_kind: "id_card", purpose: "delivery", room: room.id },
  personal: { name, id_last4: "4821" } });
"""
SAVE = (
    "async (count) => {"
    + DESK
    + """
  const shown = () => document.querySelector("record-list .rows").childElementCount;
  const taken = [];
  for (let n = 0; n < count; n += 1) {
    const [begun, before] = [performance.now(), shown()];
    await desk.act("visitors", "sign_in", guest(`Guest ${n}`));
    while (shown() === before) await new Promise((next) => requestAnimationFrame(next));
    taken.push(performance.now() - begun);
  }
  return taken;
}"""
)
FILL = (
    "async (count) => {"
    + DESK
    + """
  for (let n = 0; n < count; n += 50) {
    await desk.actMany(Array.from({ length: 50 }, (_, at) => guest(`Late ${n + at}`)));
  }
}"""
)
DRAIN = (
    "async () => {"
    + DESK
    + """
  const begun = performance.now();
  desk.sync({ force: true });
  while ((await desk.queue()).count) await new Promise((next) => setTimeout(next, 20));
  return performance.now() - begun;
}"""
)
PAINT = """async (rounds) => {
  const list = document.querySelector("record-list .rows");
  const html = list.innerHTML;
  const template = list.querySelector("template");
  const texts = [...list.children].filter((row) => row !== template).slice(0, 200)
    .map((row) => [...row.querySelectorAll("[data-text]")].map((place) => place.textContent));
  const layout = () => list.getBoundingClientRect().height;
  const timed = (work) => { list.replaceChildren(template); layout();
    const begun = performance.now(); work(); layout(); return performance.now() - begun; };
  const cloned = () => { for (const row of texts) {
    const copy = template.content.cloneNode(true);
    copy.querySelectorAll("[data-text]").forEach((place, at) => { place.textContent = row[at]; });
    list.append(copy); } };
  const found = { cloned: [], served: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const clone = timed(cloned);
    const served = timed(() => { list.innerHTML = html; });
    if (round) { found.cloned.push(clone); found.served.push(served); }
  }
  return found;
}"""


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Serve a demonstration house, enrol one tablet and time it."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        data = folder / "var"
        house = House(data, folder / "site", f"sqlite:///{data}/vestibule.db", free_port())
        house.flask("demo")
        house.flask("pages", "build")
        house.start()
        screen = Screen(playwright, chromium(), folder / "profile", house.url)
        screen.start()
        try:
            counter = Counter(screen)
            counter.enrol()
            counter.sign_in()
            counter.keep_shell()
            yield from saves(counter)
            yield from drained(counter)
            yield from slowly(counter)
        finally:
            screen.kill()
            house.stop()


def saves(counter: Counter) -> Iterator[Row]:
    """Time from the tap to the new row on the screen: check, sign, save, read, bind, paint."""
    counter.open("visitors/")
    counter.page.wait_for_selector("record-list [data-count-of=open]:not(:empty)")
    taken: list[float] = counter.page.evaluate(SAVE, SAVES)
    yield Row("saved on this tablet, signed and painted", "p95 ≤ 50 ms", spread(taken),
              edge(taken) <= 50)  # fmt: skip


def drained(counter: Counter) -> Iterator[Row]:
    """Let a backlog grow with the network cut, then hand it in over a slow line."""
    counter.screen.offline()
    counter.page.evaluate(FILL, BACKLOG)
    asked: list[float] = []
    pushes: list[str] = []

    def slow(route: Any) -> None:
        if route.request.method == "POST" and route.request.url.endswith("/api/sync"):
            pushes.append(route.request.url)
        asked.append(time.monotonic())
        time.sleep(RTT_MS / 1000)
        route.continue_()

    counter.page.route("**/api/**", slow)
    counter.screen.offline(cut=False)
    ms = float(counter.page.evaluate(DRAIN))
    counter.page.unroute("**/api/**")
    yield Row(f"{BACKLOG} queued entries handed in at {RTT_MS} ms round trip", "≤ 10 s, ≤ 6 pushes",
              f"{ms / 1000:.1f} s, {len(pushes)} pushes of {len(asked)} requests",
              ms <= 10_000 and len(pushes) <= 6)  # fmt: skip


def slowly(counter: Counter) -> Iterator[Row]:
    """Paint 200 rows and start without a network, on a processor four times as slow."""
    page = counter.page
    session = counter.screen.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})  # the house's own forbids server HTML
    page.reload()
    page.wait_for_function("() => document.querySelectorAll('record-list .rows > li').length > 150")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found: dict[str, list[float]] = page.evaluate(PAINT, PAINTS)
    times = median(found["cloned"]) / median(found["served"])
    yield Row(f"200 rows from the template against server HTML, {SLOWER}× slower", "≤ 1.15×",
              f"{times:.2f}× ({median(found['cloned']):.0f} ms)", times <= 1.15)  # fmt: skip
    counter.screen.offline()
    taken = []
    for _ in range(RELOADS):
        begun = time.perf_counter()
        page.reload(wait_until="commit")
        page.wait_for_selector("record-list [data-count-of=open]:not(:empty)")
        taken.append((time.perf_counter() - begun) * 1000)
    yield Row(f"reload without a network to the painted list, {SLOWER}× slower", "≤ 500 ms",
              spread(taken), median(taken) <= 500)  # fmt: skip
