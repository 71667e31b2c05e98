"""Refuse requests that another site made, of the wrong type or size; set the headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote_from_bytes, urlsplit

from flask import Flask, Response, current_app, request

from desk.errors import Refusal, in_api

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PRINTABLE = bytes(range(0x21, 0x7F))
JSON = ("application/json",)
PORTS = {"http": ":80", "https": ":443"}
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "worker-src 'self'",
        "manifest-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types sw",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(self), screen-wake-lock=(self), geolocation=(), "
    "microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000"

View = TypeVar("View", bound=Callable[..., object])
Signed = Callable[[], bool]


@dataclass(frozen=True)
class Accepts:
    """What a writing view takes in."""

    types: tuple[str, ...] = JSON
    limit: int | None = None


def accepts(*types: str, limit: int | None = None) -> Callable[[View], View]:
    """Let a view take other content types, or bodies up to `limit` bytes."""

    def mark(view: View) -> View:
        view.__dict__["accepts"] = Accepts(types or JSON, limit)
        return view

    return mark


def own_site(
    method: str, fetch_site: str | None, origin: str | None, host: str, signed: Signed
) -> bool:
    """Tell whether a request is our own (the rule of Go's net/http/csrf.go, made stricter)."""
    if method in SAFE:
        return True
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    if origin is not None:
        return same_host(origin, host)
    return signed()


def same_host(origin: str, host: str) -> bool:
    """Compare an Origin header with a Host header."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    port = PORTS.get(parts.scheme)
    if port is None or not parts.netloc:
        return False
    return parts.netloc.lower().removesuffix(port) == host.lower().removesuffix(port)


def spell_out(query: bytes) -> bytes:
    """Write bytes that no query may hold as %xx: unreadable ones would break every view."""
    return query if query.isascii() else quote_from_bytes(query, safe=PRINTABLE).encode()


def check(signed: Signed) -> None:
    """Refuse a write that is not ours, of the wrong type, or too large."""
    request.query_string = spell_out(request.query_string)
    view = current_app.view_functions.get(request.endpoint or "")
    rule: Accepts = getattr(view, "accepts", Accepts())
    request.max_content_length = rule.limit or current_app.config["MAX_CONTENT_LENGTH"]
    if request.method in SAFE:
        return
    if (request.content_length or 0) > request.max_content_length:
        raise Refusal("too_large", 413)
    headers = request.headers
    if not own_site(
        request.method, headers.get("Sec-Fetch-Site"), headers.get("Origin"), request.host, signed
    ):
        raise Refusal("cross_site", 403)
    if request.mimetype not in rule.types:
        raise Refusal("bad_type", 415)


def dress(response: Response) -> Response:
    """Set the security headers; nothing under /api is kept by a cache."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    if in_api():
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def init_app(app: Flask, signed: Signed) -> None:
    """Stand before every view."""
    app.before_request(lambda: check(signed))
    app.after_request(dress)
