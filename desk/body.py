"""Read the JSON body of a request strictly; what is odd becomes a 400, never a 500."""

from __future__ import annotations

from typing import Any

from flask import request

from desk import strict
from desk.errors import Refusal

DEPTH = 24  # levels of nesting


def body() -> dict[str, Any]:
    """Return the object that was posted; raise Refusal on anything else."""
    return parse(request.get_data(cache=True))


def parse(raw: bytes) -> dict[str, Any]:
    """Read one JSON object strictly; raise Refusal."""
    try:
        value = strict.loads(raw.decode())
    except ValueError as fault:
        raise Refusal("bad_request", 400) from fault
    if not isinstance(value, dict) or not strict.depth(value, DEPTH) or not strict.sound(value):
        raise Refusal("bad_request", 400)
    return value


def text(data: dict[str, Any], name: str, longest: int = 200, least: int = 1) -> str:
    """Return a string member within its length; raise Refusal naming the field."""
    value = data.get(name, "" if least == 0 else None)
    if not isinstance(value, str) or not least <= len(value) <= longest:
        raise Refusal("invalid", 400, field=name)
    return value


def integer(data: dict[str, Any], name: str, low: int = 0, high: int = 2**53 - 1) -> int:
    """Return a whole number member within bounds; raise Refusal naming the field."""
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Refusal("invalid", 400, field=name)
    return value


def one_of(data: dict[str, Any], name: str, choices: tuple[str, ...]) -> str:
    """Return a string member out of a closed list; raise Refusal naming the field."""
    value = data.get(name)
    if not isinstance(value, str) or value not in choices:
        raise Refusal("invalid", 400, field=name)
    return value


def member(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an object member; raise Refusal naming the field."""
    value = data.get(name)
    if not isinstance(value, dict):
        raise Refusal("invalid", 400, field=name)
    return value
