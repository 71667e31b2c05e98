"""`flask export`: a register as CSV or XLSX, on standard output or into a file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import IO

import click
from flask import Flask

from desk import exporting, period, sheets
from desk.db import db
from desk.errors import Refusal
from desk.i18n import LOCALES
from desk.reference import setting
from desk.register import registers
from desk.tables import Site


@click.command("export")
@click.argument("register")
@click.option("--from", "first", required=True, help="First day, YYYY-MM-DD.")
@click.option("--to", "last", required=True, help="Last day, YYYY-MM-DD.")
@click.option("--lang", type=click.Choice(tuple(LOCALES)), default="en")
@click.option("--csv", "kind", flag_value="csv", default="csv")
@click.option("--xlsx", "kind", flag_value="xlsx")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None)
@click.option("--without-personal", is_flag=True, help="Leave out who it was.")
@click.option("--site", type=int, default=1)
def export_command(
    register: str, first: str, last: str, lang: str, kind: str, out: Path | None,
    without_personal: bool, site: int,
) -> None:  # fmt: skip
    """Write a register's records of a period as a table."""
    if db.session.get(Site, site) is None:
        raise click.ClickException(f"no site {site}")
    known = registers()
    if register not in known:
        raise click.ClickException(f"no register {register}: there are {', '.join(known)}")
    try:
        days = period.read(first, last, setting(site, "zone"))
    except Refusal as fault:
        raise click.ClickException(f"no period: look at --{fault.extra['field']}") from fault
    wish = exporting.Wish(site, known[register], days, lang, not without_personal)
    exporting.note(wish, kind, "", "")
    with click.open_file(str(out or "-"), "wb") as file:
        put(wish, kind, file)


def put(wish: exporting.Wish, kind: str, file: IO[bytes]) -> None:
    """Write the table."""
    if kind == "csv":
        for line in sheets.csv_lines(exporting.table(wish)):
            file.write(line.encode())
        return
    with sheets.workbook([(wish.register.name, exporting.table(wish))]) as made:
        shutil.copyfileobj(made, file)


def register_commands(app: Flask) -> None:
    """Add the command of this module."""
    app.cli.add_command(export_command)
