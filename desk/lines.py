"""Lines of a record or a form: values whose names say of which line they are, as `lines-0-qty`.

A declaration names a line's field once (`qty`); what is posted, kept and sent names its place too,
as a browser posts it. What is personal travels under its plain name, one text of as many lines.
The twin is static/js/models/lines.js.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

Value = TypeVar("Value")

MOST = 100  # lines that a form may hold
_PLACED = re.compile(r"([a-z][a-z_]*)-(0|[1-9][0-9]?)-([a-z][a-z_]*)")


def placed(each: str, number: int, name: str) -> str:
    """Name a field of one line."""
    return f"{each}-{number}-{name}"


def plain(name: str) -> str:
    """Return the name by which a field is declared, whatever line it is of."""
    found = _PLACED.fullmatch(name)
    return found[3] if found else name


def place(name: str) -> tuple[str, int] | None:
    """Tell of which lines a name is, and of which of them; None: of none."""
    found = _PLACED.fullmatch(name)
    return (found[1], int(found[2])) if found else None


def among(each: str, name: str) -> bool:
    """Tell whether a name is of these lines."""
    found = place(name)
    return found is not None and found[0] == each


def numbers(each: str, names: Iterable[str]) -> list[int]:
    """Return which lines there are, in order."""
    found = {stands[1] for name in names if (stands := place(name)) and stands[0] == each}
    return sorted(found)


def kinds(names: Iterable[str]) -> list[str]:
    """Return what the lines of a record are called: those of one kind have one name."""
    return list(dict.fromkeys(at[0] for name in names if (at := place(name))))


def line(each: str, number: int, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of one line by their plain names, over those that are of no line."""
    own = {plain(name): value for name, value in values.items() if place(name) == (each, number)}
    return {**values, **own}


def astray(
    rows: Mapping[str, Mapping[str, Any]], had: Iterable[str], said: Iterable[str]
) -> set[str]:
    """Name what is said of lines that are not there, by the `each` of an action's row."""
    here = {place(name) for name in had}
    old = {each for each, row in rows.items() if not row.get("new")}
    return {name for name in said if (at := place(name)) and at[0] in old and at not in here}


def apart(each: str, name: str, text: str) -> dict[str, str]:
    """Return what a personal value, one text of as many lines, says of each."""
    said = enumerate(text.split("\n")[:MOST])
    return {placed(each, number, name): one for number, one in said if one}


def rows(each: str, names: Iterable[str], record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a record's lines as its papers show them; `n` counts from 1.

    `names` are of what is personal of them and may be shown.
    """
    said = {**record.get("f", {})}
    for name in names:
        said |= apart(each, name, record.get("p", {}).get(name, ""))
    return [_row(each, number, said) for number in numbers(each, said)]


def _row(each: str, number: int, said: Mapping[str, Any]) -> dict[str, Any]:
    own = {plain(name): value for name, value in said.items() if place(name) == (each, number)}
    return {**own, "n": number + 1}
