"""Messages to people of the house, and the services that carry them."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Ms, SiteKey, Uuid


class Message(Model):
    """Tell somebody of one entry. It holds no words: they are made from the record when it goes."""

    __table_args__ = (Index("ix_message_site_state_due", "site", "state", "due"),)

    site: Mapped[SiteKey]
    # The entry that it tells of, and the record's field that names whom.
    entry: Mapped[Uuid] = mapped_column(primary_key=True)
    to: Mapped[str] = mapped_column(String(40), primary_key=True)
    record: Mapped[Uuid]
    # register.action
    t: Mapped[Code]
    at: Mapped[Ms]
    due: Mapped[Ms]
    state: Mapped[Code]
    # Why it failed, or needs a telephone: a code, never an address.
    reason: Mapped[Code] = mapped_column(default="")
    channel: Mapped[Code] = mapped_column(default="")
    person: Mapped[Code] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    settled: Mapped[Ms | None]
    # Who telephoned, stopped it or sent it again.
    op: Mapped[Code] = mapped_column(default="")


class Channel(Model):
    """Carry messages of one kind; its address holds a password and never leaves the server."""

    site: Mapped[SiteKey]
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    url: Mapped[str]
