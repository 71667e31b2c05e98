"""Reference rows: what devices need to know and the office decides."""

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.sql.schema import SchemaItem

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

    @declared_attr.directive
    def __table_args__(cls) -> tuple[SchemaItem, ...]:  # noqa: N805 (a class, says SQLAlchemy)
        """Let the feed find what is newer than a version."""
        return (Index(None, "site", "ver"), *cls.rules())

    @classmethod
    def rules(cls) -> tuple[SchemaItem, ...]:
        """Return further indexes and constraints of the table."""
        return ()

    def __init_subclass__(cls, **options: Any) -> None:
        """Enter the table under the name of its kind; what only shares columns has none."""
        super().__init_subclass__(**options)
        if "kind" in vars(cls):
            REFERENCE[cls.kind] = cls

    def shape(self, kind: str) -> dict[str, Any] | None:
        """Return what a device of `kind` may know; None where it may know nothing."""
        raise NotImplementedError
