"""The receipt: what became of an entry, remembered for ever."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Count, Digest, Json, SiteKey


class Receipt(Model):
    """Answer the same entry with the same result, however often it is sent."""

    __table_args__ = (Index("ix_receipt_site_dev_seq", "site", "dev", "seq"),)

    site: Mapped[SiteKey]
    # The entry's id; for a rejected one a digest of its bytes, so that a forgery cannot
    # take the id of a true entry.
    key: Mapped[str] = mapped_column(String(66), primary_key=True)
    id: Mapped[Code]
    status: Mapped[Code]
    digest: Mapped[Digest]
    seq: Mapped[Count]
    hash: Mapped[Digest]
    flags: Mapped[Json]
    reason: Mapped[Code | None]
    code: Mapped[Code | None]
    errors: Mapped[Json | None]
    dev: Mapped[Code]
