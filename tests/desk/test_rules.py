"""The list of rules is whole, and markers name rules that exist."""

import ast
from pathlib import Path

from desk import rules

TEST = """
import pytest
pytestmark = pytest.mark.rule("S3")

@pytest.mark.rule("S1", "S2")
def test_one(): ...

class TestTwo:
    @pytest.mark.parametrize("a", [pytest.param(1, marks=pytest.mark.rule("S4"))])
    def test_two(self, a): ...
"""


def test_all_are_there() -> None:
    found = rules.known()
    assert [rule.number for rule in found] == [f"S{n}" for n in range(1, rules.COUNT + 1)]
    assert {rule.tier for rule in found} == {1, 2, 3}
    assert {rule.kind for rule in found} == rules.KINDS.keys()
    assert len({rule.part for rule in found}) == 18
    assert [sum(rule.tier == tier for rule in found) for tier in (1, 2, 3)] == [159, 145, 36]
    assert all(rule.words.endswith((".", "?", '"', '".')) for rule in found)


def test_markers_are_read_from_the_source() -> None:
    assert list(rules.marked(ast.parse(TEST))) == [
        ("", "S3"),
        ("test_one", "S1"),
        ("test_one", "S2"),
        ("test_two", "S4"),
    ]


def test_every_marker_names_a_rule() -> None:
    known = {rule.number for rule in rules.known()}
    assert {*rules.proofs(), *rules.enforced()} <= known


def test_no_marker_stands_on_a_whole_file() -> None:
    assert [one.path for rows in rules.proofs().values() for one in rows if not one.test] == []


def test_a_rule_that_a_form_enforces_is_proven() -> None:
    proven = rules.proofs()
    assert {number for number in rules.enforced() if number not in proven} == set()


def test_proofs_name_file_and_test(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text(TEST, "utf-8")
    assert rules.proofs(tmp_path)["S1"] == [rules.Proof("tests/test_x.py", "test_one")]


def test_the_page_is_up_to_date() -> None:
    assert rules.PAGE.read_text("utf-8") == rules.page(), "run `flask rules --write`"
