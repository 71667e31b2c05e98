"""A signature is read as the tablet wrote it, and nothing else is one; Node reads the same file."""

import json
from pathlib import Path
from typing import Any

import pytest

from desk import signature

VECTORS = json.loads(Path("tests/vectors/signatures.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["read"], ids=lambda case: case["name"])
def test_it_is_read(case: dict[str, Any]) -> None:
    found = signature.read(case["text"])
    assert found is not None
    assert [[list(point) for point in stroke] for stroke in found.strokes] == case["strokes"]
    assert (found.path, found.is_dot) == (case["path"], case["dot"])


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_nothing_else_is_one(case: dict[str, Any]) -> None:
    assert signature.read(case["text"]) is None


def test_one_that_is_too_long_is_none() -> None:
    text = "600 240;1,1" + " 0,0" * 3000
    assert len(text) > signature.MOST
    assert signature.read(text) is None
