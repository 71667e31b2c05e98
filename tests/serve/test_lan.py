"""A tablet somewhere on the network joins a house that `flask serve` started, and works alone."""

import base64
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import expect

from desk.demo.team import TEAM
from desk.testing.apps import ENVIRONMENT
from desk.testing.browsers import Screens
from desk.testing.servers import ROOT, free_port
from tests.journeys.counter import Counter

pytestmark = [pytest.mark.journey, pytest.mark.slow]

SANDRA = next(member for member in TEAM if "manager" in member.roles)
NAME = "lobby-box.local"
PATIENCE_SECONDS = 120  # everything is made here for the first time, pages included


@dataclass
class Served:
    """A house as `bin/run` with LAN=1 leaves it: one address here, one for the network."""

    home: str
    away: str
    authority: Path
    told: str


@pytest.fixture
def served(tmp_path: Path, loopback: None) -> Iterator[Served]:
    """Start the house from nothing, for this machine and for the network."""
    ports = free_port(), free_port()
    own = {
        "VESTIBULE_DATA": str(tmp_path / "var"),
        "VESTIBULE_DATABASE": "",
        "SITE_BUILD": str(tmp_path / "site"),
        "HTTPS_HOST": NAME,
        "DEMO": "1",
    }
    arguments = ["--port", str(ports[0]), "--https-port", str(ports[1])]
    printed = tmp_path / "printed"
    with printed.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "serve", *arguments],
            cwd=ROOT,
            env={**os.environ, **ENVIRONMENT, **own, "PYTHONUNBUFFERED": "1"},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while "Ctrl-C ends it" not in printed.read_text():
            assert process.poll() is None, printed.read_text()
            assert time.monotonic() < deadline, printed.read_text()
            time.sleep(0.1)
        home, away = f"http://localhost:{ports[0]}", f"https://{NAME}:{ports[1]}"
        yield Served(home, away, tmp_path / "var" / "tls" / "authority.crt", printed.read_text())
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0, printed.read_text()


def trusting(authority: Path) -> str:
    """Return what lets a browser hold to our authority, as a tablet does that trusted it once."""
    key = x509.load_pem_x509_certificate(authority.read_bytes()).public_key()
    found = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    return f"--ignore-certificate-errors-spki-list={base64.b64encode(found.digest()).decode()}"


def test_a_tablet_joins_over_the_network_and_works_without_it(
    served: Served, browser: Screens
) -> None:
    assert f"{served.away}/trust" in served.told
    office = Counter(browser(served.home))
    office.enrol()
    office.sign_in(SANDRA)
    office.enter_office("devices/", SANDRA)
    office.page.locator("new-device [data-open]").click()
    office.page.locator("#device-name").fill("Lobby, left desk")
    office.page.locator("new-device [data-make]").click()
    code = office.page.locator("new-device [data-code] [data-text=code]")
    expect(code).not_to_be_empty()

    flags = trusting(served.authority), f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    tablet = Counter(browser(served.away, *flags))
    tablet.open("enrol/")
    # The demonstration's one tap is for this machine alone, whatever the certificate says.
    expect(tablet.page.locator("#enrol-code")).to_be_visible()
    expect(tablet.page.locator("[data-demo]")).to_be_hidden()
    tablet.page.locator("#enrol-code").fill(code.inner_text())
    tablet.page.locator("#enrol-name").fill("Lobby, left desk")
    tablet.page.locator("enrol-device form button[type=submit]").click()
    tablet.page.wait_for_url("**/en/")
    tablet.sign_in()
    tablet.keep_shell()
    tablet.screen.offline()
    record = tablet.write_visitor("Guest 1")
    tablet.screen.offline(cut=False)
    tablet.asks_the_house()
    tablet.waits_until_handed_in()
    assert tablet.screen.faults == []

    office.asks_the_house()
    office.open(f"visitors/detail/#{record}")
    expect(office.page.locator("record-detail")).to_contain_text("Guest 1", use_inner_text=True)
