"""Run the chain of migrations on the database of the application that is running."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import context
from alembic.operations import MigrationScript
from sqlalchemy import Connection

from desk.db import db

HEAD = Path(__file__).with_name(".current-head")


def number(_context: Any, _revision: Any, scripts: list[MigrationScript]) -> None:
    """Give a new migration the next number; two branches that do so collide in `.current-head`."""
    if not getattr(context.config.cmd_opts, "autogenerate", False):
        return
    script = scripts[0]
    if script.upgrade_ops is not None and script.upgrade_ops.is_empty():
        scripts.clear()
        return
    newest = context.script.get_current_head()
    script.rev_id = f"{int(newest or 0) + 1:04d}"
    HEAD.write_text(f"{script.rev_id}\n", "utf-8")


@contextmanager
def free_of_checks(connection: Connection) -> Iterator[None]:
    """Let SQLite copy tables that others point to; a pragma works outside transactions only."""
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()


def run() -> None:
    """Bring the database from one version to another in one transaction."""
    with db.engine.connect() as connection, free_of_checks(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            process_revision_directives=number,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
