"""The network between tablets and house, and everything that goes wrong on it (offline.md, G2)."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.simulation.server import Killed, Server

Json = dict[str, Any]
PORTAL = "<html><body>Welcome to our guest network!</body></html>"
PLAIN = {"content-type": "application/json"}
WANTED = {"content-type", "retry-after"}
ALTERNATE_MS = 5_000


@dataclass(frozen=True)
class Request:
    """What a tablet asks."""

    client: str
    method: str
    path: str
    body: str | None


Spoiler = Callable[[Request], Json]


@dataclass
class Network:
    """Carry requests; while `faulty`, spoil some of them."""

    random: Random
    clients: dict[str, FlaskClient]
    server: Server
    apps: list[Flask]
    faulty: float = 0.0
    offline: set[str] = field(default_factory=set)
    one_way: set[str] = field(default_factory=set)  # they are heard, and hear nothing
    flapping: dict[str, Callable[[], bool]] = field(default_factory=dict)  # in contact now?
    late: deque[Request] = field(default_factory=deque)
    heard: deque[tuple[str, str]] = field(default_factory=lambda: deque(maxlen=40))
    fired: Counter[str] = field(default_factory=Counter)
    trace: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None  # what the house does between two pages

    def fetch(self, request: Request) -> Json:
        """Return what the tablet gets to see of an answer."""
        if request.body and request.path == "/api/sync":
            self.heard.append((request.client, request.body))
        name, spoil = self._choose(request.client)
        answer = spoil(request)
        self.fired[name] += name != "sound"
        told = answer.get("status", answer.get("fault"))
        self.trace.append(f"{request.client} {request.path.split('?')[0]} {name} {told}")
        return answer

    def deliver_late(self) -> None:
        """Let one request arrive that was on its way for long; its answer goes nowhere."""
        if self.late:
            self.carry(self.late.popleft())
            self.fired["delayed"] += 1

    def carry(self, request: Request) -> Json:
        """Bring a request to one of the house's instances and its answer back."""
        http = self.clients[request.client]
        if http.application is not (instance := self.random.choice(self.apps)):
            http.application = instance
            self.fired["other_instance"] += 1
        answer = http.open(
            request.path, method=request.method, data=request.body,
            content_type="application/json" if request.body else None,
        )  # fmt: skip
        headers = {k.lower(): v for k, v in answer.headers.items() if k.lower() in WANTED}
        return {"status": answer.status_code, "headers": headers, "text": answer.get_data(True)}

    def heal(self) -> None:
        """Let everything arrive from now on, and what was on its way."""
        self.faulty = 0
        for broken in (self.offline, self.one_way, self.flapping):
            broken.clear()
        while self.late:
            self.deliver_late()

    def _choose(self, client: str) -> tuple[str, Spoiler]:
        if client in self.offline:
            return "offline", lambda _: {"fault": "offline"}
        if client in self.flapping and not self.flapping[client]():
            return "flapped", lambda _: {"fault": "offline"}
        if client in self.one_way:
            return "unheard", self._answer_late
        if self.random.random() >= self.faulty:
            return "sound", self.carry
        return self.random.choice(self._spoilers())

    def _spoilers(self) -> list[tuple[str, Spoiler]]:
        return [
            ("request_lost", lambda _: {"fault": "lost"}),
            ("request_cut", self._request_cut),
            ("answer_lost", self._answer_lost),
            ("answer_late", self._answer_late),
            ("twice", self._twice),
            ("overtaken", self._overtaken),
            ("portal", lambda _: reply(200, PORTAL, "text/html")),
            ("truncated", self._truncated),
            ("error_500", lambda _: reply(500, '{"error": "server"}')),
            ("error_503", lambda _: reply(503, '{"error": "busy"}')),
            ("error_413", lambda _: reply(413, '{"error": "too_large"}')),
            ("error_429", lambda _: reply(429, '{"error": "busy"}')),
            ("killed_midway", self._killed_midway),
            ("killed_after_commit", self._answer_lost),
            ("locked", self._locked),
            ("odd_json", lambda _: reply(200, "[]")),
            ("purged_meanwhile", self._purged_meanwhile),
        ]

    def _request_cut(self, request: Request) -> Json:
        if request.body:
            cut = request.body[: self.random.randrange(len(request.body))]
            self.carry(Request(request.client, request.method, request.path, cut))
        return {"fault": "reset"}

    def _answer_lost(self, request: Request) -> Json:
        self.carry(request)
        return {"fault": "reset"}

    def _answer_late(self, request: Request) -> Json:
        self.carry(request)
        return {"fault": "timeout"}

    def _twice(self, request: Request) -> Json:
        self.carry(request)
        return self.carry(request)

    def _overtaken(self, request: Request) -> Json:
        if request.method == "POST":
            self.late.append(request)
        return {"fault": "timeout"}

    def _truncated(self, request: Request) -> Json:
        answer = self.carry(request)
        text = str(answer["text"])
        return {**answer, "text": text[: self.random.randrange(len(text) or 1)]}

    def _killed_midway(self, request: Request) -> Json:
        with self.server.doomed(self.random.randrange(1, 24)):
            try:
                answer = self.carry(request)
            except Killed:
                self.fired["killed_before_commit"] += 1
                return {"fault": "reset"}
        return answer

    def _purged_meanwhile(self, request: Request) -> Json:
        answer = self.carry(request)
        if request.path.startswith("/api/changes"):
            self.meanwhile()
            self.fired["purged_between_pages"] += '"more":true' in str(answer["text"])
        return answer

    def _locked(self, request: Request) -> Json:
        with self.server.locked():
            return self.carry(request)


def reply(status: int, text: str, kind: str = "application/json") -> Json:
    """Make an answer that the house never gave."""
    return {"status": status, "headers": {**PLAIN, "content-type": kind}, "text": text}
