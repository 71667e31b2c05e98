"""The audit: who changed the set-up."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.ids import uuid7
from desk.tables.columns import Code, Json, Ms, SiteRef, Uuid


class Audit(Model):
    """Keep one line of ordinary online work."""

    __table_args__ = (Index("ix_audit_site_at", "site", "at"),)

    id: Mapped[Uuid] = mapped_column(primary_key=True, default=uuid7)
    site: Mapped[SiteRef]
    at: Mapped[Ms]
    # The member of staff, or empty for the house itself; and on which device.
    op: Mapped[Code]
    dev: Mapped[Code]
    what: Mapped[Code]
    detail: Mapped[Json | None]
