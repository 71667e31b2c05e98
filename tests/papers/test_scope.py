"""What a paper may show is the same in Python and in the browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from desk.papers import Surroundings, Wish, copy_kind, initials, scope

FILE = Path(__file__).parents[1] / "vectors" / "papers.json"
VECTORS: dict[str, list[Any]] = json.loads(FILE.read_text("utf-8"))
SCOPE = "({record, around, wish}) => house.scope(record, around, wish)"


@pytest.mark.parametrize("vector", VECTORS["scopes"], ids=lambda vector: str(vector["name"]))
def test_a_scope(page: Page, vector: dict[str, Any]) -> None:
    ours = scope(vector["record"], Surroundings(**vector["around"]), Wish(**vector["wish"]))
    assert {key: ours[key] for key in vector["expected"]} == vector["expected"]
    assert page.evaluate(SCOPE, vector) == json.loads(json.dumps(ours))


@pytest.mark.parametrize(("name", "short"), VECTORS["initials"])
def test_initials(page: Page, name: str, short: str) -> None:
    assert initials(name) == short
    assert page.evaluate("(name) => house.initials(name)", name) == short


@pytest.mark.parametrize(("printed", "now", "kind"), VECTORS["copies"])
def test_a_copy(page: Page, printed: int | None, now: int, kind: str) -> None:
    assert copy_kind(printed, now) == kind
    asked = "([printed, now]) => house.copyKind(printed, now)"
    assert page.evaluate(asked, [printed, now]) == kind
