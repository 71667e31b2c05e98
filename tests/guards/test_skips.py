"""A skipped test says what it waits for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.testing.reports import why
from tests.guards.house import ROOT, Guard, code, files, is_test, none, plant

SAY = 'say what is missing: pytest.skip("no Chromium here")'
SILENT_JS = re.compile(
    r"\b(?:test|it|describe)\.(?:skip|todo|only)\b|\bskip:\s*true|\bonly:\s*true"
)


def reasoned(call: ast.Call, name: str) -> bool:
    if name == "importorskip":
        return True
    given = [k.value for k in call.keywords if k.arg in {"reason", "msg"}]
    given += call.args[:1] if name == "skip" else []
    return any(not (isinstance(v, ast.Constant) and not v.value) for v in given)


def silent(root: Path) -> Iterator[str]:
    for file, path in files(root, ".py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {id(n.func): n for n in ast.walk(tree) if isinstance(n, ast.Call)}
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail"}):
                continue
            if ast.unparse(node) not in {f"pytest.{node.attr}", f"pytest.mark.{node.attr}"}:
                continue
            call = calls.get(id(node))
            if call is None or not reasoned(call, node.attr):
                yield f"{file}:{node.lineno} {ast.unparse(node)}: {SAY}"


def silent_javascript(root: Path) -> Iterator[str]:
    for file, path in files(root, ".js", ".mjs"):
        for number, line in code(path) if is_test(file) else ():
            if SILENT_JS.search(line):
                yield f"{file}:{number} {line.strip()}: give skip a text, and leave only out"


@pytest.mark.parametrize("guard", [silent, silent_javascript])
def test_every_skip_has_a_reason(guard: Guard) -> None:
    none(guard(ROOT))


@pytest.mark.parametrize(
    "text",
    [
        "pytest.skip('')",
        "pytest.skip()",
        "@pytest.mark.skip\ndef test_a(): ...",
        "@pytest.mark.skipif(True)\ndef test_a(): ...",
        "@pytest.mark.xfail\ndef test_a(): ...",
    ],
)
def test_it_sees_a_silent_skip(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "tests/test_a.py", f"import pytest\n\n\n{text}\n")
    assert len(list(silent(tmp_path))) == 1


def test_it_sees_a_silent_skip_in_javascript(tmp_path: Path) -> None:
    plant(
        tmp_path, "tests/js/a.test.js", 'test.skip("a", () => {});\ntest("b", { skip: "why" });\n'
    )
    assert len(list(silent_javascript(tmp_path))) == 1


@pytest.mark.parametrize(
    ("told", "reason"),
    [("Skipped: no Chromium", "no Chromium"), ("Skipped", ""), ("unconditional skip", "")],
)
def test_a_report_tells_the_reason(told: str, reason: str) -> None:
    assert why(told) == reason
