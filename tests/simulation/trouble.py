"""What goes wrong at the tablets, and what the office does meanwhile."""

from tests.simulation.people import PEOPLE, People

MINUTE, DAY = 60_000, 86_400_000
SKEWS = (0, 10 * MINUTE, -10 * MINUTE, DAY, -DAY)
SETTINGS: tuple[tuple[str, object], ...] = (
    ("closing", "21:30"),
    ("closing", "23:00"),
    ("site_name", {"en": "Court"}),
    ("closed_days", 7),
)
TROUBLES = (
    "killed_saving", "killed_syncing", "restarted", "power_cut", "disk_ill", "disk_full",
    "key_lost", "clock", "clock_1970", "summer_time", "frozen_tab", "offline", "one_way",
    "flapping", "sessions_lost", "wiped", "set_back", "old_shell", "updated_mid_form",
    "late_arrival", "backup", "restore", "revoked", "rejoined", "tick", "released", "rolled_back",
    "deployed", "erased", "purged", "roles_changed", "setting_changed", "room_changed",
    "keys_rotated",
)  # fmt: skip


class Trouble(People):
    """Each method lets one thing go wrong; False: it could not, just now."""

    def break_something(self, name: str) -> None:
        """Let one thing go wrong that is not the network's usual fault."""
        self.suffer(self.random.choice(TROUBLES), name)

    def suffer(self, fault: str, name: str) -> bool:
        """Let a certain thing go wrong; tell whether it could."""
        happened = getattr(self, f"_{fault}")(name) is not False
        self.fired[fault] += happened
        return happened

    # The tablet's processes

    def _killed_saving(self, name: str) -> bool:
        return bool(self.work(name, kill=self.random.randrange(8))["killed"])

    def _killed_syncing(self, name: str) -> bool:
        return bool(self.sync(name, kill=self.random.randrange(12))["killed"])

    def _restarted(self, name: str) -> None:
        tab = self.random.choice(self.tabs[name])
        self.do("close", c=name, tab=tab)
        self.reopen(name, tab)

    def _frozen_tab(self, name: str) -> None:
        self.do("set", c=name, hold=True)

    def _old_shell(self, name: str) -> None:
        tab = self.random.choice(self.tabs[name])
        (self.old.discard if (name, tab) in self.old else self.old.add)((name, tab))
        self.do("close", c=name, tab=tab)
        self.reopen(name, tab)

    def _updated_mid_form(self, name: str) -> None:
        """Park a form, let another shell start, and save what was parked."""
        tab = self.tabs[name][0]
        act = self._arrival()
        form = self.do("park", c=name, tab=tab, op="alice", form=act)["id"]
        self._old_shell(name)
        self.do("close", c=name, tab=tab)
        self.reopen(name, tab)
        kept = {one["id"]: one for one in self.do("parked", c=name, tab=tab)["forms"]}
        assert form in kept, f"a parked form is gone from {name}"
        act = {key: kept[form][key] for key in act}
        said = self.do("act", c=name, tab=tab, op="bo", acts=[act], unpark=form, kill=None)
        self.note(name, said["saved"], "bo")
        left = self.do("parked", c=name, tab=tab)["forms"]
        assert form not in {one["id"] for one in left}, f"a saved form is still parked on {name}"

    # Its disk and its key

    def _power_cut(self, name: str) -> None:
        lost = self.do("cut", c=name)["lost"]
        self.fired["power_cut_lost"] += lost > 0  # what a pull or a receipt had brought
        self.reopen_all(name)

    def _disk_ill(self, name: str) -> bool:
        kind = self.random.choice(("dead", "unknown", "aborted"))
        hit = self._ill(name, kind, self.random.choice((1, 1, 2, 3, 9)))
        self.fired[f"disk_{kind}"] += hit
        return hit

    def _disk_full(self, name: str) -> bool:
        return self._ill(name, "full", 1_000_000)

    def _ill(self, name: str, kind: str, count: int) -> bool:
        """Work with an ill disk; what could not be saved must not be there in part."""
        before = self.see(name)["n"]
        self.do("set", c=name, ill={"kind": kind, "count": count})
        said = (self.work if self.random.random() < 0.7 else self.sync)(name)
        self.do("set", c=name, ill={"kind": kind, "count": 0})
        if said["failed"] and "saved" in said:
            assert self.see(name)["n"] == before, f"{name} saved what it said it could not"
            self.fired["told_broken"] += 1
        return bool(said["hit"])

    def _key_lost(self, name: str) -> None:
        self.do("set", c=name, keyless=True)
        self.work(name)
        self.do("set", c=name, keyless=False)

    def _wiped(self, name: str) -> bool:
        # A tablet enrolled after the backup would be unknown to a house that was restored.
        if self.house.saved is not None or len(self.gone) > 1 or len(self.living) < 2:
            return False
        self.do("wipe", c=name)
        self.gone.add(name)
        self.join(f"{name}x", self.house.kinds[name], self.site(name))
        return True

    def _set_back(self, name: str) -> bool:
        """Copy a device's storage, or put the copy of some time ago in its place."""
        if name not in self.copied:
            self.do("copy", c=name)
            self.copied[name] = set(self.promised[name])
            return False
        if self.house.former.get(name):  # the copy is of a device that it no longer is
            return False
        self.do("putBack", c=name)
        self.reopen_all(name)
        self.set_back.add(name)
        # What was saved since, and not handed in, went with the storage.
        self.promised[name] = self.copied.pop(name)
        return True

    # Its clock and its network

    def _clock(self, name: str) -> None:
        self.do("set", c=name, skew=self.random.choice(SKEWS))

    def _clock_1970(self, name: str) -> None:
        self.do("set", c=name, skew=-self.house.clock.ms + self.random.randrange(DAY))

    def _summer_time(self, name: str) -> None:
        self.do("set", c=name, zone=self.random.choice((480, 540, 60, 120)))

    def _offline(self, name: str) -> None:
        cut = self.house.network.offline
        (cut.discard if name in cut else cut.add)(name)

    def _one_way(self, name: str) -> None:
        cut = self.house.network.one_way
        (cut.discard if name in cut else cut.add)(name)

    def _flapping(self, name: str) -> None:
        period, clock = self.random.randrange(1000, 10_000), self.house.clock
        self.house.network.flapping[name] = lambda: clock.ms // period % 2 == 0

    def _sessions_lost(self, _: str) -> None:
        self.house.forget_sessions()

    def _late_arrival(self, _: str) -> None:
        self.house.network.deliver_late()

    # The office

    def _backup(self, _: str) -> None:
        self.house.backup()

    def _restore(self, _: str) -> bool:
        if self.house.saved is None:
            return False
        self.house.restore()
        return True

    def _revoked(self, name: str) -> bool:
        if self.house.saved is not None or self.house.revoked(name):
            return False
        self.house.revoke(name, self.random.choice((None, None, 1)))
        return True

    def _rejoined(self, name: str) -> bool:
        """Let a revoked tablet join again, as another device with the same queue."""
        if self.house.saved is not None or not self.house.revoked(name):
            return False
        return self.rejoin(name)

    def rejoin(self, name: str) -> bool:
        """Use a code at a tablet; False when its answer was lost on the way."""
        tab, code = self.tabs[name][0], self.house.code(name)
        for _ in range(3):
            done = self.do("enrol", c=name, tab=tab, code=code)
            if done["ok"]:
                self.house.joined(name, done["device"])
                self.copied.pop(name, None)
                return True
        self.house.network.offline.discard(name)
        return False

    def _weeks_passed(self, _: str) -> None:
        """Let weeks or months pass: closed records leave the tablets, values go."""
        self.tick(self.random.choice((15, 200)) * DAY)
        self.house.tick()
        self.house.purge()

    def _tick(self, _: str) -> None:
        self.house.tick()

    def _released(self, name: str) -> bool:
        return self.house.release(self.site(name)) > 0

    def _rolled_back(self, _: str) -> None:
        self.house.network.server.roll_back("leave", "correct")

    def _deployed(self, _: str) -> bool:
        server = self.house.network.server
        if not server.withdrawn:
            return False
        server.deploy()
        self.house.tick()
        return True

    def _erased(self, name: str) -> bool:
        known = self.known(name)
        return bool(known) and self.house.erase(self.site(name), self.random.choice(known)) > 0

    def _purged(self, _: str) -> None:
        self.house.purge()

    def _roles_changed(self, name: str) -> None:
        roles: list[str] = self.random.choice((["guard"], ["receptionist"], ["supervisor"], []))
        self.house.change_roles(self.site(name), self.random.choice(PEOPLE[:3]), roles)

    def _setting_changed(self, name: str) -> None:
        key, value = self.random.choice(SETTINGS)
        self.house.change_setting(self.site(name), key, value)

    def _room_changed(self, name: str) -> None:
        self.house.rename(self.site(name), "r1", self.random.choice(("12C", "顶楼", "")))

    def _keys_rotated(self, _: str) -> None:
        for _times in range(self.random.choice((1, 1, 2))):
            self.house.rotate_key()
