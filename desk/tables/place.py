"""Places and who belongs to them."""

import re
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desk.tables.columns import Code, Name
from desk.tables.reference import Reference

TAIL = 4  # digits


class Room(Reference):
    """Know a flat, an office, a shop."""

    kind = "room"

    name: Mapped[Name]
    tower: Mapped[Name] = mapped_column(default="")
    floor: Mapped[Code] = mapped_column(default="")
    sort: Mapped[Code] = mapped_column(default="flat")
    # What the system that its list came from calls it.
    ref: Mapped[Code | None]

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return the room as every device may know it."""
        return {"name": self.name, "tower": self.tower, "floor": self.floor, "kind": self.sort}


class Person(Reference):
    """Know an owner, a tenant, a company's staff."""

    kind = "person"

    name: Mapped[Name]
    room: Mapped[Code | None]
    # owner, tenant, family, agent or staff
    role: Mapped[Code] = mapped_column(default="tenant")
    lang: Mapped[str] = mapped_column(default="en")
    # Pinyin, initials, accents folded.
    key: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Name | None]
    # How they are told: email, sms or chat, and where; without one they are telephoned.
    channel: Mapped[Code] = mapped_column(default="")
    address: Mapped[Name] = mapped_column(default="")
    # The day from which nobody can visit them here, YYYY-MM-DD; empty while they stay.
    moved_out: Mapped[str] = mapped_column(String(10), default="")
    ref: Mapped[Code | None]

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return the person: phone and address are for the office, a desk knows last digits."""
        known = {
            "name": self.name,
            "room": self.room,
            "role": self.role,
            "lang": self.lang,
            "key": self.key,
        }
        if self.moved_out:
            known["moved_out"] = self.moved_out
        if kind == "office":
            known |= {"phone": self.phone, "channel": self.channel, "address": self.address}
        if kind == "desk" and (tail := last_digits(self.phone)):
            known["tail"] = tail
        return known


def last_digits(phone: str | None) -> str:
    """Return by what a telephone is found at the counter, and by which nobody can ring."""
    digits = re.sub(r"\D", "", phone or "")
    return digits[-TAIL:] if len(digits) > TAIL else ""
