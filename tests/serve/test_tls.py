"""The certificate of the local network: it works for tablets and can harm nobody else."""

import ipaddress
import ssl
import subprocess
from pathlib import Path

import pytest
from cryptography import x509

from desk.serve import lan, tls

NAMES = ["192.168.7.4", "lobby.local", "lobby", "localhost", "127.0.0.1"]


def read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_a_server_can_load_it(tmp_path: Path) -> None:
    pair = tls.certificate(tmp_path, NAMES)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(pair.cert, pair.key)
    assert pair.key.stat().st_mode & 0o077 == 0


def test_openssl_trusts_it_through_the_authority(tmp_path: Path) -> None:
    pair = tls.certificate(tmp_path, NAMES)
    command = ["openssl", "verify", "-x509_strict", "-verify_ip", NAMES[0], "-CAfile"]
    subprocess.run([*command, tmp_path / "authority.crt", pair.cert], check=True)


def test_it_is_kept_while_it_fits(tmp_path: Path) -> None:
    first = read(tls.certificate(tmp_path, NAMES).cert)
    assert read(tls.certificate(tmp_path, NAMES).cert) == first


def test_a_new_address_gets_a_new_certificate_under_the_same_authority(tmp_path: Path) -> None:
    tls.certificate(tmp_path, NAMES)
    authority = read(tmp_path / "authority.crt")
    moved = read(tls.certificate(tmp_path, ["192.168.7.9", *NAMES[1:]]).cert)
    known = moved.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert ipaddress.ip_address("192.168.7.9") in known.get_values_for_type(x509.IPAddress)
    assert read(tmp_path / "authority.crt") == authority


def test_the_authority_vouches_for_private_names_only(tmp_path: Path) -> None:
    tls.certificate(tmp_path, NAMES)
    authority = read(tmp_path / "authority.crt")
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    allowed = limits.value.permitted_subtrees or []
    networks = [each.value for each in allowed if isinstance(each, x509.IPAddress)]
    assert all(network.is_private for network in networks)
    hosts = {each.value for each in allowed if isinstance(each, x509.DNSName)}
    assert hosts == {"local", "localhost", "lobby.local", "lobby"}


def test_our_own_names_end_with_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lan, "address", lambda: "192.168.7.4")
    monkeypatch.setenv("HTTPS_HOST", "desk.local")
    assert lan.names()[:2] == ["desk.local", "192.168.7.4"]
    assert lan.names()[-2:] == ["localhost", "127.0.0.1"]


def test_an_address_of_no_private_network_is_vouched_for_alone(tmp_path: Path) -> None:
    names = ["192.0.2.2", *NAMES[1:]]
    tls.certificate(tmp_path, NAMES)
    pair = tls.certificate(tmp_path, names)
    command = ["openssl", "verify", "-x509_strict", "-verify_ip", names[0], "-CAfile"]
    subprocess.run([*command, tmp_path / "authority.crt", pair.cert], check=True)
    assert tls.allowed(read(tmp_path / "authority.crt")).count(
        x509.IPAddress(ipaddress.ip_network("192.0.2.2/32"))
    )
