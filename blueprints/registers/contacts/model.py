"""The contact's line; name, matter, address, note and whom it was passed on to stand apart."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desk.tables import Record
from desk.tables.columns import Code, Ms, Uuid


class Contact(Record):
    """Keep a contact. Every column may be empty: what happened is never refused."""

    __tablename__ = "contact"
    __mapper_args__ = {"polymorphic_identity": "contacts"}  # noqa: RUF012 (read once by SQLAlchemy)

    id: Mapped[Uuid] = mapped_column(ForeignKey("record.id"), primary_key=True)
    need: Mapped[Code | None]
    person: Mapped[Code | None]  # a person of the house
    desk: Mapped[Code | None]  # the device at which they are served
    acknowledged_at: Mapped[Ms | None]
    served_at: Mapped[Ms | None]
    out_of_turn: Mapped[Code | None]  # served before somebody who had waited longer
    outcome: Mapped[Code | None]
    ended_at: Mapped[Ms | None]
