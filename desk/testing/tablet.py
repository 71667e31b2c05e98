"""Play a tablet in Python: make entries as static/js/models/entry.js does, and hand them in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient

Json = dict[str, Any]
Values = dict[str, str | list[str]]

ES256 = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
BATCH = 100  # entries in one push, as the client core sends them


def b64(raw: bytes) -> str:
    """Encode as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def uuid7(ms: int) -> str:
    """Make a version 7 UUID (RFC 9562) for the given time."""
    random = secrets.randbits(74)
    head = (ms & (1 << 48) - 1) << 80 | 7 << 76 | (random >> 62) << 64
    return str(UUID(int=head | 2 << 62 | random & (1 << 62) - 1))


def iso(ms: int) -> str:
    """Write a time as entries do, to the millisecond."""
    moment = datetime.fromtimestamp(ms // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def commit(salt: bytes, name: str, value: str) -> str:
    """Commit to a personal value without telling it."""
    return b64(hmac.digest(salt, name.encode() + b"\0" + value.encode(), "sha256"))


class Key:
    """A device's P-256 key."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.raw = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        self.kid = hashlib.sha256(self.raw).digest()[:4].hex()

    @property
    def jwk(self) -> Json:
        """The public half, as a browser exports it."""
        return {"kty": "EC", "crv": "P-256", "x": b64(self.raw[1:33]), "y": b64(self.raw[33:])}

    def sign(self, message: bytes) -> str:
        """Sign with ES256: r and s side by side, deterministic (RFC 6979)."""
        r, s = decode_dss_signature(self.private.sign(message, ES256))
        return b64(r.to_bytes(32) + s.to_bytes(32))


@dataclass
class Tablet:
    """An enrolled device with an operator, a queue and what it has heard from the server."""

    http: FlaskClient
    id: str
    site: int
    letters: str
    key: Key = field(default_factory=Key)
    op: str = "alice"
    n: int = 0
    epoch: str = ""
    seen: int = 0
    outbox: list[Json] = field(default_factory=list)
    results: dict[str, Json] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ahead: int = 0  # ms by which its clock is wrong
    offset: int = 0  # ms it believes to be wrong by

    def now(self) -> int:
        """Return what the tablet's own clock shows, in ms."""
        return time.time_ns() // 1_000_000 + self.ahead

    def act(
        self,
        action: str,
        rec: str | None = None,
        values: Values | None = None,
        personal: dict[str, str] | None = None,
        **body: Any,
    ) -> str:
        """Queue one action and return its record's id; further words change the entry's body."""
        rec = rec or uuid7(self.now())
        values = {name: value for name, value in (values or {}).items() if value}
        salted = {name: (secrets.token_bytes(16), v) for name, v in (personal or {}).items() if v}
        facts = self.facts(action, rec) | {
            "d": values,
            "pc": {name: commit(salt, name, value) for name, (salt, value) in salted.items()},
        }
        entry = self.seal(facts | body)
        entry["p"] = {name: [b64(salt), value] for name, (salt, value) in salted.items()}
        self.outbox.append(entry)
        return rec

    def facts(self, action: str, rec: str) -> Json:
        """Say who does what, where and when, counting one further."""
        self.n += 1
        now = self.now()
        return {
            "id": uuid7(now),
            "site": self.site,
            "dev": self.id,
            "n": self.n,
            "op": self.op,
            "how": "pin" if self.op else "none",
            "t": action,
            "tv": 1,
            "at": iso(now),
            "tz": 480,
            "off": self.offset,
            "offage": 60,
            "seen": [self.epoch, self.seen],
            "rec": rec,
            "sh": "test",
        }

    def seal(self, body: Json) -> Json:
        """Sign the exact bytes of a body."""
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        # Halves of characters travel escaped, as JSON.stringify writes them.
        text = re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)
        raw = text.encode()
        message = b"vestibule-entry-v1\n%d\n%b" % (len(raw), raw)
        return {"v": 1, "b": text, "k": self.key.kid, "s": self.key.sign(message), "p": {}}

    def number(self, letter: str) -> str:
        """Give out the next number that people read, such as V-L2-000118."""
        self.numbers[letter] = self.numbers.get(letter, 0) + 1
        return f"{letter}-{self.letters}-{self.numbers[letter]:06d}"

    def sign_in(self, name: str = "张伟", **values: str) -> str:
        """Sign a visitor in and return the slip's record id."""
        personal = {"name": name, "id_last4": "4821", "host_name": "Mrs Chen"}
        form: Values = {"room": "r1", "id_seen": "yes", "id_kind": "id_card", "purpose": "visit"}
        for key, value in values.items():
            (personal if key in {*personal, "company", "note"} else form)[key] = value
        return self.act("visitors.sign_in", None, form, personal, no=self.number("V"))

    def push(self) -> Self:
        """Hand in the queue until each entry has a result; a result is kept by entry id."""
        while self.outbox:
            batch = self.outbox[:BATCH]
            self.take(self.post(batch))
            del self.outbox[: len(batch)]
        return self

    def post(self, entries: list[Json]) -> Json:
        """Send one batch and return the answer; fail the test on any other status than 200."""
        answer = self.http.post(
            "/api/sync",
            json={
                "proto": 1,
                "dev": self.id,
                "epoch": self.epoch,
                "head": [self.seen, ""],
                "last_n": self.n,
                "queued": len(self.outbox),
                "oldest": None,
                "shell": "test",
                "entries": entries,
            },
        )
        assert answer.status_code == 200, answer.text
        heard: Json = answer.get_json()
        return heard

    def take(self, answer: Json) -> None:
        """Remember the results of a push."""
        self.epoch = answer["epoch"]
        for result in answer["results"]:
            self.results[result["id"]] = result

    def pull(self) -> Json:
        """Fetch all changes since the beginning, as one page."""
        merged: Json = {"records": [], "refs": [], "own": [], "gone": []}
        since, more = "0:", True
        while more:
            answer = self.http.get(
                "/api/changes", query_string={"epoch": self.epoch, "since": since, "ref_since": 0}
            )
            assert answer.status_code == 200, answer.text
            page = answer.get_json()
            for kind in merged:
                merged[kind] += page[kind]
            since, more = page["to"], page["more"]
        return merged
