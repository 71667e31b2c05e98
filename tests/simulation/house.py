"""A simulated house: two instances over one database, its clock, two sites, their devices."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from sqlalchemy import select

from desk import ageing, backup, config, devices, keys, lapsing, purge, reference, server_keys
from desk.db import db, write
from desk.sync import held
from desk.tables import Device, Room, Setting, Site, Staff
from desk.testing.devices import enter, present
from desk.testing.people import SITE
from desk.testing.tablet import Key, Tablet
from tests.simulation.network import Network, Request
from tests.simulation.past import Past, Values
from tests.simulation.tablets import Json

START = 1_795_312_800_000  # ms UTC
OTHER = 2  # the second site
# The same names as at the first site, and other people.
NEIGHBOURS = {"alice": ["guard"], "bo": ["receptionist"], "carmen": ["shift_leader"]}
KIND_LETTERS = {"desk": "L", "gate": "G"}


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
        fresh = ec.derive_private_key(number, ec.SECP256R1())
        numbers = fresh.public_key().public_numbers()
        self.private = fresh
        self.raw = b"\x04" + numbers.x.to_bytes(32) + numbers.y.to_bytes(32)
        self.kid = keys.kid(self.raw)


@dataclass
class House:
    """The application and the devices that were enrolled in it."""

    apps: list[Flask]
    clock: Clock
    network: Network
    seed: int
    folder: Path
    past: Past = field(default_factory=Past)
    values: Values = field(default_factory=Values)
    devices: dict[str, Tablet] = field(default_factory=dict)
    former: dict[str, list[Tablet]] = field(default_factory=dict)  # what a tablet was before
    kinds: dict[str, str] = field(default_factory=dict)
    keys: list[KnownKey] = field(default_factory=list)
    sites: tuple[int, ...] = (SITE,)
    saved: Path | None = None

    def __post_init__(self) -> None:
        for app in self.apps:
            app.config["SERVER_KEY"] = config.PEM.findall(str(app.config["SERVER_KEY"]))[-1]

    def rotate_key(self) -> None:
        """Let another key sign from now on; the first stays the last of them."""
        fresh = config.new_key() + str(self.apps[0].config["SERVER_KEY"])
        for app in self.apps:
            app.config["SERVER_KEY"] = fresh
        server_keys.adopt(self.clock.ms)

    def furnish(self) -> None:
        """Lay out a second site."""
        self.sites = (SITE, OTHER)
        db.session.add(Site(id=OTHER))
        db.session.commit()
        with write(OTHER) as site:
            reference.touch(site, Room(id="r1", name="3A", tower="2", floor="3"))
            reference.touch(site, Setting(id="zone", value="Europe/Madrid"))
            for op, roles in NEIGHBOURS.items():
                reference.touch(site, Staff(id=op, name=op, roles=roles, lang="es"))

    def note(self) -> None:
        """Note who may do what, and by what times clocks go, from here on."""
        for site in self.sites:
            self.past.note(site)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Give out device ids by counting, so that a seed tells the same story twice."""
        numbers = count(self.seed * 1000 + 500)
        with patch.object(devices, "device_id", lambda: f"d{next(numbers):08x}"):
            yield

    # Devices

    def key(self) -> int:
        """Make another key; return its place."""
        self.keys.append(KnownKey(self.seed * 1000 + len(self.keys) + 1))
        return len(self.keys) - 1

    def enrol(self, name: str, kind: str = "desk", site: int = SITE) -> Json:
        """Give a tablet a place in the house; return what its store begins with."""
        key = self.key()
        with self.apps[0].app_context():
            letters = devices.next_letters(site, kind)
        tablet = Tablet(
            http=self.apps[0].test_client(), id=f"d{self.seed * 1000 + key + 1:08x}", site=site,
            letters=letters, key=self.keys[key],
        )  # fmt: skip
        enter(tablet, kind)
        present(tablet.http, tablet.key)
        self.devices[name], self.kinds[name] = tablet, kind
        self.network.clients[name] = tablet.http
        card = {"id": tablet.id, "letters": letters, "kind": kind, "name": name, "site": site}
        with self.apps[0].app_context():
            house = keys.public_jwk(keys.server_public())
        device = {**card, "kid": tablet.key.kid}
        return {"device": device, "key": key, "epoch": tablet.epoch, "server_key": house}

    def code(self, name: str) -> str:
        """Let the office make a code for a tablet that is to join again."""
        site = self.devices[name].site
        return devices.make_code(site, self.kinds[name], name, "dora")[0]

    def joined(self, name: str, card: Json) -> None:
        """Know a tablet as the device that it is now."""
        old = self.devices[name]
        self.former.setdefault(name, []).append(old)
        key = next(one for one in self.keys if one.kid == card["kid"])
        self.devices[name] = Tablet(old.http, card["id"], old.site, card["letters"], key)

    def revoke(self, name: str, trust_until: int | None) -> None:
        """End a device."""
        device = db.session.get_one(Device, self.devices[name].id, populate_existing=True)
        devices.revoke(device, "lost", trust_until, "dora")

    def revoked(self, name: str) -> bool:
        """Tell whether a device was ended; a restored backup may not know it any more."""
        query = select(Device.revoked_at).where(Device.id == self.devices[name].id)
        return db.session.scalar(query) is not None

    def answer(self, asked: Json) -> Json:
        """Answer a question of the tablets."""
        match asked:
            case {"ask": "sign", "key": key}:
                return {"sig": self.keys[key].sign(keys.unb64(asked["bytes"]))}
            case {"ask": "key"}:
                return {"key": self.key()}
            case {"ask": "card", "key": key}:
                return {"jwk": self.keys[key].jwk, "kid": self.keys[key].kid}
        request = Request(asked["c"], asked["method"], asked["path"], asked["body"])
        return self.network.fetch(request)

    # What the house does by itself, or the office has it do

    def backup(self) -> None:
        """Keep a backup; the house now tells its tablets what is safe."""
        self.saved = self.folder / f"{self.seed}.zip"
        backup.backup(self.saved)
        self.past.keep()

    def restore(self) -> None:
        """Lose everything since the backup."""
        assert self.saved is not None
        self.values.keep()
        backup.restore(self.saved)
        db.session.remove()
        self.past.restore()
        self.note()

    def forget_sessions(self) -> None:
        """Let every cookie be gone."""
        for http in self.network.clients.values():
            http.delete_cookie("__Host-vestibule", domain="desk.test")

    def tick(self) -> None:
        """Do what the tick does: let go what need no longer wait, and what is old."""
        for site in self.sites:
            held.reprocess(site, self.clock.ms)
            lapsing.lapse(site, self.clock.ms)
            ageing.retire(site, self.clock.ms)

    def purge(self) -> None:
        """Delete what is due, and again what was erased."""
        self.values.keep()
        for site in self.sites:
            purge.purge(site, self.clock.ms)

    def erase(self, site: int, record: str) -> int:
        """Erase one record's personal values, as somebody may ask."""
        self.values.keep()
        return purge.erase(site, record, self.clock.ms)

    def release(self, site: int) -> int:
        """Let everything that waits count on a manager's word; return how much could."""
        db.session.rollback()
        waits = [row.seq for row in held.waiting(site)]
        return sum(held.release(site, seq, "carmen", "") is not None for seq in waits)

    def change_roles(self, site: int, op: str, roles: list[str]) -> None:
        """Let somebody do another job from now on; without roles, leave."""
        with write(site) as row:
            member = db.session.get_one(Staff, (site, op), populate_existing=True)
            member.left_at = None if roles else self.clock.ms
            member.roles = roles or member.roles
            reference.touch(row, member)
        self.note()

    def change_setting(self, site: int, key: str, value: Any) -> None:
        """Change a setting, and the hours that follow from it."""
        reference.change_setting(site, key, value, "dora", "")
        self.note()

    def rename(self, site: int, room: str, name: str) -> None:
        """Rename a room, or take it away by an empty name."""
        with write(site) as row:
            found = db.session.get_one(Room, (site, room), populate_existing=True)
            found.name, found.deleted = name or found.name, not name
            reference.touch(row, found)
