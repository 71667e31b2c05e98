"""Find again what a file wants, so that bringing it in twice changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from desk.importing.wanted import Key, Wanted


@dataclass(frozen=True)
class Known:
    """A row that is there: its id, its ref, what finds it, and its values."""

    id: str
    ref: str
    keys: tuple[Key, ...]
    values: dict[str, Any]


def match(wants: list[Wanted], known: Iterable[Known]) -> dict[int, Known]:
    """Return the row of each wish that has one, by the wish's place.

    A ref decides; then name and phone together; then a name that only one row and one wish have.
    """
    free = {row.id: row for row in known}
    found: dict[int, Known] = {}
    by_ref = {row.ref: row for row in free.values() if row.ref}
    for place, want in enumerate(wants):
        if want.ref and want.ref in by_ref:
            found[place] = free.pop(by_ref[want.ref].id, by_ref[want.ref])
    for level in range(max((len(want.keys) for want in wants), default=0)):
        _by_key(wants, level, free, found)
    return found


def _by_key(
    wants: list[Wanted], level: int, free: dict[str, Known], found: dict[int, Known]
) -> None:
    """Match what is left by the keys of one level, where nothing is ambiguous."""
    rows: dict[Key, list[Known]] = {}
    for row in free.values():
        for key in row.keys:
            rows.setdefault(key, []).append(row)
    open_ = {
        place: want.keys[level]
        for place, want in enumerate(wants)
        if place not in found and level < len(want.keys)
    }
    asked = Counter(open_.values())
    for place, key in open_.items():
        fits = [row for row in rows.get(key, ()) if _may(row, wants[place])]
        if len(fits) == 1 and asked[key] == 1 and fits[0].id in free:
            found[place] = free.pop(fits[0].id)


def _may(row: Known, want: Wanted) -> bool:
    """Keep two people apart whom another system knows as two."""
    return not (row.ref and want.ref and row.ref != want.ref)
