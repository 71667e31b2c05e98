"""The journal: all entries of a site in order, gapless and hash-chained."""

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Count, Digest, Ms, Number, SiteKey, Uuid


class Journal(Model):
    """Keep one entry as it arrived; never updated, never deleted."""

    __table_args__ = (
        Index("ix_journal_site_id", "site", "id"),
        Index("ix_journal_site_rec_seq", "site", "rec", "seq"),
    )

    site: Mapped[SiteKey]
    seq: Mapped[Count] = mapped_column(primary_key=True)
    # Empty where no id could be read.
    id: Mapped[Uuid]
    recv: Mapped[Ms]
    # desk.journal.Status
    status: Mapped[int]
    # Sorted, with commas: as hashed.
    flags: Mapped[str]
    # None where the bytes are no entry: quarantine has them.
    body: Mapped[str | None]
    # SHA-256 of the body's bytes.
    digest: Mapped[Digest]
    kid: Mapped[Number]
    sig: Mapped[bytes | None] = mapped_column(LargeBinary(64))
    hash: Mapped[Digest]
    dev: Mapped[Code]
    n: Mapped[Count]
    op: Mapped[Code]
    t: Mapped[Code]
    rec: Mapped[Uuid | None]
