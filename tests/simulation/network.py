"""The network between tablets and house, and everything that goes wrong on it (offline.md, G2)."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from flask.testing import FlaskClient

Json = dict[str, Any]
PORTAL = "<html><body>Welcome to our guest network!</body></html>"
PLAIN = {"content-type": "application/json"}


@dataclass(frozen=True)
class Request:
    """What a tablet asks."""

    client: str
    method: str
    path: str
    body: str | None


@dataclass
class Network:
    """Carry requests; while `faulty`, spoil some of them."""

    random: Random
    clients: dict[str, FlaskClient]
    faulty: float = 0.0
    offline: set[str] = field(default_factory=set)
    late: deque[Request] = field(default_factory=deque)
    fired: Counter[str] = field(default_factory=Counter)
    trace: list[str] = field(default_factory=list)

    def fetch(self, request: Request) -> Json:
        """Return what the tablet gets to see of an answer."""
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
        """Bring a request to the house and its answer back."""
        http = self.clients[request.client]
        answer = http.open(
            request.path, method=request.method, data=request.body,
            content_type="application/json" if request.body else None,
        )  # fmt: skip
        headers = {k.lower(): v for k, v in answer.headers.items() if k.lower() in WANTED}
        return {"status": answer.status_code, "headers": headers, "text": answer.get_data(True)}

    def _choose(self, client: str) -> tuple[str, Callable[[Request], Json]]:
        if client in self.offline:
            return "offline", lambda _: {"fault": "offline"}
        if self.random.random() >= self.faulty:
            return "sound", self.carry
        return self.random.choice(self._spoilers())

    def _spoilers(self) -> list[tuple[str, Callable[[Request], Json]]]:
        return [
            ("request_lost", lambda _: {"fault": "lost"}),
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
            ("killed_after_commit", self._answer_lost),
            ("odd_json", lambda _: reply(200, "[]")),
        ]

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


WANTED = {"content-type", "retry-after"}


def reply(status: int, text: str, kind: str = "application/json") -> Json:
    """Make an answer that the house never gave."""
    return {"status": status, "headers": {**PLAIN, "content-type": kind}, "text": text}
