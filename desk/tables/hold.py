"""Legal hold: what must stay for now, though its time may be over."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.ids import uuid7
from desk.tables.columns import Code, Ms, Name, SiteRef, Uuid


class Hold(Model):
    """Keep the purge from one record, or from all records of a person, until an end."""

    __tablename__ = "legal_hold"
    __table_args__ = (Index("ix_legal_hold_site_kind_target", "site", "kind", "target"),)

    id: Mapped[Uuid] = mapped_column(primary_key=True, default=uuid7)
    site: Mapped[SiteRef]
    # record or person, and which.
    kind: Mapped[Code]
    target: Mapped[Code]
    since: Mapped[Ms]
    # None: until somebody lifts it.
    until: Mapped[Ms | None]
    op: Mapped[Code]
    why: Mapped[Name]
    lifted: Mapped[Ms | None]
    lifted_by: Mapped[Code | None]
    lifted_why: Mapped[Name | None]
