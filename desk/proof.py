"""Check what a browser's key has signed, before there is a device to speak of."""

from __future__ import annotations

from typing import Any

from desk import keys
from desk.errors import Refusal

ENROL = b"vestibule-enrol-v1\n"
SESSION = b"vestibule-session-v1\n"
REQUEST = b"vestibule-request-v1\n"


def public_key(jwk: dict[str, Any]) -> bytes:
    """Return the 65 bytes of a P-256 public key; raise Refusal for anything else."""
    try:
        return keys.public_from_jwk(jwk)
    except ValueError as fault:
        raise Refusal("bad_key", 400) from fault


def signed(public: bytes, message: bytes, signature: object) -> bool:
    """Tell whether a key signed a message; ES256, base64url."""
    try:
        return isinstance(signature, str) and keys.verify(public, keys.unb64(signature), message)
    except ValueError:
        return False


def prove(jwk: dict[str, Any], message: bytes, signature: object) -> bytes:
    """Return the public key that signed `message`; raise Refusal."""
    public = public_key(jwk)
    if not signed(public, message, signature):
        raise Refusal("bad_proof", 403)
    return public


def public_jwk(public: bytes) -> dict[str, str]:
    """Return 65 bytes of a public key as a browser imports them."""
    return {"kty": "EC", "crv": "P-256", "x": keys.b64(public[1:33]), "y": keys.b64(public[33:])}
