"""Tell whoever started the house how to get in."""

from __future__ import annotations

import click
from flask import Flask

from desk import demo
from desk.demo.team import TEAM
from desk.serve.processes import Listener


def show(app: Flask, listeners: list[Listener]) -> None:
    """Print the addresses, the demonstration's staff, and the way for a second device."""
    home, *network = listeners
    click.echo(f"\n  Vestibule is at {home.url}\n")
    if app.config["DEMO"] and demo.is_demo():
        staff()
    click.echo("  A second device:")
    for line in network_lines(home, network):
        click.echo(f"    {line}")
    click.echo("\n  Ctrl-C ends it. Nothing that was saved is lost.\n")


def staff() -> None:
    """Print who works at the demonstration house."""
    for member in TEAM:
        office = f"office: {member.login} / {member.password}" if member.login else ""
        click.echo(
            f"    {member.id:4} PIN {member.pin}  {member.roles[0]:14} {member.name:18} {office}"
        )
    click.echo("")


def network_lines(home: Listener, network: list[Listener]) -> list[str]:
    """Say how another device gets in."""
    if not network:
        return [
            f"on this machine: open {home.url} in another browser profile",
            "on the network: start again with LAN=1 (a tablet wants HTTPS to keep anything)",
        ]
    away = network[0].url
    return [
        f"1. open {home.url}/trust here and scan its QR with the tablet,",
        f"   or open {away}/trust there",
        "2. trust the certificate once, as that page says",
        f"3. make a code at {home.url} (Office, Devices), and type or scan it at {away}",
    ]
