"""Backups that were read back, and their way home.

A backup is a zip of all tables as JSON lines: the same for SQLite and PostgreSQL. Keys, pepper
and the list of purged values are not in it; they lie in the data folder, to be kept apart.
"""

import json
import secrets
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Connection, LargeBinary, Table, inspect, select, text

from desk import checkpoint, disk, keys, purge, server_keys
from desk.damage import marked
from desk.db import db, write
from desk.journal import Pen
from desk.register import registers
from desk.tables import BlobPart, Journal, ServerKey, Site
from desk.time import now_ms
from desk.verify import RESTORED, Known, first_epoch, verify

FORMAT = "vestibule-backup-1"
MANIFEST = "manifest.json"
AT_ONCE = 500  # rows
FEW = 10  # rows of up to a mebibyte
KEPT_DAYS = 35  # no purged value outlives this in a backup

Head = tuple[str, int, bytes]  # epoch, seq, hash


class BackupError(Exception):
    """A backup that cannot be trusted or does not fit."""


def backup(path: Path) -> dict[int, int]:
    """Write a backup, read it back, and only then say so; return each site's safe seq."""
    draft = path.with_suffix(".part")
    draft.touch(mode=0o600)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as file, _snapshot() as connection:
        counts = {table.name: _dump(file, connection, table) for table in _tables()}
        manifest = {"format": FORMAT, "made": now_ms(), "schema": _schema(), "rows": counts}
        file.writestr(MANIFEST, json.dumps(manifest))
    safe = {head[0]: head[1] for head in read_back(draft)}
    draft.replace(path)
    for site, seq in safe.items():
        with write(site) as row:
            row.safe_seq = max(row.safe_seq, seq)
    return safe


def read_back(path: Path) -> list[tuple[int, int]]:
    """Read a whole backup and verify its journals; return site and seq. Raise BackupError."""
    with zipfile.ZipFile(path) as file:
        manifest = _manifest(file)
        for table in _tables():
            count = sum(1 for _ in _load(file, table))
            if count != manifest["rows"].get(table.name, 0):
                raise BackupError(f"{table.name} has {count} rows")
        return [_verified(file, site) for site in _load(file, _table("site"))]


def restore(path: Path) -> dict[int, str]:
    """Put a backup in the database's place and begin a new epoch; return it by site.

    What was purged since the backup was made is purged again before anybody is served, and the
    keys since then are written down again.
    """
    read_back(path)
    before, told = _last_heads(), _trust_versions()
    with zipfile.ZipFile(path) as file:
        manifest = _manifest(file)
        if manifest["schema"] != _schema():
            raise BackupError("it was made by another version: restore with that one, then upgrade")
        with db.engine.connect() as connection:
            connection.execution_options(vestibule_write=True)
            with connection.begin():
                for table in reversed(_tables()):
                    connection.execute(table.delete())
                for table in _tables():
                    _insert(file, connection, table)
    db.session.expunge_all()
    sites = db.session.scalars(select(Site.id).order_by(Site.id)).all()
    epochs = {
        site: _begin_epoch(site, before.get(site), manifest["made"], told.get(site, 0))
        for site in sites
    }
    server_keys.adopt(now_ms())
    for site in sites:
        purge.purge(site, now_ms())
    disk.shrink()
    return epochs


def prune(folder: Path, now: datetime) -> list[Path]:
    """Delete backups that are too old; return them."""
    limit = now.timestamp() - KEPT_DAYS * 86_400
    old = [path for path in folder.glob("*.zip") if path.stat().st_mtime < limit]
    for path in old:
        path.unlink()
    return old


def default_path() -> Path:
    """Return where the next backup goes."""
    folder = Path(str(current_app.config["DATA"])) / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"vestibule-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip"


def _begin_epoch(site: int, last: Head | None, made: int, told: int) -> str:
    """Leave the old epoch: the first row of the new one records where the old one stood."""
    with write(site) as row:
        old: Head = (row.epoch, row.seq, row.head)
        lost = last if last and last[1] > row.seq else old
        row.epoch = secrets.token_hex(16)
        row.safe_seq = row.seq
        # Past any list that a device may hold, though the backup knows nothing of it: versions
        # rise by one with each change, far slower than the clock that they begin from here.
        row.trust_version = max(row.trust_version, told, now_ms()) + 1
        pen = Pen(row, now_ms())
        facts = {
            "epoch": row.epoch,
            "from": [old[0], old[1], old[2].hex()],
            "last": [lost[0], lost[1], lost[2].hex()],
            "backup": made,
        }
        pen.server(RESTORED, facts)
        pen.flush()
        return row.epoch


def _trust_versions() -> dict[int, int]:
    rows = db.session.execute(select(Site.id, Site.trust_version))
    return {row.id: row.trust_version for row in rows}


def _last_heads() -> dict[int, Head]:
    """Return the newest head known of each site: the database's own, or a checkpoint's."""
    publics = [span.public for span in server_keys.spans().values()]
    found: dict[int, Head] = {
        row.id: (row.epoch, row.seq, row.head) for row in db.session.scalars(select(Site))
    }
    root = checkpoint.folder(0).parent
    for folder in root.glob("*") if root.exists() else ():
        for point in checkpoint.kept(int(folder.name), publics):
            head = (point.epoch, point.seq, point.head)
            if point.site not in found or found[point.site][1] < point.seq:
                found[point.site] = head
    return found


def _verified(file: zipfile.ZipFile, site: dict[str, Any]) -> tuple[int, int]:
    devices = {row["id"]: row["public"] for row in _load(file, _table("device"))}
    servers = server_keys.trusted(ServerKey(**one) for one in _load(file, _table("server_key")))
    known = Known(
        site=site["id"],
        began=first_epoch(_journal(file, site["id"]), site["epoch"]),
        epoch=site["epoch"],
        seq=site["seq"],
        head=site["head"],
        servers=servers,
        devices=devices,
        damage=marked(_journal(file, site["id"]), servers),
    )
    report = verify(_journal(file, site["id"]), known)
    if report.faults:
        raise BackupError(f"site {site['id']}: seq {report.first}: {min(report.faults).what}")
    return site["id"], site["seq"]


def _journal(file: zipfile.ZipFile, site: int) -> Iterator[Journal]:
    for row in _load(file, _table("journal")):
        if row["site"] == site:
            yield Journal(**row)


def _snapshot() -> Connection:
    """Open a connection that sees one moment, however long the backup takes."""
    connection = db.engine.connect()
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _dump(file: zipfile.ZipFile, connection: Connection, table: Table) -> int:
    count = 0
    query = select(table).order_by(*table.primary_key)
    query = query.execution_options(yield_per=_at_once(table))
    with file.open(f"{table.name}.jsonl", "w") as raw, TextIOWrapper(raw, "utf-8") as lines:
        for row in connection.execute(query).mappings():
            plain = {
                name: keys.b64(value) if isinstance(value, bytes) else value
                for name, value in row.items()
            }
            lines.write(json.dumps(plain, ensure_ascii=False) + "\n")
            count += 1
    return count


def _load(file: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    raw = {column.name for column in table.columns if isinstance(column.type, LargeBinary)}
    with file.open(f"{table.name}.jsonl") as lines:
        for line in lines:
            row = json.loads(line)
            yield {
                name: keys.unb64(value) if name in raw and value is not None else value
                for name, value in row.items()
            }


def _insert(file: zipfile.ZipFile, connection: Connection, table: Table) -> None:
    piece: list[dict[str, Any]] = []
    for row in _load(file, table):
        piece.append(row)
        if len(piece) == _at_once(table):
            connection.execute(table.insert(), piece)
            piece = []
    if piece:
        connection.execute(table.insert(), piece)


def _at_once(table: Table) -> int:
    """Return how many rows of a table to hold in memory."""
    return FEW if table.name == BlobPart.__tablename__ else AT_ONCE


def _manifest(file: zipfile.ZipFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read(MANIFEST))
    if found.get("format") != FORMAT:
        raise BackupError("this is no backup")
    return found


def _tables() -> list[Table]:
    registers()  # so that their own tables are known
    return list(db.metadata.sorted_tables)


def _table(name: str) -> Table:
    return db.metadata.tables[name]


def _schema() -> str:
    """Return the number of the newest migration that the database has seen."""
    if not inspect(db.engine).has_table("alembic_version"):
        return ""
    return str(db.session.scalar(text("SELECT version_num FROM alembic_version")))
