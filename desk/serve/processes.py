"""Keep the servers and the ticking thread alive, and end them together."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask

from desk.config import ROOT
from desk.serve import lan, tls

TICK_SECONDS = 30
PATIENCE_SECONDS = 10
THREADS = 8


@dataclass(frozen=True)
class Listener:
    """Where one server listens; with a certificate it speaks HTTPS."""

    bind: str
    port: int
    pair: tls.Pair | None = None
    name: str = "localhost"

    @property
    def url(self) -> str:
        """Return the address to type."""
        scheme, usual = ("https", 443) if self.pair else ("http", 80)
        return f"{scheme}://{self.name}" + ("" if self.port == usual else f":{self.port}")

    def answers(self) -> bool:
        """Tell whether somebody listens there already."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
                if self.pair:
                    context = ssl.create_default_context(cafile=str(self.pair.cert))
                    context.wrap_socket(line, server_hostname="localhost").close()
        except OSError:
            return False
        return True

    def command(self) -> list[str]:
        """Return gunicorn's command line: one process, since a second would only wait to write."""
        secure: list[str] = []
        if self.pair:
            secure = ["--certfile", str(self.pair.cert), "--keyfile", str(self.pair.key)]
        return [
            *(sys.executable, "-m", "gunicorn", "app:create_app()"),
            *("--config", "python:desk.serve.worker"),
            *("--bind", f"{self.bind}:{self.port}"),
            *("--worker-class", "gthread", "--threads", str(THREADS)),
            *("--log-level", "warning", "--no-control-socket", "--chdir", str(ROOT)),
            *secure,
        ]


def network(folder: Path, port: int) -> Listener:
    """Return the listener for tablets, with a certificate for our names on the network."""
    names = lan.names()
    return Listener("0.0.0.0", port, tls.certificate(folder, names), names[0])  # noqa: S104


def run(app: Flask, listeners: list[Listener], ready: Callable[[], None]) -> None:
    """Serve until one server ends or somebody presses Ctrl-C; call `ready` once all answer."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if taken := [str(each.port) for each in listeners if each.answers()]:
        raise SystemExit(f"Port {' and '.join(taken)} is taken; name another in PORT, HTTPS_PORT.")
    # Their own session: Ctrl-C reaches us alone, and we end them in good order.
    away = {"VESTIBULE_LAN_URL": next((each.url for each in listeners if each.pair), "")}
    servers = [
        subprocess.Popen(each.command(), env=os.environ | away, start_new_session=True)
        for each in listeners
    ]
    threading.Thread(target=tick, args=(app, stop), daemon=True).start()
    waiting = list(listeners)
    try:
        while not stop.wait(0.2):
            if any(server.poll() is not None for server in servers):
                raise SystemExit("A server ended; its reason is above.")
            if waiting and not (waiting := [each for each in waiting if not each.answers()]):
                ready()
    finally:
        stop.set()
        end(servers)


def tick(app: Flask, stop: threading.Event) -> None:
    """Do what is due, now and then, as `flask tick` does."""
    command = app.cli.get_command(click.Context(app.cli), "tick")
    while command is not None and command.callback is not None and not stop.wait(TICK_SECONDS):
        with app.app_context():
            try:
                command.callback()
            except Exception:
                app.logger.exception("the tick failed; it will be tried again")


def end(servers: list[subprocess.Popen[bytes]]) -> None:
    """Let each server finish its requests."""
    for server in servers:
        server.terminate()
    for server in servers:
        try:
            server.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
