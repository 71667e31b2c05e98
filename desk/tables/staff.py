"""Staff: who may hold a device."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.schema import SchemaItem

from desk.tables.columns import Code, Json, Ms, Name
from desk.tables.reference import Reference


class Staff(Reference):
    """Know a member of staff; a PIN says who, a password opens the office."""

    kind = "staff"

    name: Mapped[Name]
    roles: Mapped[Json] = mapped_column(default=list)
    lang: Mapped[str] = mapped_column(default="en")
    login: Mapped[Name | None]
    # Argon2id, with pepper.
    password: Mapped[str | None]
    # Somebody else made it: it opens nothing but the choice of an own one.
    password_once: Mapped[bool] = mapped_column(default=False)
    pin: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[Ms | None]
    password_tries: Mapped[int] = mapped_column(default=0)
    password_until: Mapped[Ms | None]
    left_at: Mapped[Ms | None]
    # What the system that the list came from calls them.
    ref: Mapped[Code | None]

    @classmethod
    def rules(cls) -> tuple[SchemaItem, ...]:
        """Let no two people sign in by one name."""
        return (UniqueConstraint("login"),)

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return name, roles and language; never a PIN."""
        return {"name": self.name, "roles": self.roles, "lang": self.lang}
