"""What a tablet loads first, and what a cold server imports."""

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.table import Row, in_turns, ratio
from desk.config import ROOT

FLOOR = """
import flask, flask_sqlalchemy
app = flask.Flask("floor")
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = flask_sqlalchemy.SQLAlchemy(app)
with app.app_context(): db.engine
"""
LIBRARIES = f"""{FLOOR}
import flask_login, flask_babel, wtforms
from cryptography.hazmat.primitives.asymmetric import ec
"""
IMPORT = "import app"
READY = "import app; app.create_app()"
SITE = ROOT / "build" / "site"
MOST_KB = 45
PAGES = {
    "board": "", "list": "visitors", "form": "visitors/new", "detail": "visitors/detail",
    "queue": "queue", "scan": "scan", "office": "office",
}  # fmt: skip


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Compare a cold start with bare Flask and SQLAlchemy; weigh each kind of page."""
    codes = {"import": IMPORT, "ready": READY, "floor": FLOOR, "same": LIBRARIES}
    taken = in_turns({name: partial(python, code) for name, code in codes.items()}, 7)
    times = ratio(taken["import"], taken["floor"])
    yield Row("importing the application against bare Flask + SQLAlchemy", "≤ 1.5×",
              f"{times:.2f}× ({median(taken['import']):.0f} ms)", times <= 1.5)  # fmt: skip
    ready = f"{ratio(taken['ready'], taken['floor']):.2f}× ({median(taken['ready']):.0f} ms)"
    yield Row("… with its registers and routes, ready to answer", "", ready)
    yield Row("… that against importing the libraries it needs", "",
              f"{ratio(taken['ready'], taken['same']):.2f}×")  # fmt: skip
    subprocess.run([sys.executable, "-m", "flask", "pages", "build"], cwd=ROOT, check=True)
    for name, path in PAGES.items():
        size = weight(SITE, SITE / "en" / path)
        yield Row(f"first load of the {name}: JS + CSS, gzip", f"≤ {MOST_KB} kB",
                  f"{size / 1000:.1f} kB", size <= MOST_KB * 1000)  # fmt: skip


def weight(site: Path, page: Path) -> int:
    """Return the bytes of what a page loads first, compressed."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in loaded(site, page))


def loaded(site: Path, page: Path) -> set[Path]:
    """Return the scripts and styles that a page asks for, with all that they import at once."""
    text = (page / "index.html").read_text("utf-8")
    # What the registers declare is data: it counts as little as the words of a page.
    named = re.findall(r'(?<=[" ])/(assets/(?!house-)[^" ]+\.js|assets/[^" ]+\.css)(?=[" ])', text)
    waiting = [site / name for name in named]
    found: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found.add(file)
        names = re.findall(r'(?:from|import)\s*"\./([^"]+\.js)"', file.read_text("utf-8"))
        waiting += [file.parent / name for name in names]
    return found


def python(code: str) -> None:
    """Run code in a process of its own; what it compiles is kept, as a server keeps it."""
    kept = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env=kept)
