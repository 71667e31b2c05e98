"""Legal hold: records whose personal values must stay for now."""

from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Ms, Name, SiteRef, Uuid


class Hold(Model):
    """Keep one record from the purge until somebody lifts the hold."""

    record: Mapped[Uuid] = mapped_column(primary_key=True)
    site: Mapped[SiteRef]
    since: Mapped[Ms]
    op: Mapped[Code]
    why: Mapped[Name]
