"""What whoever stands at the counter waits for, in a real Chromium over a served house."""

import time
from collections.abc import Iterator
from typing import Any

from benchmarks import slow
from benchmarks.served import at_work
from benchmarks.table import Row, edge, ratio, spread
from tests.journeys.counter import Counter

RTT_MS, BACKLOG, SAVES, SLIPS = 100, 500, 40, 200

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
  const { privateKey } = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const db = await new Promise((done) => { const asked = indexedDB.open("floor", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("rows", { autoIncrement: true });
    asked.onsuccess = () => done(asked.result); });
  const bytes = new Uint8Array(1500);
  const bare = async () => {
    const s = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, bytes);
    const tx = db.transaction("rows", "readwrite", { durability: "strict" });
    tx.objectStore("rows").add({ s, bytes });
    await new Promise((done) => { tx.oncomplete = done; });
  };
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const timed = async (work) => {
    const begun = performance.now(); await work(); return performance.now() - begun; };
  const taken = { ours: [], floor: [] };
  for (let n = 0; n <= count; n += 1) {
    const ours = await timed(async () => {
      const before = shown();
      await desk.act("visitors", "sign_in", guest(`Guest ${n}`));
      while (shown() === before) await frame();
    });
    await desk.sync({ force: true });
    const floor = await timed(async () => { await bare(); await frame(); });
    if (n) { taken.ours.push(ours); taken.floor.push(floor); }
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


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Time one tablet of a demonstration house."""
    with at_work() as counter:
        yield from saves(counter)
        counter.page.evaluate(FILL, SLIPS - SAVES)
        counter.page.evaluate(DRAIN)
        yield from slow.painted(counter)
        yield from slow.reloads(counter, FILL)
        counter.screen.offline(cut=False)
        yield from slow.searches(counter)
        yield from drained(counter)


def saves(counter: Counter) -> Iterator[Row]:
    """Time from the tap to the new row on the screen: check, sign, save, read, bind, frame.

    The floor signs 1.5 kB, writes them in one strict transaction and waits for a frame, in turns.
    """
    counter.open("visitors/")
    counter.page.wait_for_selector("record-list [data-count-of=open]:not(:empty)")
    taken: dict[str, list[float]] = counter.page.evaluate(SAVE, SAVES)
    ours, floor = taken["ours"], taken["floor"]
    yield Row("saved on this tablet, signed and painted", "p95 ≤ 50 ms", spread(ours),
              edge(ours) <= 50)  # fmt: skip
    yield Row("… against a bare signature, strict transaction and frame", "",
              f"{ratio(ours, floor):.2f}× (floor {spread(floor)})")  # fmt: skip


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
