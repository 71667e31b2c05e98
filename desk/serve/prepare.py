"""Bring tables, demonstration, fonts and pages up to date; each step is quick the second time."""

from __future__ import annotations

import click
from flask import Flask
from flask_migrate import upgrade

from desk import demo, fonts, pages


def everything(app: Flask) -> None:
    """Do what must be done before the first request."""
    upgrade()
    if app.config["DEMO"]:
        demo.fill()
    fonts.build()
    click.echo("Building the pages")
    pages.build(app, app.config["SITE_BUILD"])
