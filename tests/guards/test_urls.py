"""Addresses are words with hyphens, and what varies in them has a type."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule

from tests.guards.house import none

FIXED = re.compile(r"[a-z0-9-]+(?:\.[a-z]+)?")
VARIABLE = re.compile(r"<([^<>]*)>")


def wrong(addresses: Map) -> Iterator[str]:
    for rule in addresses.iter_rules():
        for part in VARIABLE.findall(rule.rule):
            if ":" not in part:
                yield f"{rule.rule}: say what {part} is: <string:{part}>, <int:{part}>"
        for part in filter(None, VARIABLE.sub("x", rule.rule).split("/")):
            if not FIXED.fullmatch(part):
                yield f"{rule.rule}: write {part} in small letters with hyphens"


def test_addresses_are_kebab_case_and_typed(app: Flask) -> None:
    none(wrong(app.url_map))


@pytest.mark.parametrize("rule", ["/api/sign_in", "/Office/", "/api/records/<id>/history"])
def test_it_sees_a_wrong_address(rule: str) -> None:
    assert len(list(wrong(Map([Rule(rule, endpoint="x")])))) == 1


def test_it_lets_files_and_types_be() -> None:
    assert list(wrong(Map([Rule("/sw.js"), Rule("/api/papers/<uuid:id>.pdf")]))) == []
