"""The server's keys over time: which signs now, which did before, how each vouched for the next.

The table is not believed by itself: the newest private key, which no database holds, signs each
row. Whoever can write into the table can therefore not put a key of their own into the past.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy import select

from desk import config, keys
from desk.db import db, write
from desk.journal import Pen
from desk.tables import ServerKey, Site
from desk.time import DAY_MS, now_ms

ROW = b"vestibule-server-key-v1\n"
NEXT = b"vestibule-next-key-v1\n"
# A process that began before a rotation signs with the old key until it is started anew.
GRACE_MS = DAY_MS

group = AppGroup("keys", help="Show and rotate the server's keys.")


@dataclass(frozen=True)
class Span:
    """A public key and the time in which it signed (ms UTC; None: until now)."""

    public: bytes
    since: int = 0
    until: int | None = None

    def covers(self, at: int) -> bool:
        """Tell whether the key may have signed at a moment (ms UTC)."""
        return self.since <= at + GRACE_MS and (self.until is None or at <= self.until + GRACE_MS)


Spans = Mapping[str, Span]  # by kid


def spans() -> Spans:
    """Return every key of the server that may be believed."""
    return trusted(db.session.scalars(select(ServerKey)))


def trusted(rows: Iterable[ServerKey]) -> Spans:
    """Return the keys that rows tell of and one of the server's own vouches for, and its own."""
    own = keys.server_publics()
    found = {keys.kid(public): Span(public) for public in own}
    for row in rows:
        if any(keys.verify(public, row.endorsed, statement(row)) for public in own):
            found[row.kid] = Span(row.public, row.since, row.until)
    return found


def statement(row: ServerKey) -> bytes:
    """Return the bytes of a row that the newest key signs."""
    parts = (row.public.hex(), row.since, row.until or "", (row.vouched or b"").hex())
    return ROW + "\n".join(str(part) for part in parts).encode()


def shown() -> list[dict[str, Any]]:
    """Return the keys as devices learn them, oldest first, each vouched for by the one before."""
    known = spans()
    rows = db.session.scalars(select(ServerKey).order_by(ServerKey.since)).all()
    listed = [row for row in rows if known.get(row.kid) == Span(row.public, row.since, row.until)]
    told = [
        {
            "kid": row.kid,
            "jwk": keys.public_jwk(row.public),
            "since": row.since,
            "until": row.until,
            "vouched": keys.b64(row.vouched) if row.vouched else None,
        }
        for row in listed
    ]
    if told:
        return told
    public = keys.server_public()
    only = {"kid": keys.kid(public), "jwk": keys.public_jwk(public)}
    return [{**only, "since": 0, "until": None, "vouched": None}]


def adopt(now: int) -> bool:
    """Write down that the key in use is another than before; `now` in ms UTC. Tell whether it is.

    Every site's journal gets a row, every device a reason to ask for the keys.
    """
    own = keys.server_publics()
    rows = list(db.session.scalars(select(ServerKey).order_by(ServerKey.since)))
    if len(own) < 2 or any(row.public == own[0] and row.until is None for row in rows):
        return False
    rows = chained(own, rows, now)
    for row in rows:
        row.endorsed = keys.server_sign(statement(row))
    db.session.add_all(rows)
    db.session.commit()
    facts = {"was": rows[-2].kid, "now": rows[-1].kid, "public": keys.b64(own[0])}
    for site in db.session.scalars(select(Site.id).order_by(Site.id)).all():
        with write(site) as locked:
            pen = Pen(locked, now)
            pen.server("keys.rotated", facts)
            pen.flush()
            locked.trust_version += 1
    return True


def chained(own: list[bytes], rows: list[ServerKey], now: int) -> list[ServerKey]:
    """Put every key that is newer than the last known at the end of the rows, one after another.

    A restored database knows none of the keys since its backup, and devices may know any of them.
    """
    last = next((row for row in rows if row.until is None), None)
    if last is None or last.public not in own:
        last = ServerKey(kid=keys.kid(own[-1]), public=own[-1], since=0)
        rows = [last]
    chain = list(rows)
    for step, public in enumerate(reversed(own[: own.index(last.public)])):
        chain[-1].until = now + step
        vouched = keys.server_sign(NEXT + keys.b64(public).encode(), chain[-1].public)
        one = ServerKey(kid=keys.kid(public), public=public, since=now + step, vouched=vouched)
        chain.append(one)
    return chain


@group.command("rotate")
def rotate_command() -> None:
    """Make a new key and let it sign from now on; the old ones stay to open and to prove."""
    path = Path(str(current_app.config["DATA"])) / "server-key.pem"
    pem = str(current_app.config["SERVER_KEY"])
    if not path.exists() or path.read_text("utf-8") != pem:
        raise click.ClickException(
            "The key comes from VESTIBULE_SERVER_KEY: put a new PEM before the old one there,"
            " start anew, then run `flask keys adopt`."
        )
    fresh = config.new_key() + pem
    draft = path.with_suffix(".part")
    draft.touch(mode=0o600)
    draft.write_text(fresh, "utf-8")
    draft.replace(path)
    current_app.config["SERVER_KEY"] = fresh
    adopt(now_ms())
    click.echo(f"{keys.kid(keys.server_public())} signs from now on. Start the servers anew.")


@group.command("adopt")
def adopt_command() -> None:
    """Write down that the first of the keys given to the server signs from now on."""
    changed = adopt(now_ms())
    click.echo(keys.kid(keys.server_public()) + (" signs from now on." if changed else " signs."))


@group.command("list")
def list_command() -> None:
    """Name the keys and their times."""
    for span in sorted(spans().values(), key=lambda one: one.since):
        end = "now" if span.until is None else str(span.until)
        click.echo(f"{keys.kid(span.public)} {span.since} {end}")


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    app.cli.add_command(group)
