"""What a register takes in from lists of other systems; desk/importing reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list whose lines each become an entry of an action; its columns are the form's fields.

    A column is known by its field's label in the four languages and by the words in `headings`
    (field: words, below a section of the register's name; `group` names who belongs together).
    """

    title: str
    icon: str
    same: tuple[str, ...]  # by these a record is known again where the list has no code
    headings: Path
    begins: str  # the day on which it counts first, `ends` the last: none is brought in too late
    ends: str = ""
    group: str = ""  # the field that names the first of a group
    named: Mapping[str, str] = field(default_factory=dict)  # who is on no list stands by name there
    usual: Mapping[str, str] = field(default_factory=dict)
    implied: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a tick, by other columns

    def names(self) -> set[str]:
        """Return every field that is named here."""
        said = {*self.same, self.begins, self.ends, self.group, *self.usual, *self.implied}
        said |= {
            *self.named,
            *self.named.values(),
            *(n for some in self.implied.values() for n in some),
        }
        return said - {""}
