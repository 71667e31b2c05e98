"""Shut the network in unit tests: what needs a server asks for one by its fixture."""

import socket
from typing import Any

import pytest

# Fixtures that reach a server on this machine.
OPENERS = frozenset({"live", "browser", "loopback"})
LOOPBACK = ("127.", "::1", "localhost")


class NetworkShut(RuntimeError):
    """A unit test tried to reach the network."""


@pytest.fixture
def loopback() -> None:
    """Let a test reach servers on this machine, and nothing beyond."""


@pytest.fixture(autouse=True)
def sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets connect to nothing, or to this machine where a fixture says so."""
    local = bool(OPENERS & set(request.fixturenames))
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family == socket.AF_UNIX or (local and str(host).startswith(LOOPBACK)):
            return connect(self, address)
        raise NetworkShut(f"no network in tests: {address}; ask for the fixture `loopback`")

    monkeypatch.setattr(socket.socket, "connect", guarded)
