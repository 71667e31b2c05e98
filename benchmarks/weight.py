"""What a tablet loads, and what a cold server imports."""

import gzip
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.table import Row, ratio, times
from desk.config import ROOT

FLOOR = "import flask, flask_sqlalchemy, flask_login, flask_babel, wtforms"
OURS = "import app; app.create_app()"
SITE = ROOT / "build" / "site"


def measure(options: frozenset[str]) -> Iterator[Row]:
    """Compare a cold start with its libraries alone; weigh the bundles."""
    ours, floor = times(lambda: python(OURS), 5), times(lambda: python(FLOOR), 5)
    yield Row("cold start", f"{sorted(ours)[2]:.0f} ms", ratio(ours, floor))
    for suffix in (".js", ".css"):
        sizes = [len(gzip.compress(p.read_bytes(), 9)) for p in SITE.glob(f"assets/*{suffix}")]
        if sizes:
            yield Row(f"all {suffix}, gzip", f"{sum(sizes) / 1000:.1f} kB", f"{len(sizes)} files")


def python(code: str) -> None:
    """Run a line in a process of its own."""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
