"""What people do at their tablets."""

from desk.testing.people import ROOMS
from tests.simulation.scene import Scene
from tests.simulation.tablets import Json

ID = {"id_seen": "yes", "id_kind": "id_card", "purpose": "visit"}
MOVES = (
    "go_up",
    "sign_out",
    "leave",
    "return_slip",
    "take_back",
    "correct",
    "sign_out",
    "reprint",
    "merge",
)
PEOPLE = ("alice", "bo", "carmen", "", "ghost")
NAMES = (
    "张{}",
    "Åse {}",
    "=HYPERLINK({})",
    "<img src=x onerror=alert({})>",
    "{}\u202eknalB",
    " {}\t ",
)
LONG = "长" * 130  # beyond what a name may be
ODD = ("nonsense", "id_card\u0000", "🛂", "__proto__", "constructor")


class People(Scene):
    """They arrive, move, correct, take back, settle; several tabs at once."""

    def work(self, name: str, kill: int | None = None) -> Json:
        """Let somebody do something, perhaps for the last time on this tab."""
        tab = self.random.choice(self.tabs[name])
        op = self.random.choice(PEOPLE)
        said = self.do("act", c=name, tab=tab, op=op, acts=self.acts(name, tab), kill=kill)
        self.note(name, said["saved"], op)
        if said["killed"]:
            self.reopen(name, tab)
        return said

    def sync(self, name: str, kill: int | None = None) -> Json:
        """Let a tab sync, as the beat or a person would have it."""
        tab = self.random.choice(self.tabs[name])
        force = self.random.random() < 0.3
        said = self.do("sync", c=name, tab=tab, force=force, kill=kill)
        if said["killed"]:
            self.reopen(name, tab)
        return said

    def race(self, name: str) -> None:
        """Let all tabs work at the same moment, or one be taken over while it syncs."""
        tabs = self.tabs[name]
        if len(tabs) == 1 or self.random.random() < 0.3:
            ops = self.random.sample(PEOPLE[:3], 2)
            work: list[Json] = [self._share(name, tabs[0], op) for op in ops]
            work.insert(1, {"tab": tabs[0]})
            self.fired["switched_during_sync"] += 1
        else:
            work = [self._share(name, tab, "alice") for tab in tabs]
            if self.random.random() < 0.3:
                work[-1] = {"tab": work[-1]["tab"]}
            self.fired["tabs_race"] += 1
        said = self.do("race", c=name, work=work)
        for share, saved in zip(work, said["saved"], strict=True):
            self.note(name, saved, share.get("op", ""))

    def _share(self, name: str, tab: str, op: str) -> Json:
        return {"tab": tab, "op": op, "acts": self.acts(name, tab)}

    def settle(self, name: str) -> None:
        """Let somebody settle a flag: a decision that the house may refuse."""
        flagged = [one for one in self.see(name)["records"] if one["flags"]]
        if not flagged:
            return
        record = self.random.choice(flagged[-6:])
        op = self.random.choice(("carmen", "carmen", "carmen", "alice"))
        values = {"flag": self.random.choice((*record["flags"], "unheard_of"))}
        act = {"register": "visitors", "action": "settle", "rec": record["id"], "values": values}
        act["personal"] = {"reason": self.random.choice(("looked into it", "looked into it", ""))}
        tab = self.tabs[name][0]
        said = self.do("act", c=name, tab=tab, op=op, acts=[act], kill=None)
        self.note(name, said["saved"], op)
        self.fired[f"settle_{said['saved'][0]['status']}"] += 1

    def acts(self, name: str, tab: str) -> list[Json]:
        """Choose what somebody does next."""
        known = self.known(name)
        if not known or self.random.random() < 0.45:
            return [self._arrival() for _ in range(self.random.choice((1, 1, 1, 2, 4)))]
        verb = self.random.choice(MOVES)
        if (name, tab) in self.old and verb == "reprint":
            verb = "go_up"
        rec = self.random.choice(known[-12:])
        return [
            {"register": "visitors", "action": verb, "rec": rec, **self._words(name, verb, rec)}
        ]

    def _arrival(self) -> Json:
        waits = {"waits": "yes"} if self.random.random() < 0.3 else {}
        # Now and then a rule is broken: what happened at the desk is kept all the same.
        seen = ID if self.random.random() < 0.9 else {"id_kind": self.random.choice(ODD)}
        text = self.random.choice(NAMES).format(self.random.randrange(99))
        self.fired["hostile_text"] += "<" in text or "=" in text
        person = {
            "name": LONG if self.random.random() < 0.03 else text,
            "id_last4": self.random.choice(("4821", "4821", "4821", "48'1")),
            "host_name": self.random.choice(("Mrs Chen", "Mrs Chen", "Mrs Chen", "")),
            "note": " two\tbags ",
        }
        values = {**seen, **waits, "room": self.random.choice(ROOMS)[0]}
        return {"register": "visitors", "action": "sign_in", "values": values, "personal": person}

    def _words(self, name: str, verb: str, rec: str) -> Json:
        if verb == "take_back":
            record = next((one for one in self.see(name)["records"] if one["id"] == rec), None)
            undo = (record or {}).get("undo") or {}
            return {"values": {"entry": undo.get("entry", rec)}}
        if verb == "correct":
            changed = {"f:badge": f"B{self.random.randrange(9)}", "blank": ["company"]}
            return {"values": changed, "personal": {"name": "李四", "reason": "misread"}}
        if verb == "reprint":
            return {"values": {"document": "slip", "reason": "jam"}}
        if verb == "merge":  # into anybody, itself and those that were merged already among them
            into = self.random.choice(self.known(name)[-12:])
            return {"values": {"merged_into": into, "merged_why": "again"}}
        if verb == "leave":
            return {"values": {"left_how": self.random.choice(("desk", "list", ""))}}
        return {}
