"""Make a certificate for the local network, under an authority that can vouch for nothing else."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS = 3650
CERTIFICATE_DAYS = 397  # Apple's limit is 398
RENEW_DAYS = 30
# RFC 1918, RFC 3927, RFC 4193 and this machine: an authority for these can harm nobody's bank.
NETWORKS = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "127.0.0.0/8",
    "fd00::/8",
)
DOMAINS = ("local", "localhost")

Key = ec.EllipticCurvePrivateKey
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Pair:
    """Where a certificate and its key lie."""

    cert: Path
    key: Path


def certificate(folder: Path, names: list[str]) -> Pair:
    """Return a certificate for `names`, made when there is none that fits."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pair = Pair(folder / "server.crt", folder / "server.key")
    authority, key = load_authority(folder, names)
    if not fits(pair, names, authority):
        leaf_key = ec.generate_private_key(ec.SECP256R1())
        leaf = sign(leaf_key, names, authority, key)
        keep(pair, leaf_key, [leaf, authority])
    return pair


def load_authority(folder: Path, names: list[str]) -> tuple[x509.Certificate, Key]:
    """Read the authority, made when there is none or it may not vouch for our own name."""
    pair = Pair(folder / "authority.crt", folder / "authority.key")
    if pair.cert.exists():
        cert = x509.load_pem_x509_certificate(pair.cert.read_bytes())
        key = load_pem_private_key(pair.key.read_bytes(), None)
        if isinstance(key, Key) and set(permitted(names)) <= set(allowed(cert)):
            return cert, key
    key = ec.generate_private_key(ec.SECP256R1())
    cert = authority(key, names)
    keep(pair, key, [cert])
    return cert, key


def authority(key: Key, names: list[str]) -> x509.Certificate:
    """Make the authority: it vouches for private addresses and this machine's name alone."""
    return (
        builder(subject(f"Vestibule on {names[-3]}"), AUTHORITY_DAYS)
        .issuer_name(subject(f"Vestibule on {names[-3]}"))
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(permitted(names), None), critical=True)
        .add_extension(usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def permitted(names: list[str]) -> list[x509.GeneralName]:
    """Return what the authority may vouch for: private networks, and this machine by name."""
    networks = [ipaddress.ip_network(network) for network in NETWORKS]
    own = [ipaddress.ip_network(name) for name in names if not is_host(name)]
    networks += [one for one in own if not any(map(partial(within, one), networks))]
    hosts = [*DOMAINS, *filter(is_host, names)]
    return [*map(x509.IPAddress, networks), *map(x509.DNSName, dict.fromkeys(hosts))]


def within(one: Network, other: Network) -> bool:
    """Tell whether one network lies in another of the same kind."""
    return one.version == other.version and one.network_address in other


def allowed(cert: x509.Certificate) -> list[x509.GeneralName]:
    """Return what an authority may vouch for."""
    limits = cert.extensions.get_extension_for_class(x509.NameConstraints)
    return list(limits.value.permitted_subtrees or [])


def sign(
    key: Key, names: list[str], authority: x509.Certificate, authority_key: Key
) -> x509.Certificate:
    """Make a server's certificate for all names."""
    return (
        builder(subject(names[0]), CERTIFICATE_DAYS)
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .add_extension(x509.SubjectAlternativeName(list(map(general, names))), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )


def builder(name: x509.Name, days: int) -> x509.CertificateBuilder:
    """Begin a certificate that is valid from yesterday: clocks on tablets are late."""
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days - 1))
    )


def usage(signs: bool) -> x509.KeyUsage:
    """Say what a key is for: signing certificates, or serving."""
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def subject(name: str) -> x509.Name:
    """Name a certificate."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def general(name: str) -> x509.GeneralName:
    """Write an address or a host as certificates do."""
    return x509.DNSName(name) if is_host(name) else x509.IPAddress(ipaddress.ip_address(name))


def is_host(name: str) -> bool:
    """Tell a host's name from an address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return True
    return False


def fits(pair: Pair, names: list[str], authority: x509.Certificate) -> bool:
    """Tell whether the certificate we have is for these names, and not about to end."""
    if not (pair.cert.exists() and pair.key.exists()):
        return False
    cert = x509.load_pem_x509_certificate(pair.cert.read_bytes())
    known = cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    late = cert.not_valid_after_utc - timedelta(days=RENEW_DAYS) < datetime.now(UTC)
    return not late and cert.issuer == authority.subject and set(map(general, names)) <= set(known)


def keep(pair: Pair, key: Key, chain: list[x509.Certificate]) -> None:
    """Write a certificate with its chain, and its key for the owner's eyes only."""
    pair.key.touch(mode=0o600)
    pair.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    pair.cert.write_bytes(b"".join(cert.public_bytes(Encoding.PEM) for cert in chain))
