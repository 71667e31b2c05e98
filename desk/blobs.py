"""Blobs: bytes that follow their entry, in parts; they die with the value that names them.

An entry that counts binds a blob to its site, record and field. The same part may come twice; other
bytes may not. It is complete when length, SHA-256 and the first bytes are what the entry said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select

from desk import picture
from desk.db import db, write
from desk.errors import Refusal
from desk.tables import Blob, BlobPart, Device, Journal, Record
from desk.time import DAY_MS, now_ms

PART = 1024 * 1024  # bytes
PATIENCE_MS = DAY_MS  # from then on somebody is asked to look for what has not come
SHOWN = 200
BEGINS = {"jpeg": (b"\xff\xd8\xff", b""), "webp": (b"RIFF", b"WEBP")}  # and from the ninth byte
Row = dict[str, Any]


def promised(site: int, record: str, entry: str, field: str, value: str, at: int) -> Row | None:
    """Return the row of what an entry names; `at` is when it came, ms UTC."""
    found = picture.read(value)
    if found is None:
        return None
    return {
        "site": site,
        "id": found.id,
        "entry": entry,
        "field": field,
        "record": record,
        "kind": found.kind,
        "size": found.size,
        "digest": found.digest,
        "at": at,
        "done": None,
    }


def bind(site: int, rows: Iterable[Row]) -> None:
    """Expect these blobs, under the site's lock; whoever named an id first keeps it."""
    wanted = {row["id"]: row for row in reversed(list(rows))}
    if not wanted:
        return
    taken = db.session.scalars(select(Blob.id).where(Blob.site == site, Blob.id.in_(wanted)))
    for id in taken:
        del wanted[id]
    if wanted:
        table = cast(Table, Blob.__table__)
        db.session.connection().execute(insert(table), list(wanted.values()))


def put(site: int, id: str, part: int, data: bytes) -> dict[str, Any]:
    """Keep a part; return `{have, done}`. Raises Refusal: no entry names it, or other bytes.

    What turns out wrong as a whole is thrown away, so that the right bytes may still come.
    """
    with write(site):
        blob = _named(site, id)
        if len(data) != _length(blob, part):
            raise Refusal("blob_wrong", 409, why="length")
        before = db.session.get(BlobPart, (site, id, part))
        if before and before.bytes != data:
            raise Refusal("blob_wrong", 409, why="other")
        if before is None:
            db.session.add(BlobPart(site=site, blob=id, part=part, bytes=data))
            db.session.flush()
        have = _parts(site, id)
        sound = True
        if blob.done is None and len(have) == _count(blob):
            sound = _sound(blob, whole(site, id))
            blob.done = now_ms() if sound else None
            if not sound:
                _drop_parts(site, [id])
        done = blob.done is not None
    if not sound:
        raise Refusal("blob_wrong", 409, why="digest")
    return {"have": have, "done": done}


def read(site: int, id: str) -> tuple[Blob, bytes]:
    """Return a blob and all its bytes; raise Refusal, naming the tablet that has them still."""
    blob = _named(site, id)
    if blob.done is None:
        letters = _letters(site, [blob.entry]).get(blob.entry, "")
        raise Refusal("blob_missing", 404, letters=letters)
    return blob, whole(site, id)


def named(site: int, id: str) -> bool:
    """Tell whether something names this blob already."""
    return db.session.get(Blob, (site, id)) is not None


def whole(site: int, id: str) -> bytes:
    """Join the parts that are there."""
    query = select(BlobPart.bytes).where(BlobPart.site == site, BlobPart.blob == id)
    return b"".join(db.session.scalars(query.order_by(BlobPart.part)))


def forget(site: int, field: str, entries: Iterable[str]) -> None:
    """Delete what entries promised in a field, with its bytes: within the caller's transaction."""
    here = (Blob.site == site) & Blob.entry.in_(list(entries)) & (Blob.field == field)
    ids = list(db.session.scalars(select(Blob.id).where(here)))
    if ids:
        _drop_parts(site, ids)
        db.session.execute(delete(Blob).where(Blob.site == site, Blob.id.in_(ids)))


def missing(site: int, now: int) -> list[Row]:
    """List what has not come a day after its entry, the oldest first; `now` in ms UTC."""
    query = (
        select(Blob.entry, Blob.at, Record.id, Record.reg, Record.no)
        .join(Record, Record.id == Blob.record)
        .where(Blob.site == site, Blob.done.is_(None), Blob.at <= now - PATIENCE_MS)
    )
    rows = db.session.execute(query.order_by(Blob.at).limit(SHOWN)).all()
    letters = _letters(site, [row.entry for row in rows])
    return [
        {"id": row.id, "reg": row.reg, "no": row.no, "at": row.at, "letters": letters[row.entry]}
        for row in rows
    ]


def of_records(site: int, records: Iterable[str]) -> list[Blob]:
    """Return the complete blobs of records."""
    here = (Blob.site == site) & Blob.record.in_(list(records)) & Blob.done.is_not(None)
    return list(db.session.scalars(select(Blob).where(here).order_by(Blob.at, Blob.id)))


def _named(site: int, id: str) -> Blob:
    blob = db.session.get(Blob, (site, id), populate_existing=True)
    if blob is None:
        raise Refusal("blob_unknown", 404)
    return blob


def _count(blob: Blob) -> int:
    return -(-blob.size // PART)


def _length(blob: Blob, part: int) -> int:
    """Return how long a part must be; raise Refusal where there is no such part."""
    if part >= _count(blob):
        raise Refusal("blob_wrong", 409, why="part")
    return min(PART, blob.size - part * PART)


def _parts(site: int, id: str) -> list[int]:
    query = select(BlobPart.part).where(BlobPart.site == site, BlobPart.blob == id)
    return list(db.session.scalars(query.order_by(BlobPart.part)))


def _sound(blob: Blob, data: bytes) -> bool:
    """Tell whether bytes are what the entry promised, of the kind it said."""
    first, ninth = BEGINS[blob.kind]
    alike = data.startswith(first) and data[8:].startswith(ninth)
    return alike and len(data) == blob.size and hashlib.sha256(data).digest() == blob.digest


def _drop_parts(site: int, ids: list[str]) -> None:
    here = (BlobPart.site == site) & BlobPart.blob.in_(ids)
    db.session.execute(delete(BlobPart).where(here))


def _letters(site: int, entries: list[str]) -> dict[str, str]:
    """Return by entry the letters of the tablet that wrote it."""
    query = (
        select(Journal.id, Device.letters)
        .join(Device, Device.id == Journal.dev)
        .where(Journal.site == site, Journal.id.in_(entries))
    )
    return {**dict.fromkeys(entries, ""), **dict(db.session.execute(query).all())}
