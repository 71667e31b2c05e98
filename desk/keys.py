"""Keys: the devices' public ones, and the server's own, which no database holds."""

import base64
import binascii
import hashlib
from functools import cache, lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from flask import current_app

from desk.config import PEM
from desk.errors import Refusal

ES256 = ec.ECDSA(hashes.SHA256())
# The order of P-256 (FIPS 186-5): r and s are below it and above zero.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SIGNATURE_BYTES = 64
# What a browser signs before there is a device to speak of begins with one of these.
ENROL = b"vestibule-enrol-v1\n"
SESSION = b"vestibule-session-v1\n"
REQUEST = b"vestibule-request-v1\n"


def b64(raw: bytes) -> str:
    """Write base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Read base64url without padding; raise ValueError on anything but its one spelling."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if b64(raw) != text:
        raise ValueError("not the one spelling of base64url")
    return raw


def kid(public: bytes) -> str:
    """Return a key's short name: eight hex digits of the SHA-256 of its 65 bytes."""
    return hashlib.sha256(public).digest()[:4].hex()


def fingerprint(public: bytes) -> str:
    """Return what a person compares: sixteen hex digits of a key's SHA-256, in groups of four."""
    return grouped(hashlib.sha256(public).hexdigest()[:16])


def grouped(digits: str) -> str:
    """Write digits in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def public_from_jwk(jwk: dict[str, Any]) -> bytes:
    """Return the 65 bytes of a public P-256 key in JWK (RFC 7518, 6.2); raise ValueError."""
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256" or "d" in jwk:
        raise ValueError("not a public P-256 key")
    x, y = unb64(str(jwk.get("x"))), unb64(str(jwk.get("y")))
    if len(x) != 32 or len(y) != 32:
        raise ValueError("not a public P-256 key")
    public = b"\x04" + x + y
    _load(public)
    return public


def public_jwk(public: bytes) -> dict[str, str]:
    """Return 65 bytes of a public key as a browser imports them."""
    return {"kty": "EC", "crv": "P-256", "x": b64(public[1:33]), "y": b64(public[33:])}


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether the 64 bytes r and s sign the message; ES256 and nothing else."""
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    # Zero has passed for a signature elsewhere (CVE-2022-21449).
    if len(signature) != SIGNATURE_BYTES or not (0 < r < ORDER and 0 < s < ORDER):
        return False
    try:
        _load(public).verify(encode_dss_signature(r, s), message, ES256)
    except (InvalidSignature, ValueError):  # the latter of what is no point of the curve
        return False
    return True


def signed(public: bytes, message: bytes, signature: object) -> bool:
    """Tell whether a key signed a message; the signature as base64url, or anything."""
    try:
        return isinstance(signature, str) and verify(public, unb64(signature), message)
    except ValueError:
        return False


def prove(jwk: dict[str, Any], message: bytes, signature: object) -> bytes:
    """Return the public key that signed a message; raise Refusal."""
    try:
        public = public_from_jwk(jwk)
    except ValueError as fault:
        raise Refusal("bad_key", 400) from fault
    if not signed(public, message, signature):
        raise Refusal("bad_proof", 403)
    return public


def server_public() -> bytes:
    """Return the 65 bytes of the server's public key, the one in use."""
    return server_publics()[0]


def server_kid() -> str:
    """Return the short name of the key in use."""
    return _server_kid(str(current_app.config["SERVER_KEY"]))


def server_publics() -> list[bytes]:
    """Return the public keys of all that the server holds, the one in use first."""
    return [_raw(key.public_key()) for key in _held()]


def server_sign(message: bytes, public: bytes | None = None) -> bytes:
    """Sign with the server's key, or with an older one by its public key: r and s, 64 bytes."""
    at = 0 if public is None else server_publics().index(public)
    r, s = decode_dss_signature(_held()[at].sign(message, ES256))
    return r.to_bytes(32) + s.to_bytes(32)


def server_shared(public: bytes) -> list[bytes]:
    """Return the secrets that the server's keys share with another (ECDH); raise ValueError."""
    return [key.exchange(ec.ECDH(), _load(public)) for key in _held()]


def _held() -> tuple[ec.EllipticCurvePrivateKey, ...]:
    return _server(str(current_app.config["SERVER_KEY"]))


@cache
def _server_kid(pem: str) -> str:
    return kid(_raw(_server(pem)[0].public_key()))


@cache
def _server(pem: str) -> tuple[ec.EllipticCurvePrivateKey, ...]:
    found = []
    for block in PEM.findall(pem):
        key = serialization.load_pem_private_key(block.encode(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("the server's key is not on P-256")
        found.append(key)
    return tuple(found)


@lru_cache(maxsize=1024)
def _load(public: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)


def _raw(key: ec.EllipticCurvePublicKey) -> bytes:
    form = serialization.PublicFormat.UncompressedPoint
    return key.public_bytes(serialization.Encoding.X962, form)
