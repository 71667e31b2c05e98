"""Run the whole house on one machine: `flask serve`, which bin/run calls."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import with_appcontext


@click.command("serve")
@click.option("--port", envvar="PORT", default=8000, show_default=True)
@click.option("--lan", envvar="LAN", type=bool, default=False, help="Serve tablets over HTTPS.")
@click.option("--https-port", envvar="HTTPS_PORT", type=int, help="Implies --lan; else 8443.")
@with_appcontext
def serve(port: int, lan: bool, https_port: int | None) -> None:
    """Make everything ready and serve it until Ctrl-C."""
    # Only this command needs what makes pages, fonts and certificates.
    from desk.serve import banner, prepare, processes

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    listeners = [processes.Listener("127.0.0.1", port)]
    if lan or https_port:
        listeners.append(processes.network(app.config["DATA"] / "tls", https_port or 8443))
    prepare.everything(app)
    processes.run(app, listeners, lambda: banner.show(app, listeners))


def register_commands(app: Flask) -> None:
    """Add the command of this package."""
    app.cli.add_command(serve)
