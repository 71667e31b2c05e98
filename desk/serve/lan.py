"""Find the names by which tablets on the same network reach this machine."""

from __future__ import annotations

import os
import socket

# Never reached: connecting a datagram socket sends nothing, it only picks our own address.
ELSEWHERE = ("192.0.2.1", 9)


def names() -> list[str]:
    """Return our addresses and names on the network, the one for a QR first."""
    host = socket.gethostname().split(".")[0]
    given = os.environ.get("HTTPS_HOST", "")
    found = [given, address(), f"{host}.local", host, "localhost", "127.0.0.1"]
    return list(dict.fromkeys(name for name in found if name))


def address() -> str:
    """Return the address of the interface that leads outside; empty without any."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            return ""
        return str(probe.getsockname()[0])
