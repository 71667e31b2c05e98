"""A browser test reads what the eye reads, and waits in a way that our pages allow."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.house import ROOT, files, is_test, none, plant

# Our pages hold every state, most of them hidden.
BLIND = "textContent reads hidden words too: add use_inner_text=True"
# Asked again, it is judged by the page's policy: it fails only where the first answer was no.
REFUSED = "a bare expression is evaluated anew each time, which our pages refuse: write () => …"


def calls(root: Path) -> Iterator[tuple[str, str, ast.Call]]:
    for file, path in files(root, ".py"):
        if not is_test(file):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield f"{file}:{node.lineno} {node.func.attr}", node.func.attr, node


def blind(root: Path) -> Iterator[str]:
    for place, name, call in calls(root):
        seen = any(given.arg == "use_inner_text" for given in call.keywords)
        if name == "to_contain_text" and not seen:
            yield f"{place}: {BLIND}"


def refused(root: Path) -> Iterator[str]:
    for place, name, call in calls(root):
        if name == "wait_for_function" and "=>" not in str(getattr(call.args[0], "value", "=>")):
            yield f"{place}: {REFUSED}"


def test_no_test_reads_hidden_words() -> None:
    none(blind(ROOT))


def test_it_sees_a_test_that_does(tmp_path: Path) -> None:
    plant(tmp_path, "tests/journeys/test_a.py", "expect(row).to_contain_text('late')\n")
    plant(tmp_path, "tests/journeys/b.py", "expect(a).to_contain_text('b', use_inner_text=True)\n")
    assert len(list(blind(tmp_path))) == 1


def test_no_test_waits_for_what_the_policy_forbids() -> None:
    none(refused(ROOT))


def test_it_sees_a_bare_expression(tmp_path: Path) -> None:
    plant(tmp_path, "tests/journeys/test_a.py", "page.wait_for_function('window.ready')\n")
    plant(tmp_path, "tests/journeys/test_b.py", "page.wait_for_function('() => window.ready')\n")
    assert len(list(refused(tmp_path))) == 1
