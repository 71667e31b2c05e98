"""The page by which a tablet comes to trust the house."""

from pathlib import Path

import pytest
from cryptography import x509
from flask import Flask
from flask.testing import FlaskClient

from desk.serve import tls

AWAY = "https://192.168.7.4:8443"


@pytest.fixture
def served(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Serve the network under an authority of our own."""
    monkeypatch.setenv("VESTIBULE_LAN_URL", AWAY)
    folder = Path(app.config["DATA"]) / "tls"
    tls.certificate(folder, ["192.168.7.4", "lobby.local", "lobby", "localhost", "127.0.0.1"])
    return folder


def test_it_shows_the_address_and_hands_out_the_authority(
    served: Path, client: FlaskClient
) -> None:
    assert f"{AWAY}/trust" in client.get("/trust").text
    answer = client.get("/trust/authority.crt")
    cert = x509.load_der_x509_certificate(answer.data)
    assert cert == x509.load_pem_x509_certificate((served / "authority.crt").read_bytes())


@pytest.mark.parametrize("path", ["/trust", "/trust/authority.crt", "/trust/authority.key"])
def test_there_is_nothing_to_trust_where_the_network_is_not_served(
    client: FlaskClient, path: str
) -> None:
    assert client.get(path).status_code == 404
