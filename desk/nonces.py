"""Make one-time texts for a device to sign when its cookie is gone; nothing is stored."""

from __future__ import annotations

import hmac
import secrets

from flask import current_app

from desk.time import now_ms

LIFE_MS = 2 * 60_000


def make() -> str:
    """Return `<ms>.<random>.<mac>`."""
    text = f"{now_ms()}.{secrets.token_hex(8)}"
    return f"{text}.{_mac(text)}"


def made_at(nonce: str) -> int | None:
    """Return when (ms) one of our nonces was made, or None when it is not ours or too old."""
    text, _, mac = nonce.rpartition(".")
    if not nonce.isascii() or not hmac.compare_digest(_mac(text), mac):
        return None
    at = int(text.partition(".")[0])
    return at if 0 <= now_ms() - at <= LIFE_MS else None


def _mac(text: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, b"vestibule-nonce-v1\0" + text.encode(), "sha256").hex()[:32]
