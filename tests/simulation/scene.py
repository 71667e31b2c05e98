"""What a history is made of: a house, its tablets, chance, and what was promised to whom."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from desk.testing.people import SITE
from tests.simulation.house import House
from tests.simulation.tablets import Json, Tablets

MINUTE = 60_000
# Chances of the house's own, which no seed decides.
UNTOLD = ("epoch", "code", "shells", "server_key")


@dataclass
class Scene:
    """A house and its tablets; everything random comes from the seed."""

    house: House
    tablets: Tablets
    random: Random
    fired: Counter[str] = field(default_factory=Counter)
    trace: list[str] = field(default_factory=list)
    promised: dict[str, set[str]] = field(default_factory=dict)  # told to be saved, by tablet
    by: dict[str, str] = field(default_factory=dict)  # who saved an entry
    tabs: dict[str, list[str]] = field(default_factory=dict)
    old: set[tuple[str, str]] = field(default_factory=set)  # tabs with an older shell
    recs: dict[int, list[str]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)  # tablets whose storage was wiped
    copied: dict[str, set[str]] = field(default_factory=dict)  # promised when a copy was made
    set_back: set[str] = field(default_factory=set)  # tablets that counted some n twice
    paused: bool = False  # so long that closed records left the tablets

    @property
    def living(self) -> list[str]:
        """Name the tablets that still have their storage."""
        return [name for name in self.tabs if name not in self.gone]

    def do(self, command: str, **words: object) -> Json:
        """Run a command and keep what it said."""
        said = self.tablets.do(command, **words)
        if command not in ("look", "quiet", "parked"):
            told = sorted((name, word) for name, word in words.items() if name not in UNTOLD)
            self.trace.append(f"{command} {told} {said}")
        return said

    def join(self, name: str, kind: str = "desk", site: int = SITE) -> None:
        """Enrol a tablet and open it in one to four tabs."""
        card = self.house.enrol(name, kind, site)
        self.promised[name] = set()
        count = self.random.choice((1, 1, 1, 2, 2, 4))
        self.tabs[name] = ["a", "b", "c", "d"][:count]
        for tab in self.tabs[name]:
            self.do("open", c=name, tab=tab, seed=self.random.getrandbits(31), **card)

    def reopen(self, name: str, tab: str) -> None:
        """Start a tab again on the same disk."""
        self.do("open", c=name, tab=tab, shell="old" if (name, tab) in self.old else "now")

    def reopen_all(self, name: str) -> None:
        """Start a tablet again."""
        for tab in self.tabs[name]:
            self.reopen(name, tab)

    def site(self, name: str) -> int:
        """Tell where a tablet is."""
        return self.house.devices[name].site

    def known(self, name: str) -> list[str]:
        """Name the records of a tablet's site, oldest first."""
        return self.recs.setdefault(self.site(name), [])

    def see(self, name: str) -> Json:
        """Look at all that a tablet shows and keeps."""
        return self.do("look", c=name, tab=self.tabs[name][0])

    def note(self, name: str, saved: list[Json] | None, op: str) -> None:
        """Note what a tablet has promised."""
        for row in saved or ():
            if row.get("id") and row["status"] in ("queued", "applied", "refused"):
                self.promised[name].add(row["id"])
                self.fired["entries"] += 1
                self.by[row["id"]] = op
                if row["no"]:
                    self.known(name).append(row["rec"])

    def tick(self, ms: int) -> None:
        """Let time pass for all."""
        self.house.clock.ms += ms
        self.do("tick", ms=ms)
