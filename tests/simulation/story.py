"""One seed's history: what people do, what goes wrong, and that all is well in the end."""

from desk.register import export, registers
from tests.simulation.house import OTHER
from tests.simulation.malice import ATTACKS, Malice
from tests.simulation.tablets import Json
from tests.simulation.trouble import TROUBLES

HEAL_MS = 60_000  # I10
BEAT_MS = 5_000
CERTAIN = (*TROUBLES, "weeks_passed", *ATTACKS)
SHARED = 0.4  # of the histories have a second site on the same server
GOES = ("erased", "weeks_passed")  # after which values are deleted again


class Story(Malice):
    """A random history over a house and its tablets; everything random comes from the seed."""

    def begin(self, count: int) -> None:
        """Open the house and its tablets: a desk, others of either kind, perhaps a neighbour."""
        now = {name: export(register) for name, register in registers().items()}
        rows = now["visitors"]["actions"]
        kept = {name: row for name, row in rows.items() if name != "reprint"}
        old = {**now, "visitors": {**now["visitors"], "actions": kept}}
        self.do("boot", now=self.house.clock.ms, shells={"now": now, "old": old})
        shared = self.random.random() < SHARED
        if shared:
            self.house.furnish()
        self.house.note()
        self.join("t0")
        for number in range(1, count):
            self.join(f"t{number}", self.random.choice(("desk", "desk", "gate")))
        if shared:
            self.join("s0", self.random.choice(("desk", "gate")), OTHER)
        self.house.network.meanwhile = self._meanwhile

    def _meanwhile(self) -> None:
        self._erased("t0")
        self.house.purge()

    def play(self, steps: int) -> None:
        """Let people work and things break; one thing breaks for certain, in turn with the seed."""
        certain = CERTAIN[self.house.seed % len(CERTAIN)]
        for step in range(steps):
            self.tick(self.random.randrange(100, 40_000))
            name = self.random.choice(self.living)
            if certain and step > steps // 4 and self.suffer(certain, name):
                certain = ""
            else:
                deeds = (
                    self.work,
                    self.sync,
                    self.race,
                    self.settle,
                    self.break_something,
                    self.attack,
                )
                self.random.choices(deeds, (48, 16, 6, 5, 20, 5))[0](name)
            self.look(name)

    def look(self, name: str) -> None:
        """Hold I5: what this tablet saved and still keeps is in sight, whatever was pulled."""
        if name in self.gone:
            return
        hidden = self.do("hidden", c=name, tab=self.tabs[name][0])["entries"]
        hidden = [row for row in hidden if row["status"] != "rejected"]  # Office has it
        if (name, self.tabs[name][0]) in self.old:  # it cannot tell what it does not know
            hidden = [row for row in hidden if row["t"] != "visitors.reprint"]
        if self.fired["weeks_passed"] or self.fired["clock_1970"]:  # what is old may have left
            left = {row["rec"] for row in hidden if row.get("seq")}
            # Nor can a decision on it be seen that a power cut made wait again.
            hidden = [row for row in hidden if row["rec"] not in left]
        assert not hidden, f"I5: hidden on {name}: {hidden}"

    def heal(self) -> Json:
        """Mend everything and let at most a minute pass; return what each tablet then shows."""
        house = self.house
        house.network.heal()
        house.network.server.deploy()
        for name in self.living:
            self.do("set", c=name, hold=False)
            if house.revoked(name):
                assert self.rejoin(name), f"{name} cannot join again"
        for _ in range(HEAL_MS // BEAT_MS):
            self.tick(BEAT_MS)
            self._sync_all()
            house.tick()
            if not any(self._waits(name) for name in self.living):
                break
        if any(self.fired[name] for name in GOES) or house.network.fired["purged_meanwhile"]:
            house.purge()
        self._sync_all(force=True)
        return {name: self.see(name) for name in self.living}

    def _sync_all(self, **how: bool) -> None:
        for name in self.living:
            self.do("sync", c=name, tab=self.tabs[name][0], **how)

    def _waits(self, name: str) -> bool:
        return bool(self.do("quiet", c=name, tab=self.tabs[name][0])["queue"])
