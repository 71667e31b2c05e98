"""The record: one line of a register."""

from functools import cache
from typing import Any

from sqlalchemy import Index, inspect
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Code, Count, Json, Ms, Number, SiteRef, Uuid

# The shape of a record on the wire and in effects.
Wire = dict[str, Any]


class Record(Model):
    """Carry what every register's line has; a register's own table joins it one to one."""

    __table_args__ = (
        Index("ix_record_site_seq_id", "site", "seq", "id"),
        Index("ix_record_site_reg_state", "site", "reg", "state"),
        Index("ix_record_site_no", "site", "no"),
    )
    __mapper_args__ = {"polymorphic_on": "reg"}  # noqa: RUF012 (SQLAlchemy reads it once)

    id: Mapped[Uuid] = mapped_column(primary_key=True)
    site: Mapped[SiteRef]
    reg: Mapped[Code]
    state: Mapped[Code]
    # The journal row that touched it last, and the one that made it.
    seq: Mapped[Count]
    first: Mapped[Count]
    no: Mapped[Number | None]
    room: Mapped[Code | None]
    opened: Mapped[Ms]
    closed: Mapped[Ms | None]
    flags: Mapped[Json]
    undo: Mapped[Json | None]

    def shape(self) -> Wire:
        """Return the record as effects and devices know it; personal values come apart."""
        return {
            "id": self.id,
            "reg": self.reg,
            "state": self.state,
            "seq": self.seq,
            "no": self.no,
            "room": self.room,
            "at": self.opened,
            "end": self.closed,
            "flags": list(self.flags),
            "undo": self.undo,
            "f": {name: getattr(self, name) for name in fields(type(self))},
            "p": {},
        }


@cache
def fields(model: type[Record]) -> tuple[str, ...]:
    """Name the typed fields of a register: the columns of its own table."""
    own = inspect(model).local_table.columns
    return tuple(column.key for column in own if column.key != "id") if model is not Record else ()


def row(wire: Wire, site: int, first: int) -> dict[str, Any]:
    """Turn a record's wire shape into the values of its columns."""
    return {
        "id": wire["id"],
        "site": site,
        "reg": wire["reg"],
        "state": wire["state"],
        "seq": wire["seq"],
        "first": first,
        "no": wire["no"],
        "room": wire["room"],
        "opened": wire["at"],
        "closed": wire["end"],
        "flags": wire["flags"],
        "undo": wire["undo"],
        **wire["f"],
    }
