"""What homes ask of the desk, out of a file: one line for each home, the newest word counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desk.importing.people import Rooms
from desk.importing.permissions import hour, yes
from desk.importing.rooms import named
from desk.importing.values import day, one_line, room
from desk.importing.wanted import Key, Reading, Wanted

LONGEST = 300  # signs, as the columns of the table
COLUMNS = ("call_first", "away_from", "away_until", "quiet_from", "collectors", "words")


def read(reading: Reading, rooms: Rooms) -> Iterator[Wanted]:
    """Yield the wishes of a home for each line that can be read."""
    for line in reading.lines():
        tower = reading.value("tower", one_line, "")
        name = named(tower, reading.value("room", room, ""))
        home = rooms.find(reading, name, tower) if name else ""
        values = asked(reading)
        if reading.has("away_until") and reading.has("away_from"):
            away, back = values["away_from"], values["away_until"]
            if back and not away:
                reading.bad("away_from", "required")
            elif back and back < away:
                reading.bad("away_until", "ends_first")
        if not reading.faulty:
            yield Wanted(line.number, {"id": home, **values}, "", keys(home))


def asked(reading: Reading) -> dict[str, Any]:
    """Return what a line says of a home: only what the file has a column for."""
    found: dict[str, Any] = {
        "call_first": reading.value("call_first", yes, False),
        "away_from": reading.value("away_from", day, ""),
        "away_until": reading.value("away_until", day, ""),
        "quiet_from": reading.value("quiet_from", hour, ""),
        "collectors": reading.value("collectors", long, ""),
        "words": reading.value("words", long, ""),
    }
    return {name: value for name, value in found.items() if reading.has(name)}


def long(text: str) -> str:
    """Return a text as long as a home may speak; raise Bad."""
    return one_line(text, LONGEST)


def keys(home: str) -> tuple[Key, ...]:
    """Return what finds a home's wishes again: the home."""
    return ((home,),)
