"""The few statements under the lock: bulk reads, bulk writes."""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update

from desk import blobs
from desk.clocks import Running
from desk.db import db
from desk.entry import Entry
from desk.sync.prepare import Prepared
from desk.sync.result import Result
from desk.tables import Personal, Quarantine, Receipt, RunningClock

RECEIPTS = cast(Table, Receipt.__table__)
CLOCKS = cast(Table, RunningClock.__table__)


def receipts(site: int, keys: Iterable[str]) -> dict[str, Result]:
    """Return what is remembered under the keys."""
    query = select(Receipt).where(Receipt.site == site, Receipt.key.in_(keys))
    return {row.key: Result.remembered(row) for row in db.session.scalars(query)}


def running(ids: Iterable[str]) -> dict[str, dict[str, Running]]:
    """Return the clocks of records, stopped ones too, by record and name."""
    found: dict[str, dict[str, Running]] = {}
    for row in db.session.execute(select(CLOCKS).where(CLOCKS.c.record.in_(ids))).mappings():
        found.setdefault(row["record"], {})[row["name"]] = cast(Running, dict(row))
    return found


def children(site: int, parents: Iterable[str]) -> list[Quarantine]:
    """Return the entries that were held until one of these records came."""
    query = select(Quarantine).where(
        Quarantine.site == site,
        Quarantine.settled.is_(None),
        Quarantine.reason == "parent_missing",
        Quarantine.rec.in_(parents),
    )
    return list(db.session.scalars(query.order_by(Quarantine.seq)))


class Out:
    """Gather rows to write; write each kind in one statement."""

    def __init__(self, site: int) -> None:
        self.site = site
        self._receipts: list[dict[str, Any]] = []
        self._personal: list[dict[str, Any]] = []
        self._blobs: list[dict[str, Any]] = []
        self._quarantine: list[dict[str, Any]] = []
        self._settled: list[dict[str, Any]] = []
        self._clocks: dict[tuple[str, str], Running] = {}
        # Clocks that the database has: only these are taken out before they are written anew.
        self.standing: set[tuple[str, str]] = set()

    def receipt(self, result: Result, key: str, dev: str) -> None:
        """Remember a result."""
        self._receipts.append(result.receipt(self.site, key, dev))

    def settled(self, key: str, result: Result) -> None:
        """Remember what became of a held entry in the end."""
        self._settled.append(
            {
                "_key": key,
                "_status": result.status,
                "_seq": result.seq,
                "_hash": result.hash,
                "_flags": result.flags,
                "_code": result.code,
            }
        )

    def personal(self, entry: Entry, search: dict[str, str]) -> None:
        """Keep an entry's personal values."""
        self._personal += [
            {
                "site": self.site,
                "entry": entry.body.id,
                "field": field,
                "salt": salt,
                "value": value,
                "search": search.get(field),
                "purge_after": None,
            }
            for field, (salt, value) in entry.personal.items()
        ]

    def pictures(self, entry: Entry, fields: Iterable[str], recv: int) -> None:
        """Expect the bytes that an entry names in its fields; `recv` in ms UTC."""
        for field in fields:
            _salt, value = entry.personal[field]
            row = blobs.promised(self.site, entry.body.rec, entry.body.id, field, value, recv)
            self._blobs += [row] if row else []

    def quarantine(self, one: Prepared, seq: int, status: str, reason: str, recv: int) -> None:
        """Keep the full bytes of an entry that is not applied; `recv` in ms UTC."""
        body = one.entry.body if one.entry else None
        self._quarantine.append(
            {
                "site": self.site,
                "seq": seq,
                "id": one.id,
                "dev": body.dev if body else "",
                "rec": body.rec if body else None,
                "status": status,
                "reason": reason,
                "envelope": one.envelope,
                "recv": recv,
                "settled": None,
                "released_seq": None,
            }
        )

    def clock(self, row: Running) -> None:
        """Keep a clock as it stands now."""
        self._clocks[row["record"], row["name"]] = row

    def flush(self) -> None:
        """Write everything."""
        _insert(RECEIPTS, self._receipts)
        _insert(cast(Table, Personal.__table__), self._personal)
        blobs.bind(self.site, self._blobs)
        _insert(cast(Table, Quarantine.__table__), self._quarantine)
        self._flush_clocks()
        self._flush_settled()

    def _flush_clocks(self) -> None:
        if not self._clocks:
            return
        here = (CLOCKS.c.record == bindparam("_record")) & (CLOCKS.c.name == bindparam("_name"))
        keys = [{"_record": r, "_name": name} for r, name in self._clocks.keys() & self.standing]
        if keys:
            db.session.connection().execute(delete(CLOCKS).where(here), keys)
        _insert(CLOCKS, [dict(row) for row in self._clocks.values()])

    def _flush_settled(self) -> None:
        if not self._settled:
            return
        query = (
            update(RECEIPTS)
            .where(RECEIPTS.c.site == self.site, RECEIPTS.c.key == bindparam("_key"))
            .values(
                status=bindparam("_status"),
                seq=bindparam("_seq"),
                hash=bindparam("_hash"),
                flags=bindparam("_flags"),
                code=bindparam("_code"),
                reason=None,
            )
        )
        db.session.connection().execute(query, self._settled)


def _insert(table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.connection().execute(insert(table), rows)
