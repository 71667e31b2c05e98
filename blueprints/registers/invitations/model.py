"""The invitation's line; name, company, host and note stand apart as personal."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desk.tables import Record
from desk.tables.columns import Code, Count, Ms, Uuid


class Invitation(Record):
    """Keep an invitation: a pass (desk/passes.py) that names one person."""

    __tablename__ = "invitation"
    __mapper_args__ = {"polymorphic_identity": "invitations"}  # noqa: RUF012 (read once by SQLAlchemy)

    id: Mapped[Uuid] = mapped_column(ForeignKey("record.id"), primary_key=True)
    host: Mapped[Code | None]  # a person of the house
    purpose: Mapped[Code | None]
    from_day: Mapped[Code | None]  # YYYY-MM-DD, by the site's calendar
    to_day: Mapped[Code | None]
    weekdays: Mapped[Code | None]  # "mon,fri"
    at_time: Mapped[Code | None]  # HH:MM
    recurring: Mapped[Code | None]
    stays: Mapped[Count | None]  # minutes, as is expected
    meeting_room: Mapped[Code | None]
    party: Mapped[Uuid | None]  # the invitation of whom they were invited with
    uses: Mapped[Count | None]
    arrived_at: Mapped[Ms | None]
    used_at: Mapped[Ms | None]  # last
    visit: Mapped[Uuid | None]  # the slip of the last visit
    allowed_at: Mapped[Ms | None]
    allowed_by: Mapped[Code | None]  # a member of staff
    cancelled_at: Mapped[Ms | None]
    printed_at: Mapped[Ms | None]
