"""What an adversary tries: with a stolen cookie, from the other site, at the database itself."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import select, update
from werkzeug.test import TestResponse

from desk import journal_file, keys
from desk.db import db
from desk.tables import Device, Journal, Receipt, Site
from tests.simulation.tablets import Json
from tests.simulation.trouble import Trouble

ATTACKS = ("forged", "id_reused", "replayed", "malformed", "neighbour")
DEEP = b'{"entries":[' + b"[" * 4000
REQUESTS = (
    b"", b"null", b"[]", b'{"entries":{}}', b'{"entries":[{}],"entries":[]}', b"\xff\xfe{}",
    b'{"entries":[1e400]}', b'{"entries":[NaN]}', b'{"entries":["\\ud800"]}', DEEP,
    b'{"entries":[' + b"0," * 200 + b"0]}", b" " * 400_000,
)  # fmt: skip
CHANGES = ("altered", "cut", "forked")
REWRITTEN = 7  # every such history ends with somebody changing what was written
Spoil = Callable[[Json], Json]


class Malice(Trouble):
    """Nothing of it may count, and nothing of it may make the house fail."""

    def attack(self, name: str) -> None:
        """Try something at a tablet's place."""
        self.suffer(self.random.choice(ATTACKS), name)

    def _forged(self, name: str) -> bool:
        """Hand in an entry that its device did not write so."""
        found = self._overheard()
        # One without a signature waits for a manager anyway, whatever stands in it.
        if found is None or not found[1].get("s"):
            return False
        _, entry = found
        spoil: Spoil = self.random.choice((
            lambda e: {**e, "s": keys.b64(bytes(64))},
            lambda e: {**e, "s": keys.b64(bytes(range(64)))},
            lambda e: {**e, "s": e["s"][:-4]},
            lambda e: {**e, "k": "00000000"},
            lambda e: {**e, "v": 2},
            lambda e: {**e, "b": e["b"].replace('"op":"', '"op":"x', 1)},
            lambda e: {**e, "p": {"name": [keys.b64(bytes(16)), "somebody else"]}},
        ))  # fmt: skip
        return self._must_fail(name, spoil(entry), "rejected")

    def _id_reused(self, name: str) -> bool:
        """Write, with the device's own key, something else under a known id."""
        found = self._overheard()
        if found is None:
            return False
        client, entry = found
        body, tablet = json.loads(entry["b"]), self.house.devices[client]
        db.session.rollback()
        known = db.session.get(Receipt, (tablet.site, body["id"]), populate_existing=True)
        if known is None or body["dev"] != tablet.id:
            return False
        other = tablet.seal({**body, "tz": 481}) | {"p": entry["p"]}
        return self._must_fail(client, other, "rejected")

    def _must_fail(self, name: str, entry: Json, status: str) -> bool:
        answer = self._post(name, [entry])
        if answer.status_code != 200:
            return False
        (result,) = answer.get_json()["results"]
        assert result["status"] == status, f"{result} for {entry}"
        return True

    def _replayed(self, name: str) -> bool:
        """Hand in what another device wrote; it counts once, or not at all at another site."""
        found = self._overheard()
        if found is None or found[0] == name:
            return False
        answer = self._post(name, [found[1]])
        if answer.status_code != 200:
            return False
        (result,) = answer.get_json()["results"]
        crossed = self.site(found[0]) != self.site(name)
        self.fired["replayed_across"] += crossed
        assert not crossed or result["code"] == "wrong_site", result
        return True

    def _malformed(self, name: str) -> None:
        """Post what is no request, or an entry that is none."""
        raw = self.random.choice(REQUESTS)
        answer = self._send(name, raw)
        assert answer.status_code < 500, f"{answer.status_code} for {raw[:80]!r}"

    def _neighbour(self, name: str) -> bool:
        """Act on a record of the other site; whatever becomes of it, it stays out of reach."""
        theirs = [
            rec for site, known in self.recs.items() if site != self.site(name) for rec in known
        ]
        if not theirs:
            return False
        act = {"register": "visitors", "action": "sign_out", "rec": self.random.choice(theirs)}
        tab = self.tabs[name][0]
        self.do("act", c=name, tab=tab, op="alice", acts=[act], kill=None)
        return True

    def _overheard(self) -> tuple[str, Json] | None:
        """Return an entry that was sent once, and by whom."""
        heard = self.house.network.heard
        if not heard:
            return None
        client, raw = self.random.choice(list(heard))
        entry = self.random.choice(json.loads(raw)["entries"])
        return client, entry

    def _post(self, name: str, entries: list[Json]) -> TestResponse:
        tablet = self.house.devices[name]
        db.session.rollback()
        epoch = db.session.get_one(Site, tablet.site, populate_existing=True).epoch
        about = {"proto": 1, "dev": tablet.id, "epoch": epoch, "head": [0, ""], "last_n": 0}
        return self._send(name, json.dumps({**about, "queued": 0, "entries": entries}).encode())

    def _send(self, name: str, raw: bytes) -> TestResponse:
        http = self.house.network.clients[name]
        return http.post("/api/sync", data=raw, content_type="application/json")

    # The database itself

    def rewrite(self, seen: Json) -> None:
        """Change history where a tablet saw it: the tablet and the verifier must notice."""
        name = self.random.choice(self.living)
        site, (seq, _) = self.site(name), seen[name]["head"]
        change = CHANGES[self.house.seed // REWRITTEN % len(CHANGES)]
        if not seq:
            return
        self._tamper(change, site, seq)
        db.session.rollback()
        row = db.session.get_one(Site, site, populate_existing=True)
        assert journal_file.verify_database(row).faults, f"{change} at {seq}, and nobody notices"
        self.fired[f"history_{change}"] += 1
        if change != "altered":
            self.work(name)
            self.do("sync", c=name, tab=self.tabs[name][0], force=True)
            db.session.rollback()
            device = self.house.devices[name].id
            fork = db.session.scalar(select(Device.fork_at).where(Device.id == device))
            assert fork is not None, f"{change} at {seq}: {name} raises no alarm"

    def _tamper(self, change: str, site: int, seq: int) -> None:
        here = (Journal.site == site) & (Journal.seq == seq)
        row: dict[str, Any] = {"flags": "nothing"} if change == "altered" else {"hash": bytes(32)}
        with db.engine.connect() as connection:
            connection = connection.execution_options(vestibule_write=True)
            if change == "cut":
                connection.execute(Journal.__table__.delete().where(here))  # type: ignore[attr-defined]
            else:
                connection.execute(update(Journal).where(here).values(row))
            connection.commit()
