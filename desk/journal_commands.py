"""`flask journal`: verify it, export it, write down its head."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import select

from desk import checkpoint, damage, journal_file, server_keys
from desk.db import db
from desk.tables import Journal, Site
from desk.verify import Report, verify

BROKEN, GAPS = 1, 2  # exit codes

group = AppGroup("journal", help="Verify, export and checkpoint a site's journal.")
where = click.Path(path_type=Path, dir_okay=False)


@group.command("verify")
@click.option("--site", type=int, default=None, help="One site; otherwise all of them.")
@click.option("--file", "path", type=where, help="A file made by `flask journal export`.")
@click.option("--checkpoint", "notes", type=where, multiple=True, help="A note kept elsewhere.")
@click.option("--against", multiple=True, help="From paper: 118:0f3a 91c2 … (16 digits or more).")
def verify_command(
    site: int | None, path: Path | None, notes: tuple[Path, ...], against: tuple[str, ...]
) -> None:
    """Verify the journal; exit 1 at a fault, 2 when only entries are missing or damage is known."""
    texts = [note.read_text("utf-8") for note in notes]
    try:
        papers = [checkpoint.typed(text) for text in against]
        if path is not None:
            found = {str(path): journal_file.verify_file(path, texts)}
            found[str(path)].faults += journal_file.unlike(journal_file.read(path), papers)
        else:
            found = {f"site {row.id}": _verify(row, texts, papers) for row in sites(site)}
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    for name, report in found.items():
        tell(name, report)
    if any(report.faults for report in found.values()):
        raise click.exceptions.Exit(BROKEN)
    if any(report.gaps or report.damage for report in found.values()):
        raise click.exceptions.Exit(GAPS)


def _verify(site: Site, texts: list[str], papers: list[tuple[int, str]]) -> Report:
    report = journal_file.verify_database(site)
    report.faults += journal_file.unlike(journal_file.named(site.id, papers), papers)
    publics = [span.public for span in server_keys.spans().values()]
    for text in texts:
        report.faults += journal_file.differs(site, checkpoint.read(text, publics))
    return report


@group.command("damage")
@click.option("--site", type=int, default=1)
@click.option("--reason", required=True, help="What happened; it stays in the journal for ever.")
def damage_command(site: int, reason: str) -> None:
    """Mark the rows that can no longer be proven, so that all others can be."""
    row = sites(site)[0]
    report = verify(journal_file.rows(row.id), journal_file.known(row))
    rows = [loose(one) for one in journal_file.rows(row.id)]
    end = rows[-1].seq if rows else 0
    if any(fault.seq > end for fault in report.faults):
        raise click.ClickException("The journal's end is gone: restore a backup instead.")
    bad = {fault.seq for fault in report.faults}
    found = list(damage.stretches(bad, [one.seq for one in rows]))
    if found:
        damage.mark(site, found, rows, reason)
    for one in found:
        click.echo(f"rows {one.first} to {one.last} are marked as damaged")
    if not found:
        click.echo("nothing is damaged")


def loose(row: Journal) -> Journal:
    """Copy a row out of the session: writing would read it anew."""
    return Journal(**{column.key: getattr(row, column.key) for column in Journal.__table__.columns})


@group.command("export")
@click.argument("path", type=where)
@click.option("--site", type=int, default=1)
def export_command(path: Path, site: int) -> None:
    """Write the journal to a file; it holds no personal value."""
    click.echo(f"{journal_file.write(sites(site)[0], path)} rows in {path}")


@group.command("checkpoint")
@click.option("--site", type=int, default=None)
def checkpoint_command(site: int | None) -> None:
    """Print the head of each journal, signed, and keep it in the data folder."""
    for row in sites(site):
        checkpoint.keep(row)
        click.echo(checkpoint.note(checkpoint.head(row)))


def sites(only: int | None) -> list[Site]:
    """Return one site or all; stop the command when there is none."""
    query = select(Site).order_by(Site.id)
    found = list(db.session.scalars(query if only is None else query.where(Site.id == only)))
    if not found:
        raise click.ClickException("there is no site" if only is None else f"no site {only}")
    return found


def tell(name: str, report: Report) -> None:
    """Print what was found, the first fault first."""
    if report.first is None:
        click.echo(f"{name}: {report.rows} rows, all as they were written")
    else:
        click.echo(f"{name}: {report.rows} rows, first bad seq {report.first}")
    for fault in sorted(report.faults)[:20]:
        click.echo(f"  {fault.seq}: {fault.what}")
    for one in report.damage:
        click.echo(f"  rows {one.first} to {one.last} are damaged, row {one.at} says: {one.reason}")
    for fault in sorted(report.damaged)[:20]:
        click.echo(f"    {fault.seq}: {fault.what}")
    for point in report.lost:
        click.echo(f"  checkpoint {point.seq} was beyond the backup that was restored")
    for dev, gaps in sorted(report.gaps.items()):
        lost = ", ".join(f"{low} to {high}" for low, high in gaps)
        click.echo(f"  {dev}: entries {lost} never came")


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    app.cli.add_command(group)
