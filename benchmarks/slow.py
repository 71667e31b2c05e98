"""The same tablet on a processor four times as slow: rows, a start without a network, a search."""

from collections.abc import Iterator
from statistics import median

from benchmarks.table import Row, edge, ratio, spread
from tests.journeys.counter import Counter

SLOWER, PAINTS, RELOADS = 4, 9, 9
LIST = "() => document.querySelectorAll('record-list .rows > li').length >= 200"
READY = "() => window.ready"
WHOLE = "() => window.whole"
# The driver's own script, evaluated in the page, costs as much as a start: it keeps away so long.
AWAY_MS = 3000

# Our rows come through the list's own filter and binder. The server's are the same markup, as
# desk/bind.py fills it; the leanest it could send lack what is hidden and the binder's attributes.
PAINT = """async (rounds) => {
  const list = document.querySelector("record-list .rows");
  const filter = document.querySelector("record-list [data-filter]");
  const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  const show = (text) => {
    filter.value = text; filter.dispatchEvent(new Event("input", { bubbles: true })); };
  const rows = () => [...list.querySelectorAll(":scope > li")];
  const full = document.createElement("ol");
  full.append(...rows().map((row) => row.cloneNode(true)));
  const lean = full.cloneNode(true);
  for (const hidden of lean.querySelectorAll("[hidden]")) hidden.remove();
  for (const place of lean.querySelectorAll("*")) {
    for (const { name } of [...place.attributes]) {
      if (name.startsWith("data-")) place.removeAttribute(name);
    }
  }
  const put = (html) => () => list.append(document.createRange().createContextualFragment(html));
  const works = { ours: () => show(""), served: put(full.innerHTML), lean: put(lean.innerHTML) };
  const taken = { ours: [], served: [], lean: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      show("nobody is called so");
      for (const row of rows()) row.remove();
      await frame(); await frame();
      const begun = performance.now();
      work();
      list.getBoundingClientRect();
      await frame();
      if (round) taken[name].push(performance.now() - begun);
    }
  }
  show("");
  return taken;
}"""

# A start is over when the browser has put the first rows with their data on the glass, by its own
# account of when it showed that element; the filter's listener is there before them. Counted from
# the navigation's beginning, of a page at rest. `whole`: the last row stands, and a frame is over.
WATCH = """(() => {
  if (!/\\/(?:visitors|empty)\\/$/.test(location.pathname)) return;
  new PerformanceObserver((shown) => { window.ready ??= shown.getEntries()[0].renderTime; })
    .observe({ type: "element", buffered: true });
  new MutationObserver((_, seen) => {
    const list = document.querySelector("record-list .rows");
    const where = list?.childElementCount > 10 && list.querySelector("li .where");
    if (where?.textContent && !where.hasAttribute("elementtiming"))
      where.setAttribute("elementtiming", "first");
    if (!(list?.childElementCount > 200)) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.whole = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });
})();"""
# A pull has brought back all that was handed in: nothing of its own lies over the tablet's copy.
SETTLED = """() => new Promise((done) => {
  const asked = indexedDB.open("vestibule");
  asked.onsuccess = () => {
    const open = asked.result.transaction("outbox").objectStore("outbox").index("open").count(1);
    open.onsuccess = () => { asked.result.close(); done(open.result === 0); };
  };
})"""
EMPTY = """async () => {
  const [name] = (await caches.keys()).filter((one) => one.startsWith("vestibule-"));
  const page = "<!doctype html><title>Nothing</title><main elementtiming=first>Nothing</main>";
  const headers = { "content-type": "text/html" };
  await (await caches.open(name)).put("/en/empty/", new Response(page, { headers }));
}"""

# From the key to the answers on the screen; the field tells which answer is chosen when they stand.
TYPE = """async ([place, words]) => {
  const input = document.querySelector(`${place} [role="combobox"]`);
  const list = document.querySelector(`${place} [role="listbox"]`);
  const filled = () => new Promise((done) => {
    const seen = new MutationObserver(() => { seen.disconnect(); done(); });
    seen.observe(input, { attributeFilter: ["aria-expanded"] }); });
  const taken = [];
  for (const word of words) {
    for (let end = 1; end <= word.length; end += 1) {
      const found = filled();
      const begun = performance.now();
      input.value = word.slice(0, end);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await found;
      list.getBoundingClientRect();
      taken.push(performance.now() - begun);
      await new Promise((next) => setTimeout(next, 30));
    }
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((next) => setTimeout(next, 30));
  }
  return taken;
}"""
WORDS = ["wong", "t1-1", "maria", "ch", "2a", "lei"]


def throttle(counter: Counter, rate: int) -> None:
    """Slow the page's processor down."""
    session = counter.screen.context.new_cdp_session(counter.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})


def painted(counter: Counter) -> Iterator[Row]:
    """Paint 200 rows by the list's own binder, and as HTML from a server."""
    page = counter.page
    session = counter.screen.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})  # the house's own forbids server HTML
    page.reload()
    page.wait_for_function(LIST)
    throttle(counter, SLOWER)
    taken: dict[str, list[float]] = page.evaluate(PAINT, PAINTS)
    throttle(counter, 1)
    session.send("Page.setBypassCSP", {"enabled": False})
    times = ratio(taken["ours"], taken["served"])
    yield Row(f"200 rows by our binder against server HTML, {SLOWER}× slower", "≤ 1.15×",
              f"{times:.2f}× ({median(taken['ours']):.0f} ms)", times <= 1.15)  # fmt: skip
    yield Row("… against the leanest HTML of the same look", "",
              f"{ratio(taken['ours'], taken['lean']):.2f}×")  # fmt: skip


def reloads(counter: Counter, queued: str) -> Iterator[Row]:
    """Start the list without a network: of slips that the house has, and with 200 queued here."""
    page = counter.page
    page.wait_for_function(SETTLED)
    page.evaluate(EMPTY)
    counter.screen.offline()
    page.context.add_init_script(WATCH)
    ours, floor, whole = starts(counter)
    yield Row(f"reload without a network to the painted list, {SLOWER}× slower", "≤ 500 ms",
              f"{spread(ours)}, best {min(ours):.0f}", median(ours) <= 500)  # fmt: skip
    yield Row("… more than an empty page of the same worker", "",
              f"{median(ours) - median(floor):.0f} ms (empty {spread(floor)})")  # fmt: skip
    yield Row("… until the last of 200 rows stands", "", spread(whole))
    page.evaluate(queued, 200)
    ours, _, _ = starts(counter)
    yield Row("… with 200 slips more, which only this tablet has", "",
              f"{spread(ours)}, best {min(ours):.0f}")  # fmt: skip


def starts(counter: Counter) -> tuple[list[float], list[float], list[float]]:
    """Reload in turns with a page that holds one word; return ms: ours, that one, the last row."""
    page = counter.page
    throttle(counter, SLOWER)
    taken: dict[str, list[float]] = {"visitors": [], "empty": []}
    whole: list[float] = []
    for turn in range(RELOADS + 1):
        for name, found in taken.items():
            page.goto(f"{counter.screen.base}/en/{name}/")
            page.wait_for_timeout(AWAY_MS)
            page.reload(wait_until="commit")
            page.wait_for_timeout(AWAY_MS)
            page.wait_for_function(READY)
            if turn:
                found.append(page.evaluate(READY))
            if turn and name == "visitors":
                page.wait_for_function(WHOLE)
                whole.append(page.evaluate(WHOLE))
    throttle(counter, 1)
    page.goto(f"{counter.screen.base}/en/visitors/")
    page.wait_for_function(LIST)
    return taken["visitors"], taken["empty"], whole


def searches(counter: Counter) -> Iterator[Row]:
    """Type in the form's search for whom is visited."""
    for rate, goal in ((1, 16), (SLOWER, 50)):
        unlock(counter)
        taken = typed(counter, rate, WORDS)
        yield Row(f"a key pressed in search, {rate}× slower", f"p95 ≤ {goal} ms",
                  spread(taken), edge(taken) <= goal)  # fmt: skip


def unlock(counter: Counter) -> None:
    """Open the form, and wait until its search answers."""
    counter.open("visitors/new/")
    form = counter.page.locator("entry-form form")
    form.locator('label:has([name="id_kind"][value="id_card"])').first.click()
    form.locator('[name="id_last4"]').first.fill("4821")
    form.locator("person-search [role=combobox]").press_sequentially("t1")
    form.locator("person-search [role=option]").first.wait_for()


def typed(counter: Counter, rate: int, words: list[str]) -> list[float]:
    """Type, letter by letter; return how long each answer took, in ms."""
    throttle(counter, rate)
    taken: list[float] = counter.page.evaluate(TYPE, ["person-search", words])
    throttle(counter, 1)
    return taken
