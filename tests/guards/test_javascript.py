"""One place for each power of the browser: the network, the database, the markup."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.house import ROOT, Guard, code, files, is_test, none, plant

# What may appear only in some places, and what to write elsewhere.
POWERS = (
    (
        re.compile(r"(?<![\w.#])(?:(?:window|self|globalThis)\.)?fetch\s*\(|XMLHttpRequest"),
        ("static/js/sync/", "static/sw.js"),
        "only static/js/sync talks to the server; ask the façade in static/js/desk.js",
    ),
    (
        re.compile(r"\bindexedDB\b|from\s+[\"']idb[\"']"),
        ("static/js/storage/",),
        "only static/js/storage knows the database; ask the façade in static/js/desk.js",
    ),
    (
        re.compile(
            r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment)\b|\.srcdoc\b"
            r"|document\.write|DOMParser|setHTMLUnsafe"
        ),
        (),
        "clone a <template> that Jinja rendered and bind textContent",
    ),
    (
        re.compile(r"(?<![\w.])eval\s*\(|\bnew Function\b|set(?:Timeout|Interval)\(\s*[\"'`]"),
        (),
        "pass a function; nothing here makes code out of text",
    ),
)
GET_ONLY = re.compile(r"\.method\s*!==\s*[\"']GET[\"']")

# The page itself, the one that chooses a language, the one where nobody works yet, and what runs
# beside a page's own script.
BARE = ("page.js", "root.js", "enrol.js", "begin.js", "start.js")


def powers(root: Path) -> Iterator[str]:
    for name, path in files(root, ".js", ".mjs"):
        if is_test(name) or not name.startswith(("static/", "blueprints/")):
            continue
        for pattern, places, advice in POWERS:
            if name.startswith(places or ("\0",)):
                continue
            for number, line in code(path):
                if pattern.search(line):
                    yield f"{name}:{number} {line.strip()}: {advice}"


def worker(root: Path) -> Iterator[str]:
    """A worker that answers other methods has corrupted uploads in the field (Enketo 7.6.4)."""
    path = root / "static/sw.js"
    if path.exists() and not any(GET_ONLY.search(line) for _, line in code(path)):
        yield 'static/sw.js: begin with: if (event.request.method !== "GET") return;'
    if path.exists() and any("unregister(" in line for _, line in code(path)):
        yield "static/sw.js unregisters itself: entries that were not sent would be lost"


def unlocked(root: Path) -> Iterator[str]:
    """A page without page.js has no lock, no queue badge, no warning of a full disk."""
    for path in sorted((root / "static/js/pages").glob("*.js")):
        if path.name not in BARE and "import './page.js'" not in path.read_text("utf-8"):
            yield f"static/js/pages/{path.name}: begin with import './page.js';"


@pytest.mark.parametrize("guard", [powers, worker, unlocked])
def test_each_power_has_one_place(guard: Guard) -> None:
    none(guard(ROOT))


@pytest.mark.parametrize(
    "line",
    [
        "await fetch('/api/sync')",
        "window.fetch('/')",
        "const open = indexedDB.open('x')",
        "import { openDB } from 'idb'",
        "node.innerHTML = text",
        "node.insertAdjacentHTML('beforeend', text)",
        "document.write(text)",
        "eval(text)",
        "setTimeout('go()', 1)",
    ],
)
def test_it_sees_a_power_elsewhere(tmp_path: Path, line: str) -> None:
    plant(tmp_path, "static/js/behaviours/a.js", f"// fetch( is told of here\n{line}\n")
    assert len(list(powers(tmp_path))) == 1


def test_it_lets_the_right_places_be(tmp_path: Path) -> None:
    plant(tmp_path, "static/js/sync/http.js", "await fetch('/api/sync')\n")
    plant(tmp_path, "static/js/storage/db.js", "indexedDB.open('x')\n")
    plant(tmp_path, "static/js/models/a.js", "ports.fetch(url); this.#fetch(url)\n")
    assert list(powers(tmp_path)) == []


def test_it_sees_a_worker_that_takes_every_method(tmp_path: Path) -> None:
    plant(tmp_path, "static/sw.js", "self.addEventListener('fetch', (e) => e.respondWith(f(e)))")
    assert len(list(worker(tmp_path))) == 1
    plant(tmp_path, "static/sw.js", 'if (event.request.method !== "GET") return;')
    assert list(worker(tmp_path)) == []


def test_it_sees_a_page_without_a_lock(tmp_path: Path) -> None:
    plant(tmp_path, "static/js/pages/print.js", "import '../behaviours/print-desk.js';\n")
    plant(tmp_path, "static/js/pages/root.js", "location.replace('/en/');\n")
    assert len(list(unlocked(tmp_path))) == 1
