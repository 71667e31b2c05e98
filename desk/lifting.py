"""Lift old entries: what a former version of an action wrote is read as today's form would have it.

A lift is data, so that a tablet lifts its own old entries alike (`static/js/models/lifting.js`,
shared vectors). The journal keeps the bytes as they were signed. Personal fields keep their names
for ever: commitments name them. A changed meaning is a new action, not a lift.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.conditions import Values


@dataclass(frozen=True, kw_only=True)
class Lift:
    """How values of type version `tv` become those of the next one, in this order."""

    tv: int
    rename: Mapping[str, str] = field(default_factory=dict)  # old name: new name
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # field: {old: new}
    fill: Mapping[str, str] = field(default_factory=dict)  # where nothing was asked then
    drop: tuple[str, ...] = ()

    @property
    def row(self) -> dict[str, Any]:
        """The lift as JSON."""
        return {
            "tv": self.tv,
            "rename": dict(self.rename),
            "words": {name: dict(words) for name, words in self.words.items()},
            "fill": dict(self.fill),
            "drop": list(self.drop),
        }


def lifted(lifts: Sequence[Mapping[str, Any]], tv: int, values: Values) -> Values:
    """Return the values as the newest version has them; `lifts` are rows, the oldest first."""
    found: Values = values
    for row in lifts:
        if row["tv"] >= tv:
            found = _once(row, found)
    return found


def _once(row: Mapping[str, Any], values: Values) -> Values:
    found = {row["rename"].get(name, name): value for name, value in values.items()}
    for name, words in row["words"].items():
        if name in found:
            found[name] = _spoken(words, found[name])
    found = {**row["fill"], **found}
    return {name: value for name, value in found.items() if name not in row["drop"]}


def _spoken(words: Mapping[str, str], value: str | list[str]) -> str | list[str]:
    if isinstance(value, str):
        return words.get(value, value)
    return [words.get(one, one) for one in value]
