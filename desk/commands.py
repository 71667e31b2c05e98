"""Find the commands of the house when one is asked for: a server that starts needs none."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from werkzeug.local import LocalProxy

import desk
from desk import config
from desk.db import db


class Commands(AppGroup):
    """Import the desk's modules that have commands before the first look at them."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name=app.name)
        self.app, self.found = app, False

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        self._discover()
        if cmd_name == "db":
            migrations(self.app)
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        self._discover()
        migrations(self.app)
        return super().list_commands(ctx)

    def _discover(self) -> None:
        if self.found:
            return
        self.found = True
        for module in pkgutil.iter_modules(desk.__path__, "desk."):
            if has_commands(module.name):
                importlib.import_module(module.name).register_commands(self.app)


def has_commands(name: str) -> bool:
    """Tell by a module's text: importing all of them would load WeasyPrint for `flask --help`."""
    spec = importlib.util.find_spec(name)
    origin = spec.origin if spec else None
    if origin is None or not origin.endswith(".py"):
        return False
    with open(origin, encoding="utf-8") as source:
        return "\ndef register_commands(" in source.read()


def init_app(app: Flask) -> None:
    """Give the app its commands and, behind `flask db`, its migrations; read neither yet."""
    app.cli = Commands(app)
    app.extensions["migrate"] = LocalProxy(lambda: migrations(app))


def migrations(app: Flask) -> Any:
    """Read Alembic, a third of a cold start, once somebody migrates; it adds `flask db`."""
    from flask_migrate import Migrate

    Migrate().init_app(app, db, str(config.ROOT / "migrations"), render_as_batch=True)
    return app.extensions["migrate"]
