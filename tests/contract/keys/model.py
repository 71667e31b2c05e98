"""A lent key."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desk.tables import Record
from desk.tables.columns import Code, Lines, Ms, Uuid


class Key(Record):
    """Keep a key that was lent."""

    __tablename__ = "key"
    __mapper_args__ = {"polymorphic_identity": "keys"}  # noqa: RUF012 (read once by SQLAlchemy)

    id: Mapped[Uuid] = mapped_column(ForeignKey("record.id"), primary_key=True)
    tag: Mapped[Code | None]
    bunch: Mapped[Lines | None]
    lent_at: Mapped[Ms | None]
    back_at: Mapped[Ms | None]
