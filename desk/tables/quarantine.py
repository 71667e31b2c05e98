"""The quarantine: full bytes of what is held or rejected."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Count, Ms, SiteKey, Uuid


class Quarantine(Model):
    """Keep what could not be applied, until it is released or for ever."""

    __table_args__ = (Index("ix_quarantine_site_settled_reason", "site", "settled", "reason"),)

    site: Mapped[SiteKey]
    # Its own row in the journal.
    seq: Mapped[Count] = mapped_column(primary_key=True)
    id: Mapped[Uuid]
    dev: Mapped[Code]
    rec: Mapped[Uuid | None]
    # "held" or "rejected", and why.
    status: Mapped[Code]
    reason: Mapped[Code]
    # The envelope as JSON, personal values included: it goes by the purge's rules.
    envelope: Mapped[str]
    recv: Mapped[Ms]
    settled: Mapped[Ms | None]
    released_seq: Mapped[Count | None]
