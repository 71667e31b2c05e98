"""The journal: gapless, hash-chained, and the only writer of what records have become."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sqlalchemy import insert

from desk import keys
from desk.db import db
from desk.entry import Entry, signed
from desk.ids import uuid7
from desk.tables import Journal, Site
from desk.time import iso

DOMAIN = b"vestibule-journal-v1\0"
NO_SIGNATURE = bytes(keys.SIGNATURE_BYTES)


class Status(IntEnum):
    """Say in one hashed byte what became of an entry."""

    APPLIED = 1
    HELD = 2
    REJECTED = 3
    REFUSED = 4
    SERVER = 5


@dataclass(frozen=True, slots=True)
class Line:
    """What the chain hashes of an entry, and what its row tells besides."""

    id: str
    digest: bytes
    body: str | None = None
    kid: str = ""
    sig: bytes | None = None
    dev: str = ""
    n: int = 0
    op: str = ""
    t: str = ""
    rec: str | None = None

    @classmethod
    def of(cls, entry: Entry) -> "Line":
        """Make the line of an entry that could be read."""
        body = entry.body
        return cls(
            id=body.id,
            digest=entry.digest,
            body=entry.text,
            kid=entry.kid,
            sig=entry.sig,
            dev=body.dev,
            n=body.n,
            op=body.op,
            t=body.t,
            rec=body.rec,
        )


def row_hash(
    epoch: str,
    site: int,
    seq: int,
    before: bytes,
    digest: bytes,
    sig: bytes | None,
    recv: int,
    status: int,
    flags: str,
) -> bytes:
    """Hash one row onto the one before: fixed layout, big-endian; `recv` in ms UTC."""
    return hashlib.sha256(
        DOMAIN
        + bytes.fromhex(epoch)
        + site.to_bytes(4)
        + seq.to_bytes(8)
        + before
        + digest
        + (sig or NO_SIGNATURE)
        + recv.to_bytes(8)
        + status.to_bytes(1)
        + hashlib.sha256(flags.encode()).digest()
    ).digest()


class Pen:
    """Write rows at the end of a locked site's journal, all at once."""

    def __init__(self, site: Site, recv: int) -> None:
        self.site, self.recv = site, recv
        self.seq, self.head = site.seq, site.head
        self.rows: list[dict[str, Any]] = []

    def add(self, line: Line, status: Status, flags: Iterable[str] = ()) -> tuple[int, bytes]:
        """Put a line under the next number; return its number and hash."""
        self.seq += 1
        text = ",".join(sorted(flags))
        self.head = row_hash(
            self.site.epoch,
            self.site.id,
            self.seq,
            self.head,
            line.digest,
            line.sig,
            self.recv,
            status,
            text,
        )
        self.rows.append(self._row(line, status, text))
        return self.seq, self.head

    def server(
        self, t: str, facts: dict[str, Any], rec: str | None = None, flags: Iterable[str] = ()
    ) -> tuple[int, bytes]:
        """Put down what the house itself did, signed with the server's key."""
        return self.add(server_line(self.site.id, t, facts, self.recv, rec), Status.SERVER, flags)

    def flush(self) -> None:
        """Write all rows in one statement and move the site's head."""
        if self.rows:
            db.session.connection().execute(insert(Journal), self.rows)
        self.site.seq, self.site.head = self.seq, self.head
        self.rows = []

    def _row(self, line: Line, status: Status, flags: str) -> dict[str, Any]:
        return {
            "site": self.site.id,
            "seq": self.seq,
            "id": line.id,
            "recv": self.recv,
            "status": int(status),
            "flags": flags,
            "body": line.body,
            "digest": line.digest,
            "kid": line.kid,
            "sig": line.sig,
            "hash": self.head,
            "dev": line.dev,
            "n": line.n,
            "op": line.op,
            "t": line.t,
            "rec": line.rec,
        }


def server_line(site: int, t: str, facts: dict[str, Any], at: int, rec: str | None) -> Line:
    """Make and sign the line of an entry that the server writes; `at` in ms UTC."""
    entry = uuid7(at)
    about = {} if rec is None else {"rec": rec}
    text = json.dumps(
        {"id": entry, "site": site, "t": t, "tv": 1, "at": iso(at), **about, "d": facts},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return Line(
        id=entry,
        digest=hashlib.sha256(text.encode()).digest(),
        body=text,
        kid=keys.kid(keys.server_public()),
        sig=keys.server_sign(signed(text)),
        t=t,
        rec=rec,
    )
