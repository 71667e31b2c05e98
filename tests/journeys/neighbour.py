"""Another tablet of the same house, played in Python: what it did is what our screens show."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from desk.demo.house import rooms
from desk.register import registers
from desk.testing.samples import Sample, samples
from desk.testing.servers import ROOT, House
from desk.testing.tablet import Key, Tablet, Values, iso

PHOTOS = """
from app import create_app
from desk.db import write
from desk.reference import put_setting
with create_app().app_context(), write(1) as site:
    put_setting(site, "photos", True)
"""
HOUR = 3_600_000
RUBBISH = {"v": 1, "b": "rubbish", "k": "", "s": "", "p": {}}
ROOMS = [room.id for room in rooms() if room.kind == "flat"]
# As long as people's names and remarks really get.
LONG_NAME = "María de los Ángeles Etxeberria-Villanueva"
NOTE = "Brings two folding chairs; the owner was told by phone and will come down to the lobby."


@dataclass
class Answer:
    """What a server said, in the words that the played tablet asks for."""

    status_code: int
    text: str

    def get_json(self) -> Any:
        """Read the answer as JSON."""
        return json.loads(self.text)


@dataclass
class Line:
    """A connection to a served house that keeps its cookies."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, query_string: Mapping[str, object] | None = None) -> Answer:
        """Ask for something."""
        asked = f"?{urlencode(query_string)}" if query_string else ""
        return self.ask("GET", path + asked, None)

    def post(self, path: str, json: object) -> Answer:
        """Hand something in."""
        return self.ask("POST", path, json)

    def ask(self, method: str, path: str, data: object) -> Answer:
        """Send one request."""
        headers = {
            "Content-Type": "application/json",
            "Sec-Fetch-Site": "same-origin",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None if data is None else json.dumps(data)
        with closing(http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)) as line:
            line.request(method, path, body, headers)
            with line.getresponse() as answer:
                for set_cookie in answer.headers.get_all("Set-Cookie", []):
                    jar = SimpleCookie(set_cookie)
                    self.cookies |= {name: jar[name].value for name in jar}
                return Answer(answer.status, answer.read().decode())


def enrol(url: str, kind: str, name: str, op: str = "u01") -> Tablet:
    """Join the demonstration house as one more device, with an operator before it."""
    key, line = Key(), Line(url)
    proof = key.sign(b"vestibule-enrol-v1\ndemo")
    asked = {"jwk": key.jwk, "proof": proof, "kind": kind, "name": name}
    answer = line.post("/api/devices/demo", asked)
    assert answer.status_code == 200, answer.text
    card = answer.get_json()
    device = card["device"]
    tablet = Tablet(line, device["id"], device["site"], device["letters"], key, op)  # type: ignore[arg-type]
    tablet.epoch = card["epoch"]
    return tablet


def begin(tablet: Tablet, register: str, sample: Sample, place: int, **said: str) -> str:
    """Do the first action of a register in some room; `said` are further personal values."""
    values = dict(sample.values)
    if "room" in values:
        values["room"] = ROOMS[place * 37 % len(ROOMS)]
    letter = registers()[register].letter
    personal = dict(sample.personal) | said
    at = tablet.now() - place * HOUR // 4
    name = f"{register}.{sample.action}"
    return tablet.act(name, None, values, personal, no=tablet.number(letter), at=iso(at))


def fill(tablet: Tablet) -> dict[str, list[str]]:
    """Do every sample of every register, and something odd; return the records by register."""
    made: dict[str, list[str]] = {}
    for name in registers():
        first, *others = samples(name)
        ids = [begin(tablet, name, first, 0, name=LONG_NAME, note=NOTE)]
        for place, sample in enumerate(others, 1):
            creates = registers()[name].table[sample.action].creates
            ids.append(begin(tablet, name, sample if creates else first, place))
            if not creates:
                values = dict(sample.values)
                tablet.act(f"{name}.{sample.action}", ids[-1], values, dict(sample.personal))
        ids.append(flag(tablet, name))
        made[name] = ids
    tablet.push()
    return made


def meet(tablet: Tablet) -> dict[str, str]:
    """Leave who stands at each turn of a visit; return the records by what they show.

    Some are so old that the house closes them with its next tick.
    """
    old, official = iso(tablet.now() - 40 * HOUR), "Lau Wing Sze"
    known = {"room": ROOMS[2], "id_kind": "passport", "purpose": "delivery"}
    left = tablet.sign_in(LONG_NAME, id_last4="77X1", company="Rápido y Hermanos S.L.", **known)
    tablet.act("visitors.sign_out", left)
    due: Values = {"id_seen": "yes", "id_kind": "work_id", "purpose": "official"}
    due |= {"counterpart": "u04", "stays": "90", "meeting_room": "M2"}
    said = {"name": official, "id_last4": "5520", "company": "Buildings Department"}
    there = tablet.act("visitors.sign_in", None, due, said, no=tablet.number("V"))
    slips = {"formerly": left, "to hand over": there}
    for _each in range(2):
        slips["twice"] = tablet.sign_in(f"{LONG_NAME} y Haddad", id_last4="6611", room=ROOMS[5])
    for name in ("unseen", "auto closed"):
        form: Values = {"room": ROOMS[3], "id_seen": "yes", "id_kind": "id_card"}
        form["purpose"] = "visit"
        who = {"name": "Ada Not Seen", "id_last4": "1180", "belongings": "ladder, 2 boxes"}
        slips[name] = tablet.act("visitors.sign_in", None, form, who, no=tablet.number("V"), at=old)
    paper: Values = {"document": "slip", "paper": "a6"}
    tablet.act("visitors.print", slips["unseen"], paper, at=old)
    boxes = {"company": "SF Express", "name": "Ho", "plate": "粤B·12345", "belongings": "2 boxes"}
    lobby = ("visitors.courier", None, {"room": ROOMS[1]}, boxes)
    slips["lobby"] = tablet.act(*lobby, no=tablet.number("V"))  # type: ignore[arg-type]
    day = iso(tablet.now() - 72 * HOUR)[:10]
    asked: Values = {"room": ROOMS[4], "purpose": "visit", "from_day": day}
    guest = {"name": "Never Came", "host_name": "Mrs Chen"}
    slips["no show"] = tablet.act(
        "invitations.invite",
        None,
        asked,
        guest,
        no=tablet.number("E"),
        at=iso(tablet.now() - 96 * HOUR),
    )
    tablet.push()
    return slips


def flag(tablet: Tablet, register: str) -> str:
    """Write down something nearly empty, since yesterday, by someone without the right."""
    first = samples(register)[0]
    kept, tablet.op = tablet.op, "u12"
    values: Values = {"room": ROOMS[0]} if "room" in first.values else {}
    letter = registers()[register].letter
    name = f"{register}.{first.action}"
    at = iso(tablet.now() - 30 * HOUR)
    record = tablet.act(name, None, values, {}, no=tablet.number(letter), at=at)
    tablet.op = kept
    return record


def take_photos(house: House) -> None:
    """Let a house take photos of visitors."""
    subprocess.run([sys.executable, "-c", PHOTOS], cwd=ROOT, env=house.environment, check=True)


def disturb(url: str, tablet: Tablet) -> None:
    """Leave what a supervisor must look at: rubbish, held entries, gaps, a locked PIN."""
    tablet.post([RUBBISH])
    tablet.n += 3
    tablet.act("visitors.go_up", "019a0000-0000-7000-8000-000000000001")
    tablet.ahead = 2 * HOUR
    tablet.sign_in("Marek Kowalczyk", room=ROOMS[5])
    tablet.ahead = 0
    tablet.push()
    gate = enrol(url, "gate", "Gate 2, by the fountain")
    for _try in range(6):
        gate.http.post("/api/operators/sign-in", json={"op": "u11", "pin": "000001"})
