"""The visitor's line; name, host, company, note and ID characters stand apart as personal."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desk.tables import Record
from desk.tables.columns import Code, Count, Ms, Uuid


class Visitor(Record):
    """Keep a visitor slip. Every column may be empty: what happened is never refused."""

    __tablename__ = "visitor"
    __mapper_args__ = {"polymorphic_identity": "visitors"}  # noqa: RUF012 (read once by SQLAlchemy)

    id: Mapped[Uuid] = mapped_column(ForeignKey("record.id"), primary_key=True)
    host: Mapped[Code | None]  # a person of the house
    id_kind: Mapped[Code | None]
    purpose: Mapped[Code | None]
    badge: Mapped[Code | None]
    party: Mapped[Uuid | None]  # the slip of whom this visitor came with
    invitation: Mapped[Uuid | None]  # by which they were expected
    asked: Mapped[Code | None]  # whom of the staff, or nobody, about the do-not-admit list
    waits: Mapped[Code | None]
    counterpart: Mapped[Code | None]  # a member of staff, whom an official visitor waits for
    stand_in_at: Mapped[Ms | None]
    stand_in_by: Mapped[Code | None]  # who named the stand-in
    handed_at: Mapped[Ms | None]
    handed_by: Mapped[Code | None]
    taken_by: Mapped[Code | None]  # the member of staff who took over
    stays: Mapped[Count | None]  # minutes, as they expect
    meeting_room: Mapped[Code | None]  # its short name; several tablets may have given the same
    meeting_at: Mapped[Ms | None]  # when they moved there, if it was not on coming in
    meeting_by: Mapped[Code | None]
    lobby_at: Mapped[Ms | None]  # a courier: since when in the lobby
    signed_in_at: Mapped[Ms | None]
    on_site_at: Mapped[Ms | None]
    left_at: Mapped[Ms | None]
    left_how: Mapped[Code | None]
    slip_returned_at: Mapped[Ms | None]
    slip_lost_at: Mapped[Ms | None]
    auto_closed_at: Mapped[Ms | None]  # by the house: nobody was seen leaving
    printed_at: Mapped[Ms | None]
    unidentified: Mapped[Code | None]  # "yes" while no ID has been seen
    asks_host: Mapped[Code | None]
    call_result: Mapped[Code | None]  # of the last attempt; the others stand in the history
    called_at: Mapped[Ms | None]
    called_by: Mapped[Code | None]  # a member of staff
    calls: Mapped[Count | None]
    decision: Mapped[Code | None]
    decided_at: Mapped[Ms | None]
    decided_by: Mapped[Code | None]  # a member of staff
    denied_why: Mapped[Code | None]
    twin: Mapped[Uuid | None]  # the slip of whoever looks like the same person
    merged_into: Mapped[Uuid | None]  # the slip that stays; this one was a second one
    merged_why: Mapped[Code | None]
    merged_at: Mapped[Ms | None]
    merged_by: Mapped[Code | None]  # a member of staff
