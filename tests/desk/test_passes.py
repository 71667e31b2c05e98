"""A pass holds when the shared vectors say so; JavaScript runs the same file."""

import json
from pathlib import Path
from typing import Any

import pytest

from desk.passes import verdict

VECTORS = json.loads(Path("tests/vectors/passes.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_it_holds_or_says_why_not(case: dict[str, Any]) -> None:
    record: Any = {"state": case["state"], "f": case["f"]}
    assert verdict(record, VECTORS["at"], VECTORS["zone"]) == case["verdict"]


def test_every_answer_has_a_case() -> None:
    assert {case["verdict"] for case in VECTORS["cases"]} == {
        "good", "used", "cancelled", "early", "over", "other_day",
    }  # fmt: skip
