"""What a file wants of a table: one row each, how it is found again, and what is wrong."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from desk.importing.headings import Headed
from desk.importing.problems import Problem
from desk.importing.sheet import Line
from desk.importing.values import Bad

Value = TypeVar("Value")
Key = tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """A row as a line wants it: only what the file has a column for is changed."""

    line: int
    values: dict[str, Any]
    ref: str
    # Found by the first of these that fits exactly one row: name and phone, then the name alone.
    keys: tuple[Key, ...]


START = Line(0, ())


@dataclass
class Reading:
    """One pass over a sheet: the line it is at, and the problems so far."""

    headed: Headed
    problems: list[Problem] = field(default_factory=list)
    line: Line = START
    cells: dict[str, str] = field(default_factory=dict)
    faulty: bool = False

    def lines(self) -> Iterator[Line]:
        """Go from line to line."""
        for line in self.headed.lines:
            self.line, self.cells, self.faulty = line, self.headed.cells(line), False
            yield line

    def has(self, *columns: str) -> bool:
        """Tell whether the file has one of these columns."""
        return any(column in self.headed.columns for column in columns)

    def value(self, column: str, read: Callable[[str], Value], usual: Value) -> Value:
        """Read a cell; a bad one becomes a problem."""
        try:
            return read(self.cells.get(column, ""))
        except Bad as fault:
            self.bad(column, fault.code)
            return usual

    def bad(self, column: str, code: str, detail: str = "") -> None:
        """Write down what is wrong with the line."""
        heading = self.headed.heading(column)
        value = self.cells.get(column, "")
        self.problems.append(Problem(self.line.number, heading, value, code, detail))
        self.faulty = True


def unique(wants: Iterator[Wanted], reading: Reading, column: str) -> Iterator[Wanted]:
    """Let no two lines want the same row."""
    seen: dict[Key, int] = {}
    for want in wants:
        key = ("ref", want.ref) if want.ref else want.keys[0]
        if key in seen:
            reading.bad(column, "twice", str(seen[key]))
            continue
        seen[key] = want.line
        yield want


def fresh(letter: str) -> str:
    """Return a new id."""
    return letter + secrets.token_hex(6)
