"""What a home says before somebody is let in, and whom the house does not admit."""

from hashlib import sha256
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desk.keys import b64
from desk.searchkey import marks
from desk.tables.columns import Code, Ms, Name
from desk.tables.reference import Reference
from desk.time import now_ms

Day = Mapped[str]  # YYYY-MM-DD, empty for none
MARK_BYTES = 12


class Said(Reference):
    """What somebody wrote down of others; its words can be forgotten."""

    __abstract__ = True

    by: Mapped[Code] = mapped_column(default="")
    written: Mapped[Ms] = mapped_column(default=now_ms, onupdate=now_ms)


class Permission(Said):
    """Let somebody into a home again and again; its id begins with the room's and a colon."""

    kind = "permission"

    room: Mapped[Code]
    name: Mapped[Name]
    # Nanny, cleaner, electrician.
    relation: Mapped[Name] = mapped_column(default="")
    since: Day = mapped_column(String(10), default="")
    until: Day = mapped_column(String(10), default="")
    # 1 for Monday … 7, empty for every day; hours HH:MM, empty for the whole day.
    days: Mapped[str] = mapped_column(String(7), default="")
    opens: Mapped[str] = mapped_column(String(5), default="")
    closes: Mapped[str] = mapped_column(String(5), default="")
    collects: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Name] = mapped_column(default="")
    # What desk.picture reads; the blob's entry and record are the picture's own id.
    photo: Mapped[Name] = mapped_column(default="", server_default="")
    ref: Mapped[Code | None]

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return who may come in and when; the home's own words stay at the desk."""
        names = ("name", "relation", "since", "until", "days", "opens", "closes", "collects")
        known = {name: value for name in names if (value := getattr(self, name))}
        own = {"note": self.note, "photo": self.photo} if kind != "gate" else {}
        return known | {name: value for name, value in own.items() if value}


class Household(Said):
    """Keep what a home asks of the desk; the id is the room's."""

    kind = "household"

    call_first: Mapped[bool] = mapped_column(default=False)
    away_from: Day = mapped_column(String(10), default="")
    away_until: Day = mapped_column(String(10), default="")
    # HH:MM from which nobody is let up.
    quiet_from: Mapped[str] = mapped_column(String(5), default="")
    collectors: Mapped[str] = mapped_column(String(300), default="")
    words: Mapped[str] = mapped_column(String(300), default="")

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return what the home asks; a gate learns no names and no words of its own."""
        names = ["call_first", "away_from", "away_until", "quiet_from"]
        if kind != "gate":
            names += ["collectors", "words"]
        return {name: value for name in names if (value := getattr(self, name))}


class Barred(Said):
    """Remember whom not to admit without a supervisor. No device ever learns who it is, or why."""

    kind = "barred"

    name: Mapped[Name]
    # Other names and scripts, parted by commas.
    aliases: Mapped[str] = mapped_column(String(300), default="")
    looks: Mapped[str] = mapped_column(String(300), default="")
    plate: Mapped[Code] = mapped_column(default="")
    # Empty: the whole estate.
    room: Mapped[Code] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    until: Day = mapped_column(String(10), default="")

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return by what a typed name or plate is known again, and nothing that could be read."""
        found = marks(self.name, *self.aliases.replace("，", ",").split(","))
        if self.plate:
            found |= {f"plate {one}" for one in marks(self.plate)}
        digests = sorted(mark(self.site, one) for one in found)
        return {"marks": digests, "room": self.room, "until": self.until}


def mark(site: int, text: str) -> str:
    """Return the digest by which a folded name is compared; twin of `markOf` in finding.js."""
    made = sha256(f"vestibule-barred-v1\n{site}\n{text}".encode()).digest()
    return b64(made[:MARK_BYTES])
