"""Commands of the house: a site, its staff, enrolment codes, the demonstration."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil

import click
from flask import Flask
from flask.cli import AppGroup
from flask_migrate import upgrade
from sqlalchemy import inspect

import desk
from desk import demo, devices, operators, reference
from desk.config import ROOT
from desk.db import db, write
from desk.demo.team import TEAM
from desk.errors import Refusal
from desk.tables import Site, Staff

device_group = AppGroup("device", help="Enrol tablets and phones.")
site_group = AppGroup("site", help="Set up a site and its first administrator.")


@click.command("demo")
def demo_command() -> None:
    """Fill the demonstration house and print who works there; safe to repeat."""
    prepare()
    try:
        fresh = demo.fill()
    except demo.NotDemo as no:
        raise click.ClickException(f"refused: {no}") from no
    click.echo("Jade Court 翠庭 is " + ("ready." if fresh else "there already."))
    for member in TEAM:
        office = f"   office: {member.login} / {member.password}" if member.login else ""
        click.echo(f"  {member.id}  PIN {member.pin}  {member.roles[0]:14} {member.name}{office}")


def prepare() -> None:
    """Make the tables when the database is new."""
    if not inspect(db.engine).has_table("site"):
        if (ROOT / "migrations" / "env.py").exists():
            upgrade(str(ROOT / "migrations"))
        else:
            db.create_all()


@device_group.command("code")
@click.option("--kind", type=click.Choice(sorted(devices.LETTERS)), default="desk")
@click.option("--name", default="")
@click.option("--site", type=int, default=1)
def code_command(kind: str, name: str, site: int) -> None:
    """Print a one-time code for a new device; it lives ten minutes."""
    if db.session.get(Site, site) is None:
        raise click.ClickException(f"there is no site {site}")
    click.echo(devices.make_code(site, kind, name, "")[0])


@site_group.command("create")
@click.argument("name")
@click.option("--site", type=int, default=1)
@click.option("--zone", default="Asia/Hong_Kong")
@click.option("--login", prompt=True)
@click.option("--person", prompt="Name of the administrator")
@click.password_option()
def create_command(name: str, site: int, zone: str, login: str, person: str, password: str) -> None:
    """Create a site with its name, zone and first administrator."""
    prepare()
    if db.session.get(Site, site) is not None:
        raise click.ClickException(f"there is a site {site} already")
    admin = Staff(site=site, id="u01", name=person, roles=["administrator"], login=login.casefold())
    db.session.add(Site(id=site))
    db.session.commit()
    try:
        with write(site) as row:
            reference.put_setting(row, "site_name", {"en": name})
            reference.put_setting(row, "zone", zone)
            reference.touch(row, admin)
        operators.set_password(admin, password, "", "")
    except Refusal as no:
        raise click.ClickException(f"refused: {no.code} {no.extra}") from no
    click.echo(f"{name} is site {site}; sign in at the office as {login.casefold()}.")


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    for command in (demo_command, device_group, site_group):
        app.cli.add_command(command)


def discover(app: Flask) -> None:
    """Let each module of the desk that has commands add them."""
    for module in pkgutil.iter_modules(desk.__path__, "desk."):
        if _has_commands(module.name):
            importlib.import_module(module.name).register_commands(app)


def _has_commands(name: str) -> bool:
    # By its text: importing all of the desk would load WeasyPrint for `flask --help`.
    spec = importlib.util.find_spec(name)
    origin = spec.origin if spec else None
    if origin is None or not origin.endswith(".py"):
        return False
    with open(origin, encoding="utf-8") as source:
        return "\ndef register_commands(" in source.read()
