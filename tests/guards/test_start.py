"""What a cold start does not pay for: libraries that only some requests need."""

import subprocess
import sys

from desk.config import ROOT

DEAR = ("weasyprint", "tinyhtml5", "openpyxl", "numpy", "PIL")
START = f"""
import sys, app
app.create_app()
print(*[name for name in {DEAR!r} if name in sys.modules])
"""


def test_a_start_imports_nothing_that_only_some_requests_need() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
