"""Read the settings of a deployment from its environment; refuse nonsense at start."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

ROOT = Path(__file__).resolve().parent.parent
BODY_LIMIT = 512 * 1024  # bytes; a sync batch is at most 256 KiB
SESSION_DAYS = 400  # the longest life that browsers give a cookie
TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})

PEM = re.compile(r"-----BEGIN [A-Z ]+-----.*?-----END [A-Z ]+-----", re.DOTALL)

Env = Mapping[str, str]


class ConfigError(ValueError):
    """A setting that cannot be meant."""


def envbool(env: Env, name: str, default: bool = False) -> bool:
    """Read a yes or no; raise ConfigError on anything else."""
    text = env.get(name)
    if text is None:
        return default
    word = text.strip().lower()
    if word not in TRUE | FALSE:
        raise ConfigError(f"{name}={text!r} is neither yes nor no")
    return word in TRUE


def envint(env: Env, name: str, default: int, low: int = 0, high: int = 2**31 - 1) -> int:
    """Read a whole number within bounds; raise ConfigError on anything else."""
    text = env.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.removeprefix("-").isdigit()) or len(text) > 11:
        raise ConfigError(f"{name}={text!r} is not a whole number")
    value = int(text)
    if not low <= value <= high:
        raise ConfigError(f"{name}={value} is outside {low}…{high}")
    return value


def load(env: Env | None = None) -> dict[str, object]:
    """Build Flask's configuration from the environment."""
    env = os.environ if env is None else env
    data = Path(env.get("VESTIBULE_DATA") or ROOT / "var")
    data = data if data.is_absolute() else ROOT / data
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    build = Path(env.get("SITE_BUILD") or ROOT / "build" / "site")
    return {
        "DATA": data,
        "DEMO": envbool(env, "DEMO"),
        "SITE_BUILD": build if build.is_absolute() else ROOT / build,
        "SQLALCHEMY_DATABASE_URI": database(env.get("VESTIBULE_DATABASE", ""), data),
        "SECRET_KEY": secret(env.get("SECRET_KEY", ""), data / "secret-key", "SECRET_KEY"),
        "PEPPER": secret(env.get("VESTIBULE_PEPPER", ""), data / "pepper", "VESTIBULE_PEPPER"),
        "SERVER_KEY": server_key(env.get("VESTIBULE_SERVER_KEY", ""), data / "server-key.pem"),
        "PROXIES": envint(env, "VESTIBULE_PROXIES", 0, high=8),
        "MAX_CONTENT_LENGTH": BODY_LIMIT,
        "MAX_FORM_MEMORY_SIZE": BODY_LIMIT,
        "MAX_FORM_PARTS": 100,
        **SESSION,
    }


SESSION: dict[str, object] = {
    "SESSION_COOKIE_NAME": "__Host-vestibule",
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Strict",
    "SESSION_COOKIE_PATH": "/",
    "SESSION_REFRESH_EACH_REQUEST": False,
    "PERMANENT_SESSION_LIFETIME": timedelta(days=SESSION_DAYS),
}


def database(url: str, data: Path) -> str:
    """Make a database address absolute, with the driver that we ship."""
    if not url:
        return f"sqlite:///{data / 'vestibule.db'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    path = url.removeprefix("sqlite:///")
    if url.startswith("sqlite:///") and path and not path.startswith((":", "/", "file:")):
        return f"sqlite:///{ROOT / path}"
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        raise ConfigError("VESTIBULE_DATABASE is neither SQLite nor PostgreSQL")
    return url


def secret(given: str, path: Path, name: str) -> str:
    """Return the given secret, or the one kept in a file, made when absent."""
    if given:
        if len(given) < 32:
            raise ConfigError(f"{name} is shorter than 32 characters")
        return given
    return keep(path, secrets.token_urlsafe(48)).strip()


def server_key(given: str, path: Path) -> str:
    """Return the server's P-256 keys as PEM, the newest first; one is made in a file when absent.

    The older ones still open what was sealed for them, and prove what they signed.
    """
    pem = given.replace("\\n", "\n") or keep(path, new_key())
    blocks = PEM.findall(pem)
    if not blocks:
        raise ConfigError("the server key is not an unencrypted PEM")
    for block in blocks:
        try:
            key = serialization.load_pem_private_key(block.encode(), None)
        except ValueError as fault:
            raise ConfigError("the server key is not an unencrypted PEM") from fault
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise ConfigError("the server key is not on P-256")
    return pem


def new_key() -> str:
    """Make a P-256 key as PEM."""
    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )


def keep(path: Path, fresh: str) -> str:
    """Write a new secret for the owner's eyes only, unless the file is there; read it."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        draft.touch(mode=0o600)
        draft.write_text(fresh, encoding="utf-8")
        os.link(draft, path)  # never over another process's file
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
    return path.read_text(encoding="utf-8")
