"""`flask tick`: what the house does by itself. Run it as often as you like, on any machine."""

from collections.abc import Callable

import click
from flask import Flask
from sqlalchemy import select

from desk import ageing, checkpoint, disk, lapsing, purge, reference
from desk.clocks import told
from desk.db import db, write
from desk.messages import queueing, sending
from desk.register import registers
from desk.sync import held
from desk.tables import RunningClock, Site
from desk.time import DAY_MS, now_ms

HOUR_MS = 3_600_000


def tick(now: int) -> dict[str, int]:
    """Do what is due at `now` (ms) on every site; return what was done, by task."""
    done = {name: 0 for name, _ in TASKS}
    for site in db.session.scalars(select(Site.id).order_by(Site.id)).all():
        for name, task in TASKS:
            done[name] += task(site, now)
    return done


def climb(site: int, now: int) -> int:
    """Note how far up the ladder each overdue clock has come; the desks count by themselves."""
    clocks = {(r.name, clock.name): clock for r in registers().values() for clock in r.clocks}
    moved = 0
    for row in due(site, now):
        clock = clocks.get((row.reg, row.name))
        steps = told(clock, row.due, now) if clock else row.told
        if steps <= row.told:
            continue
        with write(site):
            row = db.session.get_one(RunningClock, (row.record, row.name), populate_existing=True)
            if row.stopped is None and steps > row.told:
                row.told = steps
                moved += 1
    return moved


def due(site: int, now: int) -> list[RunningClock]:
    """Return the clocks that run and whose first step may have come; one indexed question."""
    ahead = max((-m for r in registers().values() for c in r.clocks for m, _ in c.tell), default=0)
    query = select(RunningClock).where(
        RunningClock.site == site,
        RunningClock.stopped.is_(None),
        RunningClock.due <= now + max(0, ahead) * 60_000,
    )
    return list(db.session.scalars(query.order_by(RunningClock.due)))


def note_head(site: int, now: int) -> int:
    """Write a checkpoint when the last is an hour old and the journal has grown."""
    folder = checkpoint.folder(site)
    newest = max((path.stat().st_mtime for path in folder.glob("*.txt")), default=0)
    if now - newest * 1000 < HOUR_MS:
        return 0
    return int(checkpoint.keep(db.session.get_one(Site, site)) is not None)


def look_ahead(site: int, now: int) -> int:
    """Keep the working hours of the next ninety days on every device."""
    with write(site) as row:
        return int(reference.put_hours(row, now))


def purge_daily(site: int, now: int) -> int:
    """Purge once a day: a purge that finds nothing costs one question a field."""
    mark = purge.day_mark(site)
    day = str(now // DAY_MS)
    if mark.exists() and mark.read_text("utf-8") == day:
        return 0
    gone = purge.purge(site, now)
    mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark.write_text(day, "utf-8")
    return gone


TASKS: tuple[tuple[str, Callable[[int, int], int]], ...] = (
    ("climb", climb),
    ("queued", queueing.queue),
    ("sent", sending.send_due),
    ("hours", look_ahead),
    ("released", held.reprocess),
    ("lapsed", lapsing.lapse),
    ("aged", ageing.retire),
    ("purge", purge_daily),
    ("checkpoint", note_head),
)


@click.command("tick")
def tick_command() -> None:
    """Do what is due: climb, purge, look ahead, note the head."""
    done = tick(now_ms())
    if done["purge"]:
        disk.shrink()
    if any(done.values()):  # once a minute, and nearly always nothing
        click.echo(", ".join(f"{name} {count}" for name, count in done.items() if count))


def register_commands(app: Flask) -> None:
    """Add the commands of this module."""
    app.cli.add_command(tick_command)
