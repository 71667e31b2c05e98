"""One seed's history: what people do, what goes wrong, and that all is well in the end."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from desk.register import export, registers
from desk.testing.people import ROOMS
from tests.simulation.house import House
from tests.simulation.tablets import Json, Tablets

MINUTE = 60_000
HEAL_MS = 60_000  # I10
BEAT_MS = 5_000
ID = {"id_seen": "yes", "id_kind": "id_card", "purpose": "visit"}
MOVES = ("go_up", "sign_out", "leave", "return_slip", "take_back", "correct", "sign_out", "reprint")
PEOPLE = ("alice", "bo", "carmen", "", "ghost")


@dataclass
class Story:
    """A random history over a house and its tablets; everything random comes from the seed."""

    house: House
    tablets: Tablets
    random: Random
    fired: Counter[str] = field(default_factory=Counter)
    trace: list[str] = field(default_factory=list)
    promised: dict[str, set[str]] = field(default_factory=dict)  # told to be saved, by tablet
    tabs: dict[str, list[str]] = field(default_factory=dict)
    recs: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)  # tablets whose storage was wiped

    # Doing

    def do(self, command: str, **words: object) -> Json:
        """Run a command and keep what it said."""
        said = self.tablets.do(command, **words)
        if command != "look":
            # The epoch is the house's own chance, the one thing that no seed decides.
            told = sorted((name, word) for name, word in words.items() if name != "epoch")
            self.trace.append(f"{command} {told} {said}")
        return said

    def begin(self, count: int) -> None:
        """Open the house and its tablets."""
        exported = {name: export(register) for name, register in registers().items()}
        self.do("boot", now=self.house.clock.ms, registers=exported)
        for number in range(count):
            self.join(f"t{number}")

    def join(self, name: str) -> None:
        """Enrol a tablet and open it in one or two tabs."""
        card = self.house.enrol(name)
        self.promised[name] = set()
        self.tabs[name] = ["a", "b"] if self.random.random() < 0.4 else ["a"]
        for tab in self.tabs[name]:
            self.do("open", c=name, tab=tab, seed=self.random.getrandbits(31), **card)

    def tick(self, ms: int) -> None:
        """Let time pass for all."""
        self.house.clock.ms += ms
        self.do("tick", ms=ms)

    def play(self, steps: int) -> None:
        """Let people work and things break."""
        for _ in range(steps):
            self.tick(self.random.randrange(100, 40_000))
            name = self.random.choice(self.living)
            self.random.choices(
                (self.work, self.sync, self.race, self.break_something), (60, 20, 6, 14)
            )[0](name)
            self.look(name)

    @property
    def living(self) -> list[str]:
        """Name the tablets that still have their storage."""
        return [name for name in self.tabs if name not in self.gone]

    def work(self, name: str, kill: int | None = None) -> None:
        """Let somebody do something, perhaps for the last time on this tab."""
        tab = self.random.choice(self.tabs[name])
        acts = self._acts(name)
        op = self.random.choice(PEOPLE)
        said = self.do("act", c=name, tab=tab, op=op, acts=acts, kill=kill)
        self._note(name, said["saved"])
        if said["killed"]:
            self.reopen(name, tab)

    def sync(self, name: str, kill: int | None = None) -> None:
        """Let a tab sync, as the beat or a person would have it."""
        tab = self.random.choice(self.tabs[name])
        force = self.random.random() < 0.3
        if self.do("sync", c=name, tab=tab, force=force, kill=kill)["killed"]:
            self.reopen(name, tab)

    def race(self, name: str) -> None:
        """Let all tabs work at the same moment."""
        work: list[Json] = [{"tab": tab, "acts": self._acts(name)} for tab in self.tabs[name]]
        if self.random.random() < 0.3:
            work[-1] = {"tab": work[-1]["tab"]}
        said = self.do("race", c=name, op="alice", work=work)
        for saved in said["saved"]:
            self._note(name, saved)
        self.fired["tabs_race"] += len(work) > 1

    def reopen(self, name: str, tab: str) -> None:
        """Start a tab again on the same disk."""
        self.do("open", c=name, tab=tab)

    def _acts(self, name: str) -> list[Json]:
        if not self.recs or self.random.random() < 0.45:
            party = self.random.choice((1, 1, 1, 2, 4))
            return [self._arrival() for _ in range(party)]
        verb = self.random.choice(MOVES)
        rec = self.random.choice(self.recs[-12:])
        return [
            {"register": "visitors", "action": verb, "rec": rec, **self._words(name, verb, rec)}
        ]

    def _arrival(self) -> Json:
        waits = {"waits": "yes"} if self.random.random() < 0.3 else {}
        # Now and then a rule is broken: what happened at the desk is kept all the same.
        seen = ID if self.random.random() < 0.9 else {"id_kind": "nonsense"}
        room = self.random.choice(ROOMS)[0]
        person = {
            "name": f"张{self.random.randrange(99)}",
            "id_last4": "4821",
            "host_name": self.random.choice(("Mrs Chen", "Mrs Chen", "Mrs Chen", "")),
            "note": " two\tbags ",
        }
        values = {**seen, **waits, "room": room}
        return {"register": "visitors", "action": "sign_in", "values": values, "personal": person}

    def _words(self, name: str, verb: str, rec: str) -> Json:
        if verb == "take_back":
            record = next((one for one in self._see(name)["records"] if one["id"] == rec), None)
            undo = (record or {}).get("undo") or {}
            return {"values": {"entry": undo.get("entry", rec)}}
        if verb == "correct":
            changed = {"f:badge": f"B{self.random.randrange(9)}", "blank": ["company"]}
            return {"values": changed, "personal": {"name": "李四", "reason": "misread"}}
        if verb == "reprint":
            return {"values": {"document": "slip", "reason": "jam"}}
        return {}

    def _note(self, name: str, saved: list[Json] | None) -> None:
        for row in saved or ():
            if row["id"] and row["status"] == "queued":
                self.promised[name].add(row["id"])
                if row["no"]:
                    self.recs.append(row["rec"])

    # Breaking

    def break_something(self, name: str) -> None:
        """Let one thing go wrong that is not the network's usual fault."""
        fault = self.random.choice((
            "killed_saving", "killed_syncing", "restarted", "clock", "frozen_tab", "offline",
            "sessions_lost", "backup", "restore", "wiped", "late_arrival", "held_released",
        ))  # fmt: skip
        if getattr(self, f"_{fault}")(name) is not False:
            self.fired[fault] += 1

    def _killed_saving(self, name: str) -> None:
        self.work(name, kill=self.random.randrange(8))

    def _killed_syncing(self, name: str) -> None:
        self.sync(name, kill=self.random.randrange(12))

    def _restarted(self, name: str) -> None:
        tab = self.random.choice(self.tabs[name])
        self.do("close", c=name, tab=tab)
        self.reopen(name, tab)

    def _clock(self, name: str) -> None:
        skew = self.random.choice((0, 10 * MINUTE, -10 * MINUTE, 1440 * MINUTE, -1440 * MINUTE))
        self.do("set", c=name, skew=skew)

    def _frozen_tab(self, name: str) -> None:
        self.do("set", c=name, hold=True)

    def _offline(self, name: str) -> None:
        cut = self.house.network.offline
        (cut.discard if name in cut else cut.add)(name)

    def _sessions_lost(self, _: str) -> None:
        self.house.forget_sessions()

    def _backup(self, _: str) -> None:
        self.house.backup()

    def _restore(self, _: str) -> bool:
        if self.house.saved is None:
            return False
        self.house.restore()
        return True

    def _wiped(self, name: str) -> bool:
        # A tablet enrolled after the backup would be unknown to a house that was restored.
        if self.house.saved is not None or len(self.gone) > 1 or len(self.living) < 2:
            return False
        self.do("wipe", c=name)
        self.gone.add(name)
        self.join(f"{name}x")
        return True

    def _late_arrival(self, _: str) -> None:
        self.house.network.deliver_late()

    def _held_released(self, _: str) -> None:
        self.house.settle()

    # Looking

    def _see(self, name: str) -> Json:
        return self.do("look", c=name, tab=self.tabs[name][0])

    def look(self, name: str) -> None:
        """Hold I5: what this tablet saved and still keeps is in sight, whatever was pulled."""
        if name not in self.gone:
            hidden = self.do("hidden", c=name, tab=self.tabs[name][0])["entries"]
            assert not hidden, f"I5: hidden on {name}: {hidden}"

    def heal(self) -> Json:
        """Mend everything and let at most a minute pass; return what each tablet then shows."""
        network = self.house.network
        network.faulty = 0
        network.offline.clear()
        while network.late:
            network.deliver_late()
        for name in self.living:
            self.do("set", c=name, hold=False)
        for _ in range(HEAL_MS // BEAT_MS):
            self.tick(BEAT_MS)
            for name in self.living:
                self.do("sync", c=name, tab=self.tabs[name][0])
            self.house.settle()
        for name in self.living:
            self.do("sync", c=name, tab=self.tabs[name][0], force=True)
        return {name: self._see(name) for name in self.living}
