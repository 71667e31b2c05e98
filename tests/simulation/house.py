"""A simulated house: the real application, its clock, devices with known keys, backups."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from desk import backup, keys
from desk.db import db
from desk.sync.held import reprocess
from desk.testing.devices import enter, present
from desk.testing.tablet import Key, Tablet
from tests.simulation.network import Network, Request
from tests.simulation.tablets import Json

START = 1_795_312_800_000  # ms UTC


class Clock:
    """Stand for the module `time` where the house asks for the hour."""

    def __init__(self) -> None:
        self.ms = START

    def time_ns(self) -> int:
        """Return the simulated time."""
        return self.ms * 1_000_000

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


class KnownKey(Key):
    """A key that is the same in every run of a seed."""

    def __init__(self, number: int) -> None:
        super().__init__()
        fresh = ec.derive_private_key(number, ec.SECP256R1())
        self.private = fresh
        numbers = fresh.public_key().public_numbers()
        self.raw = b"\x04" + numbers.x.to_bytes(32) + numbers.y.to_bytes(32)
        self.kid = keys.kid(self.raw)


@dataclass
class House:
    """The application and the devices that were enrolled in it."""

    app: Flask
    site: int
    clock: Clock
    network: Network
    seed: int
    folder: Path
    devices: dict[str, Tablet] = field(default_factory=dict)
    saved: Path | None = None

    def enrol(self, name: str) -> Json:
        """Give a tablet a place in the house; return what its store begins with."""
        number = len(self.devices) + 1
        tablet = Tablet(
            http=self.app.test_client(), id=f"d{number:08x}", site=self.site, letters=f"L{number}",
            key=KnownKey(self.seed * 1000 + number),
        )  # fmt: skip
        enter(tablet, "desk")
        present(tablet.http, tablet.key)
        self.devices[name] = tablet
        self.network.clients[name] = tablet.http
        card = {"id": tablet.id, "letters": tablet.letters, "kind": "desk", "name": name}
        return {"device": {**card, "site": self.site, "kid": tablet.key.kid}, "epoch": tablet.epoch}

    def answer(self, asked: Json) -> Json:
        """Answer a question of the tablets."""
        if asked["ask"] == "sign":
            return {"sig": self.devices[asked["c"]].key.sign(keys.unb64(asked["bytes"]))}
        request = Request(asked["c"], asked["method"], asked["path"], asked["body"])
        return self.network.fetch(request)

    def backup(self) -> None:
        """Keep a backup; the house now tells its tablets what is safe."""
        self.saved = self.folder / f"{self.seed}.zip"
        backup.backup(self.saved)

    def restore(self) -> None:
        """Lose everything since the backup."""
        assert self.saved is not None
        backup.restore(self.saved)
        db.session.remove()

    def forget_sessions(self) -> None:
        """Let every cookie be gone."""
        for tablet in self.devices.values():
            tablet.http.delete_cookie("__Host-vestibule", domain="desk.test")

    def settle(self) -> None:
        """Do what the tick does: let held entries go that need no longer wait."""
        reprocess(self.site, self.clock.ms)
