"""Open the database, and let one writer at a time into a site."""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase

if TYPE_CHECKING:
    from desk.tables.site import Site

WAIT_SECONDS = 3
RETRY_AFTER_SECONDS = 2
LOOK_SECONDS = 0.002  # how often a process looks whether another has left
# PostgreSQL's words for "no lock in time", "deadlock", "cannot serialise".
_RETRY_STATES = frozenset({"55P03", "40P01", "40001"})
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Carry every table of the house."""

    metadata = MetaData(naming_convention=_NAMES)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
# The type checker cannot follow a base class made at run time.
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

_mutex = threading.Lock()


class SiteBusyError(Exception):
    """Say that the site's lock was not free in time: ask again."""


class NoSiteError(LookupError):
    """Say that there is no such site."""


def init_app(app: Flask) -> None:
    """Bind the database of `app`, with its pragmas and its way to begin."""
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


@contextmanager
def write(site: int) -> Iterator["Site"]:
    """Yield the locked row of `site`; commit at the end, roll back on any error.

    Raises SiteBusyError when the lock is not free within WAIT_SECONDS, NoSiteError without a row.
    """
    _leave_read()
    with _turn(db.engine):
        try:
            yield _lock(site)
            db.session.commit()
        except OperationalError as error:
            db.session.rollback()
            raise (SiteBusyError() if _is_busy(error) else error) from error
        except BaseException:
            db.session.rollback()
            raise


def _leave_read() -> None:
    """End the reading transaction, so that the lock sees the newest rows."""
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("write() inside write()")
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made before the site was locked")
    session.commit()


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Queue for SQLite's only writer fairly: its own busy handler sleeps ever longer."""
    session = db.session()
    if engine.dialect.name != "sqlite":
        session.info["writing"] = True
        try:
            yield
        finally:
            session.info.pop("writing", None)
        return
    until = time.monotonic() + WAIT_SECONDS
    if not _mutex.acquire(timeout=WAIT_SECONDS):
        raise SiteBusyError
    session.info["writing"] = True
    try:
        with _file_lock(engine.url.database, until):
            yield
    finally:
        session.info.pop("writing", None)
        _mutex.release()


@contextmanager
def _file_lock(database: str | None, until: float) -> Iterator[None]:
    """Hold the lock file beside the database: the mutex between processes.

    Raises SiteBusyError when it is not free at `until` (monotonic seconds).
    """
    if not database or database == ":memory:":
        yield
        return
    handle = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while not _locked(handle):
            if time.monotonic() >= until:
                raise SiteBusyError
            time.sleep(LOOK_SECONDS)
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Take the lock file if nobody has it: flock itself knows no limit to its patience."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock(site: int) -> "Site":
    """Begin a writing transaction and read the site's row under its lock."""
    from desk.tables.site import Site

    connection = db.session.connection(execution_options={"vestibule_write": True})
    query = select(Site).where(Site.id == site).execution_options(populate_existing=True)
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
        query = query.with_for_update()
    row = db.session.execute(query).scalar_one_or_none()
    if row is None:
        raise NoSiteError(site)
    return row


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Make commits durable and readers free of writers."""
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={WAIT_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take SQLite's write lock at once when writing: an upgrade later could not wait."""
    writing = connection.get_execution_options().get("vestibule_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _is_busy(error: OperationalError) -> bool:
    """Tell waiting in vain from a database that is broken."""
    cause: Any = error.orig
    if getattr(cause, "sqlstate", None) in _RETRY_STATES:
        return True
    return isinstance(cause, sqlite3.OperationalError) and "locked" in str(cause)
