"""When two records look like one person, entered twice: what a register says of it, and the rule.

Two desks may write the same visitor down while they cannot hear each other. Both records are kept;
the one that is applied later is flagged and names the other, and a supervisor says what is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from desk.effects import Record, fields
from desk.searchkey import fold, marks
from desk.time import HOUR_MS

if TYPE_CHECKING:
    from desk.actions import Action

FLAG = "possible_duplicate"
# Somebody's tablet may hand in late: whoever came so soon after is still held to be the same.
SOON_MS = 2 * HOUR_MS
Key = tuple[int | str, ...]
Said = Callable[[Record, str], str]  # a record's personal value, empty where there is none


@dataclass(frozen=True, kw_only=True)
class Alike:
    """By what a register's records look alike, and where they keep what came of it."""

    # Sets of fields, a room in each: where all of one are alike, so are the two.
    same: tuple[tuple[str, ...], ...]
    spelt: str  # the field with a name, which people spell differently
    ends: tuple[str, ...]  # times after which whom it is about is in the house no more
    group: str  # the field that holds who was written down together, as different people
    twin: str  # the field that names the other record
    into: str  # the field that names the record that stays
    merged: str  # the state of those that were merged into another
    void: tuple[str, ...]  # states of records that nobody can be taken for, nor stay

    @property
    def names(self) -> set[str]:
        """Return the fields by which records look alike."""
        return {name for names in self.same for name in names}

    def typed(self, personal: Iterable[str]) -> list[str]:
        """Return those of them that a register's own table holds."""
        return sorted(self.names - {*personal, "room"})

    def merges(self, action: Action) -> bool:
        """Tell whether an action leaves one of two records standing for both."""
        return self.into in action.row["set"]

    def keys(self, record: Record, said: Said, personal: frozenset[str]) -> set[Key]:
        """Return everything by which a record may be found to look like another."""
        typed = fields(record)
        found: set[Key] = set()
        for place, names in enumerate(self.same):
            values = {n: said(record, n) if n in personal else typed.get(n) for n in names}
            ways = [self._ways(name, str(value or "")) for name, value in values.items()]
            found.update((place, *way) for way in product(*ways))
        return found

    def _ways(self, name: str, value: str) -> frozenset[str]:
        return _spellings(value) if name == self.spelt else frozenset({fold(value)} - {""})

    def news(self, before: Record | None, after: Record) -> bool:
        """Tell whether a record is found by something else now, or is open again."""
        if before is None or (before["end"] is not None and after["end"] is None):
            return True
        return self._traits(before) != self._traits(after)

    def _traits(self, record: Record) -> list[object]:
        typed, personal = fields(record), record["p"]
        return [personal.get(name, typed.get(name)) for names in self.same for name in names]

    def lead(self, record: Record) -> str:
        """Return the record of whoever the people of a group came with."""
        return str(record["f"].get(self.group) or record["id"])

    def apart(self, one: Record, other: Record) -> bool:
        """Tell whether two were written down as different people, or one of them counts no more."""
        return other["state"] in self.void or self.lead(one) == self.lead(other)

    def meets(self, at: int, other: Record) -> bool:
        """Tell whether another was in the house at `at` (ms), or came soon after."""
        if other["at"] > at:
            return other["at"] - at <= SOON_MS
        left = min(self._left(other), default=None)
        return left is None or left > at

    def _left(self, record: Record) -> Iterator[int]:
        for value in (*(record["f"].get(name) for name in self.ends), record["end"]):
            if isinstance(value, int):
                yield value


@lru_cache(maxsize=4096)
def _spellings(name: str) -> frozenset[str]:
    return frozenset(marks(name))
