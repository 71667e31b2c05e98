"""Reference rows: what devices need to know and the office decides."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Count, SiteKey

# Wire name of a kind -> its table; the feed asks each of them.
REFERENCE: dict[str, type["Reference"]] = {}


class Reference(Model):
    """Give a table its id within a site, its version and its end."""

    __abstract__ = True

    kind: str

    site: Mapped[SiteKey]
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    ver: Mapped[Count] = mapped_column(default=0)
    deleted: Mapped[bool] = mapped_column(default=False)

    def __init_subclass__(cls, **options: Any) -> None:
        """Enter the table under the name of its kind."""
        super().__init_subclass__(**options)
        REFERENCE[cls.kind] = cls

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return what a device of `kind` may know; None where it may know nothing."""
        raise NotImplementedError
