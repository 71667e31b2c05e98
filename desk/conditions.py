"""Conditions of the action table: on what was typed, or on the record as it has become.

The twin is static/js/models/conditions.js; both run on tests/vectors/effects.json.
"""

from collections.abc import Mapping
from typing import Any

from desk import lines

Scalar = str | int | None
Values = Mapping[str, str | list[str]]
Row = Mapping[str, Any]  # an exported action, a condition or a value: JSON


def matches(condition: Row, values: Values, record: Mapping[str, Scalar]) -> bool:
    """Tell whether a condition holds for form values and a record's fields."""
    match condition:
        case {"all": parts}:
            return all(matches(part, values, record) for part in parts)
        case {"any": parts}:
            return any(matches(part, values, record) for part in parts)
        case {"not": part}:
            return not matches(part, values, record)
        case {"every": each, "holds": part}:
            said = [lines.line(each, n, record) for n in lines.numbers(each, record)]
            return bool(said) and all(matches(part, values, one) for one in said)
        case {"value": name, **test}:
            return _holds(test, values.get(name))
        case {"field": name, **test}:
            return _holds(test, record.get(name))
    raise ValueError(f"not a condition: {condition}")


def _holds(test: Row, value: Scalar | list[str]) -> bool:
    if "present" in test:
        return (value not in (None, "", [])) is test["present"]
    if "most" in test:
        return isinstance(value, int) and value <= test["most"]
    wanted = test["is"]
    return wanted in value if isinstance(value, list) else value == wanted
