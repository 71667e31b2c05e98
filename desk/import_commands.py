"""`flask import`: bring in what the house keeps lists of from CSV or XLSX."""

from pathlib import Path

import click
from flask import Flask

from desk.db import db
from desk.errors import Refusal
from desk.importing import plan
from desk.importing.plaintext import ENCODINGS
from desk.importing.problems import unreadable
from desk.importing.sheet import Unreadable, read
from desk.tables import Site

BAD = 1  # exit code


class KindOfList(click.ParamType[str]):
    """Name a kind of list; the registers' own are known once the house is."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the kind; fail with those that there are."""
        if value not in plan.kinds():
            self.fail(f"{value!r} is none of {', '.join(plan.kinds())}", param, ctx)
        return value


@click.command("import")
@click.argument("kind", type=KindOfList())
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--site", type=int, default=1)
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--encoding", type=click.Choice(tuple(ENCODINGS)), default=None,
              help="Of a CSV file whose characters came out wrong.")  # fmt: skip
@click.option("--make-rooms", is_flag=True, help="Make the rooms that a list of people names.")
def import_command(
    kind: str, path: Path, site: int, dry_run: bool, encoding: str | None, make_rooms: bool
) -> None:
    """Bring in a list of one kind; one bad line, and nothing is changed."""
    if db.session.get(Site, site) is None:
        raise click.ClickException(f"no site {site}")
    # Whoever has a shell on the house may do all that an administrator may.
    options = plan.Options(make_rooms=make_rooms, administers=True)
    try:
        made = plan.make(site, kind, read(path.read_bytes(), encoding or ""), options)
    except Unreadable as fault:
        raise click.ClickException(unreadable(fault)) from fault
    tell(made)
    if made.problems:
        click.echo(f"{len(made.problems)} problems: nothing was changed")
        raise click.exceptions.Exit(BAD)
    if dry_run:
        click.echo("nothing was changed: this was a dry run")
        return
    try:
        plan.carry_out(site, made, "", "")
    except Refusal as fault:
        raise click.ClickException("the house is busy: try again") from fault


def tell(made: plan.Plan) -> None:
    """Print how a file was read, each problem, and what changes."""
    where = f", sheet {made.sheet.name}" if made.sheet.name else ""
    click.echo(f"read as {made.sheet.encoding}{where}: {made.lines} lines")
    if made.unused:
        click.echo(f"columns without a use here: {', '.join(made.unused)}")
    for problem in made.problems:
        told = problem.shape()
        click.echo(f"line {told['line']}, {told['column']}: {told['value']!r}: {told['reason']}")
    click.echo(f"{made.added} new, {made.changed} changed, {made.same} as they were")
    for note in made.notes:
        told = note.shape()
        click.echo(f"note, line {told['line']}: {told['value']!r}: {told['reason']}")
    if made.rooms:
        click.echo(f"{len(made.rooms)} rooms made")


def register_commands(app: Flask) -> None:
    """Add the command of this module."""
    app.cli.add_command(import_command)
