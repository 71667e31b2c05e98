"""A large estate on one tablet: 20,000 rooms, 50,000 people, and somebody who types."""

import os
from collections.abc import Iterator
from typing import Any

from benchmarks.served import at_work
from benchmarks.slow import SLOWER, throttle, typed, unlock
from benchmarks.table import Row, edge, spread
from desk.testing.servers import House
from tests.journeys.counter import Counter

ROOMS, PEOPLE = 20_000, 50_000
WORDS = ["wong", "t12-0", "maria", "ch", "zs", "4821", "lei", "nunez"]
# Told by the browser itself: how long the page could not answer a finger.
BLOCKED = """() => new Promise((done) => {
  const tasks = [];
  new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map((one) => one.duration)))
    .observe({ type: "longtask", buffered: true });
  setTimeout(() => done(Math.max(0, ...tasks)), 100);
})"""
HELD = "() => performance.memory.usedJSHeapSize / 1e6"
KNOWN = """async (wanted) => {
  const { promise, resolve } = Promise.withResolvers();
  const asked = indexedDB.open("vestibule");
  asked.onsuccess = () => {
    const count = asked.result.transaction("refs").objectStore("refs")
      .count(IDBKeyRange.bound(["person"], ["person", []]));
    count.onsuccess = () => { asked.result.close(); resolve(count.result >= wanted); };
  };
  return promise;
}"""


def grow(house: House) -> None:
    """Write the estate's rows beside the demonstration's."""
    os.environ |= house.environment
    from random import Random

    from sqlalchemy import insert

    from app import create_app
    from desk.db import db, write
    from desk.demo import names
    from desk.searchkey import search_key
    from desk.tables import Person, Room

    chance = Random(7)
    with create_app().app_context(), write(1) as site:
        rooms: list[dict[str, Any]] = [
            {"id": f"x{n}", "name": f"T{n // 400 + 10}-{n // 8 % 50:02d}{'ABCDEFGH'[n % 8]}"}
            for n in range(ROOMS)
        ]
        people: list[dict[str, Any]] = []
        for n in range(PEOPLE):
            lang = names.language(chance)
            name = names.person(lang, names.family(lang, chance), chance)
            person = {"id": f"y{n}", "name": name, "key": search_key(name)}
            phone = names.phone(lang, chance)
            people.append(person | {"room": f"x{n * 2 // 5}", "lang": lang, "phone": phone})
        for at, row in enumerate((*rooms, *people), site.ver + 1):
            row |= {"site": site.id, "ver": at}
        db.session.execute(insert(Room), rooms)
        db.session.execute(insert(Person), people)
        site.ver += ROOMS + PEOPLE


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Serve the estate to one tablet, and type in the form's search."""
    with at_work(grow) as counter:
        counter.page.wait_for_function(KNOWN, arg=PEOPLE, timeout=600_000, polling=1000)
        yield from searches(counter)


def searches(counter: Counter) -> Iterator[Row]:
    """Open the form, let the index grow, type."""
    for rate, goal in ((1, 16), (SLOWER, 50)):
        throttle(counter, rate)
        unlock(counter)
        ready = float(counter.page.evaluate("() => performance.now()"))
        longest = float(counter.page.evaluate(BLOCKED))
        what = f"{ROOMS:,} rooms, {PEOPLE:,} people, {rate}× slower"
        yield Row(f"{what}: form opened until the search answers", "",
                  f"{ready / 1000:.1f} s, blocked at most {longest:.0f} ms")  # fmt: skip
        taken = typed(counter, rate, WORDS)
        yield Row(f"{what}: a key pressed in search", f"p95 ≤ {goal} ms",
                  spread(taken), edge(taken) <= goal)  # fmt: skip
    yield Row("… memory of the page", "", f"{counter.page.evaluate(HELD):.0f} MB")
