"""Jade Court 翠庭: three towers, a row of shops, one company floor, drawn from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from desk.demo import names

SEED = "jade-court-1"
TOWERS = {"1": 37, "2": 37, "3": 34}  # storeys
SKIPPED = frozenset({4, 13, 14, 24, 34})  # floors that no Hong Kong lift stops at
FLATS = "ABCDEFGH"
SHOPS = 12
VACANT = 6  # homes in a hundred
COMPANY = "Harbour Lantern Trading"
COMPANY_FLOOR = "3-2F"
COMPANY_STAFF = 42


@dataclass(frozen=True)
class DemoRoom:
    """A place in the house."""

    id: str
    name: str
    tower: str
    floor: str
    kind: str  # flat, shop, office


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who lives or works in the house."""

    id: str
    name: str
    room: str
    role: str  # owner, tenant, family, agent, staff
    lang: str
    phone: str


def floors(storeys: int) -> list[int]:
    """List the floors with homes: from the third up, without the skipped ones."""
    return [floor for floor in range(3, storeys + 1) if floor not in SKIPPED]


def rooms() -> list[DemoRoom]:
    """Return every place: homes, shops, the company's floor."""
    homes = [
        DemoRoom(
            f"t{tower}-{floor}{flat.lower()}",
            f"T{tower}-{floor:02d}{flat}",
            tower,
            str(floor),
            "flat",
        )
        for tower, storeys in TOWERS.items()
        for floor in floors(storeys)
        for flat in FLATS
    ]
    shops = [
        DemoRoom(f"s{number}", f"S{number}", "", "G", "shop") for number in range(1, SHOPS + 1)
    ]
    return [*homes, *shops, DemoRoom("t3-2f", COMPANY_FLOOR, "3", "2", "office")]


def people() -> list[DemoPerson]:
    """Return everybody, the same each time."""
    chance = Random(SEED)  # noqa: S311  (nothing secret is drawn)
    drawn = [line for room in rooms() for line in _dwellers(room, chance)]
    return [DemoPerson(f"p{number:04d}", *line) for number, line in enumerate(drawn, 1)]


Line = tuple[str, str, str, str, str]


def _dwellers(room: DemoRoom, chance: Random) -> Iterator[Line]:
    if room.kind == "flat":
        yield from _household(room.id, chance)
    else:
        for place in range(COMPANY_STAFF if room.kind == "office" else chance.randint(2, 4)):
            role = "tenant" if place == 0 else "staff"
            yield _one(room.id, role, names.language(chance), chance)


def _household(room: str, chance: Random) -> Iterator[Line]:
    lang = names.language(chance)
    surname = names.family(lang, chance)
    if chance.randrange(100) < VACANT:
        yield _one(room, "agent", lang, chance)
        return
    if chance.randrange(100) < 30:  # let: the owner lives elsewhere
        yield _one(room, "owner", names.language(chance), chance)
        yield _one(room, "tenant", lang, chance, surname)
    else:
        yield _one(room, "owner", lang, chance, surname)
    for _ in range(chance.choices((0, 1, 2, 3), (22, 33, 28, 17))[0]):
        yield _one(room, "family", lang, chance, surname)


def _one(room: str, role: str, lang: str, chance: Random, surname: str = "") -> Line:
    surname = surname or names.family(lang, chance)
    return (names.person(lang, surname, chance), room, role, lang, names.phone(lang, chance))
