"""Checkpoints: the journal's head, signed and kept away from the database.

Whoever rewrites a journal from some row on, keys and all, cannot rewrite the note that left the
house before. A note is a few lines of text (offline.md D14), fit for paper, mail or a drawer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from desk import keys
from desk.db import db
from desk.tables import Site

ENOUGH = 16  # hex digits of a head that nobody finds another row for
DASH = "\u2014 server "


@dataclass(frozen=True)
class Checkpoint:
    """What a site's journal was at `seq`."""

    site: int
    epoch: str
    seq: int
    head: bytes

    @property
    def text(self) -> str:
        """The lines that are signed."""
        origin = f"vestibule/journal/{self.site}"
        return f"{origin}\n{self.epoch}\n{self.seq}\n{keys.b64(self.head)}\n"


def note(checkpoint: Checkpoint) -> str:
    """Return the checkpoint with the server's signature below it."""
    signature = keys.b64(keys.server_sign(checkpoint.text.encode()))
    return f"{checkpoint.text}\n{DASH}{signature}\n"


def head(site: Site) -> Checkpoint:
    """Return where a site's journal stands."""
    return Checkpoint(site.id, site.epoch, site.seq, site.head)


def signed(site: int) -> str:
    """Return a signed note of where a site's journal stands now."""
    return note(head(db.session.get_one(Site, site, populate_existing=True)))


def read(text: str, publics: Iterable[bytes]) -> Checkpoint:
    """Read a note and check its signature by any of the server's keys; raise ValueError."""
    body, _, signature = text.partition(f"\n{DASH}")
    lines = body.split("\n")
    if len(lines) != 5 or not lines[0].startswith("vestibule/journal/"):
        raise ValueError("not a checkpoint")
    sig = keys.unb64(signature.strip())
    if not any(keys.verify(public, sig, body.encode()) for public in publics):
        raise ValueError("the checkpoint's signature is not the server's")
    site = int(lines[0].rpartition("/")[2])
    return Checkpoint(site, lines[1], int(lines[2]), keys.unb64(lines[3]))


def typed(text: str) -> tuple[int, str]:
    """Read what somebody typed from paper, `118:0f3a 91c2…`: seq, start of the head; ValueError."""
    seq, _, start = text.partition(":")
    start = re.sub(r"[\s-]", "", start).lower()
    if not (seq.strip().isdecimal() and re.fullmatch(f"[0-9a-f]{{{ENOUGH},64}}", start)):
        raise ValueError(f"not a seq, a colon and {ENOUGH} or more digits of a seal: {text}")
    return int(seq), start


def folder(site: int) -> Path:
    """Return where a site's checkpoints are kept."""
    return Path(str(current_app.config["DATA"])) / "checkpoints" / str(site)


def keep(site: Site) -> Path | None:
    """Write down a site's head; None when the same head was written before or there is none."""
    path = folder(site.id) / f"{site.seq:012d}-{site.epoch[:8]}.txt"
    if not site.seq or path.exists():
        return None
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(note(head(site)), "utf-8")
    return path


def kept(site: int, publics: Sequence[bytes]) -> list[Checkpoint]:
    """Read back a site's checkpoints; raise ValueError at one that is not the server's."""
    return [read(path.read_text("utf-8"), publics) for path in sorted(folder(site).glob("*.txt"))]
