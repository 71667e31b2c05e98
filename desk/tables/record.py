"""The record: one line of a register."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Count, Json, Ms, Number, SiteKey, SiteRef, Uuid


class Record(Model):
    """Carry what every register's line has; a register's own table joins it one to one."""

    __table_args__ = (
        Index("ix_record_site_seq_id", "site", "seq", "id"),
        Index("ix_record_site_reg_state", "site", "reg", "state"),
        Index("ix_record_site_no", "site", "no"),
        Index("ix_record_site_closed", "site", "closed"),
        Index("ix_record_site_room_closed", "site", "room", "closed"),
        Index("ix_record_site_reg_opened_id", "site", "reg", "opened", "id"),
    )
    __mapper_args__ = {"polymorphic_on": "reg"}  # noqa: RUF012 (SQLAlchemy reads it once)

    id: Mapped[Uuid] = mapped_column(primary_key=True)
    site: Mapped[SiteRef]
    reg: Mapped[Code]
    state: Mapped[Code]
    # The journal row that touched it last, and the one that made it.
    seq: Mapped[Count]
    first: Mapped[Count]
    no: Mapped[Number | None]
    room: Mapped[Code | None]
    opened: Mapped[Ms]
    closed: Mapped[Ms | None]
    flags: Mapped[Json]
    undo: Mapped[Json | None]


class ListedRecord(Model):
    """Know by which code another system's list called a record: brought in once, never twice."""

    site: Mapped[SiteKey]
    reg: Mapped[Code] = mapped_column(primary_key=True)
    ref: Mapped[Code] = mapped_column(primary_key=True)
    record: Mapped[Uuid]
