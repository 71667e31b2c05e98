"""`flask pass`: what a code says, who signed it, and what a gate would make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click
from flask import Flask
from flask.cli import AppGroup

from desk.db import db
from desk.devices import by_key
from desk.gate import claims, issuers, kinds, signed, verdict, words
from desk.reference import setting
from desk.tables import Site
from desk.time import now_ms

EXITS = {"green": 0, "red": 1, "amber": 2}

group = AppGroup("pass", help="Look into the codes of passes.")


@group.command("inspect")
@click.argument("text")
@click.option("--site", type=int, default=1, help="The site at whose gate it is shown.")
@click.option("--gate", type=click.IntRange(1), help="That gate's number; else the pass's own.")
@click.option(
    "--at", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="When, by the site's clock; else now."
)
def inspect_command(text: str, site: int, gate: int | None, at: datetime | None) -> None:
    """Say what a code (FD1:…) claims and what comes of it; exit 1 when red, 2 when amber.

    It is judged by the keys that the server knows: a gate without a network may know older ones.
    """
    row = db.session.get(Site, site)
    if row is None:
        raise click.ClickException(f"no site {site}")
    zone = ZoneInfo(setting(site, "zone"))
    now = now_ms() // 1000 if at is None else int(at.replace(tzinfo=zone).timestamp())
    where = verdict.Gate(site, now, gate)
    look = verdict.Look(issuers.of_site(row, now), where, kinds.KINDS)
    found = verdict.judge(text, look)
    if gate is None and found.claims is not None:
        look = replace(look, gate=replace(where, gate=found.claims.gate))
        found = verdict.judge(text, look)
    for line in (*_signer(text, look), *_claims(found.claims, zone), *_verdict(found)):
        click.echo(line)
    raise click.exceptions.Exit(EXITS[found.colour])


def _signer(text: str, look: verdict.Look) -> Iterator[str]:
    try:
        sealed = signed.read(text)
    except signed.Unreadable:
        return
    key = verdict.signer(sealed, look.trust)
    if key is None:
        yield f"Says that the key {sealed.kid.hex()} signed it, which cannot be shown."
    elif device := by_key(key.public, look.gate.site):
        yield f"Signed by {device.name} ({device.letters}), a {device.kind} device, key {key.kid}."


def _claims(found: claims.Claims | None, zone: ZoneInfo) -> Iterator[str]:
    if found is None:
        yield "What it says is not shown: nobody whom this house knows stands by it."
        return
    since, until = (
        datetime.fromtimestamp(at, UTC).astimezone(zone) for at in (found.since, found.until)
    )
    yield f"{kinds.NAMES.get(found.kind, f'pass of kind {found.kind}')}, id {found.id.hex()}"
    yield f"  site {found.site}, {f'gate {found.gate}' if found.gate else 'any gate'}"
    yield f"  holds from {since:%Y-%m-%d %H:%M} until {until:%Y-%m-%d %H:%M} ({zone.key})"
    for name, value in (("plate", found.plate), ("bearer", found.holder)):
        if value:
            yield f"  {name} {_printable(value)}"
    if found.count:
        yield f"  {found.count} lines of goods, digest {found.digest.hex()}"
    for name, quantity in found.lines:
        yield f"    {quantity} x {_printable(name)}"
    if missing := found.count - len(found.lines):
        yield f"    and {missing} more, which stand on the paper alone"


def _verdict(found: verdict.Verdict) -> Iterator[str]:
    yield words.COLOURS[found.colour]
    for reason in found.reasons:
        yield f"  {reason}: {words.REASONS[reason]}"


def _printable(text: str) -> str:
    """Return a text that moves no terminal's cursor."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    app.cli.add_command(group)
