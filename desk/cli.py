"""Commands of the house: a site, its staff, enrolment codes, the demonstration."""

from __future__ import annotations

from collections.abc import Mapping

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import inspect

from desk import demo, devices, operators, pins, reference
from desk.config import ROOT
from desk.db import db, write
from desk.demo.team import TEAM
from desk.errors import Refusal
from desk.settings import fits
from desk.tables import Site, Staff
from desk.time import now_ms

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
        from flask_migrate import upgrade

        upgrade(str(ROOT / "migrations"))


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
@click.option("--password", default="", help="Else one is made that works once.")
def create_command(name: str, site: int, zone: str, login: str, person: str, password: str) -> None:
    """Create an empty site with its name, zone and first administrator."""
    prepare()
    if db.session.get(Site, site) is not None:
        raise click.ClickException(f"there is a site {site} already")
    admin = Staff(site=site, id="u01", name=person, roles=["administrator"], login=login.casefold())
    admin.password_once = not password
    password = password or pins.fresh_password(admin.login or "")
    try:
        settings = {"site_name": {"en": name}, "zone": zone}
        begin(site, admin, password, settings)
    except Refusal as no:
        raise click.ClickException(f"refused: {no.code} {no.extra}") from no
    click.echo(f"{name} is site {site}; sign in at the office as {admin.login}.")
    if admin.password_once:
        click.echo(f"One-time password, shown now and never again: {password}")


def begin(site: int, admin: Staff, password: str, settings: Mapping[str, object]) -> None:
    """Make a site that somebody can sign in to, or nothing; raise Refusal."""
    if pins.weak_password(password, admin.login or ""):
        raise Refusal("weak_password", 400, field="password")
    for key, value in settings.items():
        if not fits(key, value):
            raise Refusal("invalid", 400, field=key)
    admin.password = pins.seal(password, operators.pepper())
    db.session.add(Site(id=site))
    db.session.commit()
    with write(site) as row:
        for key, value in settings.items():
            reference.put_setting(row, key, value)
        reference.touch(row, admin)
        reference.put_hours(row, now_ms())
        reference.audit(site, "site.create")


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    for command in (demo_command, device_group, site_group):
        app.cli.add_command(command)
