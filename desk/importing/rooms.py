"""Rooms out of a file: flats, shops, offices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk.importing.values import CODE_LIMIT, ROOMS, one_line, room, said
from desk.importing.wanted import Key, Reading, Wanted
from desk.searchkey import fold

BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
OTHER_SIGNS = re.compile(r"[^\w-]|_|(?<!\d)-|-(?!\d)")


def read(reading: Reading) -> Iterator[Wanted]:
    """Yield a room for each line that can be read."""
    for line in reading.lines():
        tower = reading.value("tower", one_line, "")
        name = named(tower, reading.value("name", room, ""))
        values = {
            "name": name,
            "tower": tower,
            "floor": reading.value("floor", lambda text: one_line(text, CODE_LIMIT), ""),
            "sort": reading.value("kind", lambda text: said(text, ROOMS, "flat"), "flat"),
        }
        columns = {"name": "name", "tower": "tower", "floor": "floor", "sort": "kind"}
        ref = reading.value("ref", lambda text: one_line(text, CODE_LIMIT), "")
        if not reading.faulty:
            given = {key: values[key] for key, column in columns.items() if reading.has(column)}
            yield Wanted(line.number, given, ref, keys(name))


def named(tower: str, name: str) -> str:
    """Return a name that says in which tower: 12A of tower T1 is T1-12A; it may say so itself."""
    if not tower or not name:
        return name
    rest = fold(name).removeprefix(fold(tower))
    # 1201 in tower 1 does not say so: tower 2 has floors that begin with a 1 as well.
    apart = rest[:1] and not rest[0].isalnum()
    says = rest != fold(name) and (apart or not (tower[-1].isdigit() and rest[:1].isdigit()))
    return name if says and (apart or not tower.isdigit()) else f"{tower}-{name}"


def keys(name: str) -> tuple[Key, ...]:
    """Return what finds a room again."""
    return ((place(name),),)


def place(name: str) -> str:
    """Return a name by which two spellings are one room: t1 12a, T1-12A; but 1-101 is not 11-01.

    >>> place("t1 - 12 A"), place("1-101"), place("11-01")
    ('t1-12a', '1-101', '11-01')
    """
    return OTHER_SIGNS.sub("", BETWEEN_DIGITS.sub("-", fold(name)))
