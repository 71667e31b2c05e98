"""Floors: app.py, then blueprints, then desk, then libraries; nothing imports upward."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.house import ROOT, Guard, files, imports, is_test, none, plant

REGISTERS = "blueprints/registers/"
# WeasyPrint doubles a cold start, so whoever imports it must be asked to print.
PRINTERS = {"desk/documents.py", "desk/render_worker.py"}
# The plugin makes the application that it tests.
ABOVE = ("blueprints", "app")


def upward(root: Path) -> Iterator[str]:
    for name, path in files(root / "desk", ".py"):
        for line, module in imports(path):
            if module.split(".")[0] in ABOVE and not name.startswith("testing/"):
                yield (
                    f"desk/{name}:{line} imports {module}; what it needs belongs in desk/, "
                    "or the blueprint hands it in"
                )


def sideways(root: Path) -> Iterator[str]:
    for name, path in files(root / REGISTERS, ".py"):
        own = f"blueprints.registers.{name.split('/')[0]}."
        for line, module in imports(path):
            if module.startswith("blueprints.registers.") and not f"{module}.".startswith(own):
                yield (
                    f"{REGISTERS}{name}:{line} imports {module}; what two registers share goes "
                    "through desk/ or a link by record id"
                )


def printers(root: Path) -> Iterator[str]:
    for name, path in files(root, ".py"):
        if name in PRINTERS or is_test(name) or name.startswith("benchmarks/"):
            continue
        for line, module in imports(path):
            if module.split(".")[0] == "weasyprint":
                yield f"{name}:{line} imports WeasyPrint; call desk.documents.render_pdf"


@pytest.mark.parametrize("guard", [upward, sideways, printers])
def test_the_floors_hold(guard: Guard) -> None:
    none(guard(ROOT))


@pytest.mark.parametrize(
    ("guard", "name", "text"),
    [
        (upward, "desk/a.py", "def f():\n    from blueprints.registers import visitors\n"),
        (upward, "desk/a.py", "import app\n"),
        (sideways, f"{REGISTERS}mail/a.py", "from blueprints.registers.visitors import form\n"),
        (sideways, f"{REGISTERS}mail/a.py", "import blueprints.registers.visitors\n"),
        (printers, "blueprints/documents/a.py", "from weasyprint import HTML\n"),
    ],
)
def test_it_sees_a_broken_floor(tmp_path: Path, guard: Guard, name: str, text: str) -> None:
    plant(tmp_path, name, text)
    assert len(list(guard(tmp_path))) == 1
