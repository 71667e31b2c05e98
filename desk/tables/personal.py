"""Personal values, apart from everything that must last."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Ms, SiteKey, Uuid


class Personal(Model):
    """Keep a value and the salt of its commitment; purging deletes the row."""

    __table_args__ = (Index("ix_personal_site_purge_after", "site", "purge_after"),)

    site: Mapped[SiteKey]
    entry: Mapped[Uuid] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    # 16 bytes, base64url.
    salt: Mapped[Code]
    value: Mapped[str]
    # Pinyin, initials, accents folded: dies with the value.
    search: Mapped[str | None]
    purge_after: Mapped[Ms | None]


class RecordPersonal(Model):
    """Point from a record's field to the entry that holds its value now."""

    record: Mapped[Uuid] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    entry: Mapped[Uuid]
