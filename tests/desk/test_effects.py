"""Every action does to a record what the shared vectors say; JavaScript runs the same file."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from desk.conditions import matches
from desk.effects import run

VECTORS = json.loads(Path("tests/vectors/effects.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_it_changes_a_record(case: dict[str, Any]) -> None:
    given = deepcopy(case["record"])
    context: Any = {**VECTORS["context"], **case["ctx"]}
    record, flags = run(VECTORS["actions"][case["action"]], given, case["values"], context)
    assert {"record": record, "flags": flags} == case["expect"]
    assert given == case["record"], "effects are pure"


def test_every_action_has_a_case() -> None:
    assert {case["action"] for case in VECTORS["cases"]} == set(VECTORS["actions"])


def test_it_refuses_what_is_no_condition() -> None:
    with pytest.raises(ValueError, match="not a condition"):
        matches({"perhaps": 1}, {}, {})


def test_it_refuses_what_is_no_value() -> None:
    action = {"creates": False, "source": [], "set": {"a": {"when": 1}}}
    case = next(case for case in VECTORS["cases"] if case["record"])
    with pytest.raises(ValueError, match="not a value"):
        run(action, case["record"], {}, VECTORS["context"])
