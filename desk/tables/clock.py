"""Running clocks: what is due when."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Ms, SiteRef, Uuid


class RunningClock(Model):
    """Count down for one record from an action that starts to one that stops."""

    __table_args__ = (Index("ix_running_clock_site_stopped_due", "site", "stopped", "due"),)

    record: Mapped[Uuid] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    site: Mapped[SiteRef]
    reg: Mapped[Code]
    started: Mapped[Ms]
    # None: it runs, and nobody can say yet until when.
    due: Mapped[Ms | None]
    stopped: Mapped[Ms | None]
    # How many of those to be told have been told.
    told: Mapped[int] = mapped_column(default=0)
