"""What some homes of Jade Court say, and one whom it does not admit."""

from __future__ import annotations

from datetime import date, timedelta

from desk.hours import today
from desk.tables import Barred, Household, Permission, Reference
from desk.time import now_ms


def rows(zone: str) -> list[Reference]:
    """Return them, as of today at a site of this zone."""
    day = today(now_ms(), zone)
    return [
        Permission(id="t1-12b:nanny", room="t1-12b", name="Chen Meiling 陈美玲", relation="nanny",
                   until=later(day, 39), days="12345", collects=True, by="u08"),
        Permission(id="t1-12b:clean", room="t1-12b", name="Rosa Núñez", relation="cleaner",
                   days="24", opens="09:00", closes="13:00", by="u08"),
        Permission(id="t2-8c:piano", room="t2-8c", name="Lau Ka Ming", relation="piano teacher",
                   days="135", opens="15:00", closes="18:00", by="u08"),
        Household(id="t1-10a", away_from=later(day, -2), away_until=later(day, 6),
                  words="The key is with 10B", by="u08"),
        Household(id="t1-12b", call_first=True, quiet_from="22:00",
                  collectors="Chen Meiling, Rosa Núñez", by="u08"),
        Barred(id="bdemo", name="Viktor Sample", aliases="Victor Sample", looks="Tall, grey coat",
               plate="ZZ 9876", reason="A court order, file 0000/26 (invented).",
               until=later(day, 90), by="u08"),
    ]  # fmt: skip


def later(day: date, days: int) -> str:
    """Return the day so many days on."""
    return (day + timedelta(days=days)).isoformat()
