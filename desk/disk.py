"""What is deleted leaves the disk too: freed pages are overwritten, the log is emptied."""

from sqlalchemy import text

from desk.db import db

EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


def wipe_freed_pages() -> None:
    """Have what this transaction deletes overwritten in the file as well."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA secure_delete = ON"))


def flush() -> None:
    """Empty SQLite's log of what was deleted; the pages themselves were wiped on the way."""
    _outside(EMPTY_LOG)


def shrink() -> None:
    """Write an SQLite file anew, so that no deleted byte stays in a corner of it."""
    _outside("VACUUM", EMPTY_LOG)


def _outside(*statements: str) -> None:
    """Run what SQLite does in no transaction; other databases keep their own disks."""
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        connection.rollback()
        if raw is not None:
            for statement in statements:
                raw.execute(statement)
