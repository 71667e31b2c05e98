"""Blobs: the bytes that an entry only names, in parts, apart from everything that must last."""

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Count, Digest, Ms, SiteKey, Uuid


class Blob(Model):
    """Say what an entry promised of a picture; purging the value deletes the row and its parts."""

    __table_args__ = (
        Index("ix_blob_site_entry", "site", "entry"),
        Index("ix_blob_site_done_at", "site", "done", "at"),
    )

    site: Mapped[SiteKey]
    id: Mapped[Uuid] = mapped_column(primary_key=True)
    # Whose value it is: it goes with `personal`'s row of this entry and field.
    entry: Mapped[Uuid]
    field: Mapped[str] = mapped_column(String(40))
    record: Mapped[Uuid]
    # "jpeg" or "webp".
    kind: Mapped[Code]
    # Bytes, and their SHA-256.
    size: Mapped[Count]
    digest: Mapped[Digest]
    # When the entry came, and when the last part had.
    at: Mapped[Ms]
    done: Mapped[Ms | None]


class BlobPart(Model):
    """Keep a part of a blob: 1 MiB, the last one what is left."""

    site: Mapped[SiteKey]
    blob: Mapped[Uuid] = mapped_column(primary_key=True)
    part: Mapped[Count] = mapped_column(primary_key=True)
    bytes: Mapped[bytes] = mapped_column(LargeBinary)
