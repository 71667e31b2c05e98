"""`flask roles`: who may do what, as a table, from the code into docs/roles.md."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask

from desk.actions import Action, allowed
from desk.config import ROOT
from desk.register import Register, registers
from desk.roles import ROLES

PAGE = ROOT / "docs" / "roles.md"
HEAD = """# Roles

Who may do what, made from the code by `flask roles --write`; a test keeps it fresh. An action
marked "online" is a decision that needs the newest state; all others also work without a network.
What happened at the desk is never refused: done by somebody else, it is kept and flagged.
Everyone may take back the own last action within a minute.
"""


def page() -> str:
    """Return docs/roles.md."""
    return "\n".join([HEAD, *_shown(), *_tables()])


def _shown() -> Iterator[str]:
    yield "| role | is shown |\n|---|---|"
    for role in ROLES:
        yield f"| {role.title} | {', '.join(role.shown)} |"
    yield ""


def _tables() -> Iterator[str]:
    for register in registers().values():
        yield f"## {register.title}\n"
        yield "| action | " + " | ".join(str(role.title) for role in ROLES) + " |"
        yield "|---|" + "---|" * len(ROLES)
        yield from (_row(register, action) for action in register.table.values())
        yield ""


def _row(register: Register, action: Action) -> str:
    online = " (online)" if action.nature == "online" else ""
    ticks = ("yes" if allowed(action, [role.name]) else "" for role in ROLES)
    name = f"{action.title} `{register.name}.{action.name}`{online}"
    return f"| {name} | {' | '.join(ticks)} |"


@click.command("roles")
@click.option("--write", is_flag=True, help="Write docs/roles.md.")
@click.option("--check", is_flag=True, help="Fail when docs/roles.md is not up to date.")
def roles_command(write: bool, check: bool) -> None:
    """Print who may do what."""
    keep(PAGE, page(), write, check)


def keep(path: Path, text: str, write: bool, check: bool) -> None:
    """Print a generated page, write it, or fail when the file differs."""
    if write:
        path.write_text(text, "utf-8")
    elif check and (not path.exists() or path.read_text("utf-8") != text):
        raise click.ClickException(f"docs/{path.name} is not up to date: write it anew")
    elif not check:
        click.echo(text)


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    app.cli.add_command(roles_command)
