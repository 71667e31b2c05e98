"""A journal as a file: JSON, one row a line, enough to verify it without the database."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desk import checkpoint, keys, server_keys
from desk.checkpoint import Checkpoint
from desk.damage import DAMAGE, marked
from desk.db import db
from desk.server_keys import Span
from desk.tables import Device, Journal, Personal, Site
from desk.verify import RESTORED, Fault, Known, Report, first_epoch, personal_faults, verify

FORMAT = "vestibule-journal-1"
ABOUT = ("site", "seq", "id", "recv", "status", "flags", "body", "kid")
PLAIN = (*ABOUT, "dev", "n", "op", "t", "rec")
BYTES = ("digest", "sig", "hash")


def rows(site: int) -> Iterator[Journal]:
    """Read a site's journal from the database, in order, a piece at a time."""
    query = select(Journal).where(Journal.site == site).order_by(Journal.seq)
    yield from db.session.scalars(query.execution_options(yield_per=500))


def known(site: Site) -> Known:
    """Gather what the database and the data folder know of a site's journal."""
    devices = select(Device.id, Device.public).where(Device.site == site.id)
    restored = select(Journal).where(Journal.site == site.id, Journal.t == RESTORED)
    servers = server_keys.spans()
    marks = select(Journal).where(Journal.site == site.id, Journal.t == DAMAGE)
    return Known(
        site=site.id,
        began=first_epoch(db.session.scalars(restored.order_by(Journal.seq).limit(1)), site.epoch),
        epoch=site.epoch,
        seq=site.seq,
        head=site.head,
        servers=servers,
        devices=dict(db.session.execute(devices).all()),
        checkpoints=checkpoint.kept(site.id, [span.public for span in servers.values()]),
        damage=marked(db.session.scalars(marks.order_by(Journal.seq)), servers),
    )


def verify_database(site: Site) -> Report:
    """Verify a site's journal where it lies, the kept personal values with it."""
    report = verify(rows(site.id), known(site))
    query = (
        select(Journal, Personal)
        .join(Personal, (Personal.site == Journal.site) & (Personal.entry == Journal.id))
        .where(Journal.site == site.id, Journal.body.is_not(None))
    )
    for row, value in db.session.execute(query.execution_options(yield_per=500)):
        report.found(personal_faults(row, [value]))
    return report


def differs(site: Site, point: Checkpoint) -> list[Fault]:
    """Hold a checkpoint that was kept elsewhere against a site's journal."""
    row = db.session.get(Journal, (site.id, point.seq))
    if row is not None and (row.site, row.hash) == (point.site, point.head):
        return []
    return [Fault(point.seq, f"differs from checkpoint {point.seq}")]


def named(site: int, wanted: Iterable[tuple[int, str]]) -> Iterator[Journal]:
    """Read the rows of a site that papers name."""
    query = select(Journal).where(Journal.site == site, Journal.seq.in_([seq for seq, _ in wanted]))
    yield from db.session.scalars(query)


def unlike(found: Iterable[Journal], wanted: Iterable[tuple[int, str]]) -> list[Fault]:
    """Hold what was typed from paper against rows of a journal: seq, start of the head."""
    open_ = dict(wanted)
    for row in found:
        if row.seq in open_ and row.hash.hex().startswith(open_[row.seq]):
            del open_[row.seq]
    return [Fault(seq, f"differs from the paper of row {seq}") for seq in sorted(open_)]


def write(site: Site, path: Path) -> int:
    """Write a site's journal to a file, without personal values; return the number of rows."""
    about = known(site)
    header = {
        "format": FORMAT,
        "site": about.site,
        "began": about.began,
        "epoch": about.epoch,
        "seq": about.seq,
        "head": keys.b64(about.head),
        "servers": [[keys.b64(s.public), s.since, s.until] for s in about.servers.values()],
        "devices": {dev: keys.b64(public) for dev, public in about.devices.items()},
        "checkpoints": [checkpoint.note(point) for point in about.checkpoints],
    }
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(header) + "\n")
        for row in rows(site.id):
            file.write(json.dumps(_line(row), ensure_ascii=False) + "\n")
    return about.seq


def verify_file(path: Path, notes: list[str]) -> Report:
    """Verify a journal's file, also against checkpoints that were kept elsewhere.

    Raises ValueError when the file is none, or a checkpoint not the server's.
    """
    with path.open(encoding="utf-8") as file:
        header = json.loads(file.readline())
        if header.get("format") != FORMAT:
            raise ValueError("not a journal")
        spans = [Span(keys.unb64(key), since, until) for key, since, until in header["servers"]]
        publics = [span.public for span in spans]
        servers = {keys.kid(span.public): span for span in spans}
        points = [checkpoint.read(note, publics) for note in [*header["checkpoints"], *notes]]
        about = Known(
            site=header["site"],
            began=header["began"],
            epoch=header["epoch"],
            seq=header["seq"],
            head=keys.unb64(header["head"]),
            servers=servers,
            devices={dev: keys.unb64(public) for dev, public in header["devices"].items()},
            checkpoints=points,
            damage=marked(read(path), servers),
        )
        return verify(read(path), about)


def read(path: Path) -> Iterator[Journal]:
    """Read the rows of a journal's file."""
    with path.open(encoding="utf-8") as file:
        next(file)
        for line in file:
            yield _row(json.loads(line))


def _line(row: Journal) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in PLAIN}
    raw = {name: getattr(row, name) for name in BYTES}
    return plain | {name: None if value is None else keys.b64(value) for name, value in raw.items()}


def _row(line: dict[str, Any]) -> Journal:
    raw = {name: None if line[name] is None else keys.unb64(line[name]) for name in BYTES}
    return Journal(**{name: line[name] for name in PLAIN}, **raw)
