"""A browser test reads what the eye reads: our pages hold every state, most of them hidden."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.house import ROOT, files, is_test, none, plant

SAY = "textContent reads hidden words too: add use_inner_text=True"


def blind(root: Path) -> Iterator[str]:
    for file, path in files(root, ".py"):
        if not is_test(file):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            seen = any(given.arg == "use_inner_text" for given in node.keywords)
            if node.func.attr == "to_contain_text" and not seen:
                yield f"{file}:{node.lineno} to_contain_text: {SAY}"


def test_no_test_reads_hidden_words() -> None:
    none(blind(ROOT))


def test_it_sees_a_test_that_does(tmp_path: Path) -> None:
    plant(tmp_path, "tests/journeys/test_a.py", "expect(row).to_contain_text('late')\n")
    plant(tmp_path, "tests/journeys/b.py", "expect(a).to_contain_text('b', use_inner_text=True)\n")
    assert len(list(blind(tmp_path))) == 1
