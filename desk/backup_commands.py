"""`flask backup` and `flask restore`."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask

from desk.backup import BackupError, backup, default_path, prune, restore

where = click.Path(path_type=Path, dir_okay=False)


@click.command("backup")
@click.argument("path", type=where, required=False)
def backup_command(path: Path | None) -> None:
    """Write a backup and read it back; without a path, into the data folder."""
    target = path or default_path()
    try:
        safe = backup(target)
    except BackupError as error:
        raise click.ClickException(f"the backup cannot be trusted: {error}") from error
    for site, seq in safe.items():
        click.echo(f"site {site} is safe up to {seq}")
    if path is None:
        prune(target.parent, datetime.now(UTC))
    click.echo(str(target))


@click.command("restore")
@click.argument("path", type=where)
@click.confirmation_option(prompt="Everything in the database is replaced. Go on?")
def restore_command(path: Path) -> None:
    """Replace the database by a backup, begin a new epoch and purge again."""
    try:
        epochs = restore(path)
    except (BackupError, zipfile.BadZipFile, OSError) as error:
        raise click.ClickException(str(error)) from error
    for site, epoch in epochs.items():
        click.echo(f"site {site} begins epoch {epoch}; devices send again what came after")


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    for command in (backup_command, restore_command):
        app.cli.add_command(command)
