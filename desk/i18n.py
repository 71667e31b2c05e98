"""Choose the language of an answer; keep URL codes and locales apart."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, has_request_context, request
from flask_babel import Babel
from werkzeug.datastructures import LanguageAccept

LOCALES = {"en": "en", "zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "es": "es"}
CODES = {locale: code for code, locale in LOCALES.items()}
NAMES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文", "es": "Español"}
DEFAULT = "en"
TRADITIONAL = frozenset({"tw", "hk", "mo", "hant"})

babel = Babel()


def match(tag: str) -> str | None:
    """Return the URL code that serves a language tag (`zh-HK` → `zh-Hant`), if any."""
    parts = tag.replace("_", "-").lower().split("-")
    if parts[0] == "zh":
        return "zh-Hant" if TRADITIONAL.intersection(parts[1:]) - _simplified(parts) else "zh-Hans"
    return parts[0] if parts[0] in LOCALES else None


def _simplified(parts: list[str]) -> frozenset[str]:
    return TRADITIONAL if "hans" in parts else frozenset()


def best_code(accepted: LanguageAccept) -> str:
    """Return the URL code that a browser likes best."""
    for tag, quality in accepted:
        code = match(tag) if quality > 0 else None
        if code:
            return code
    return DEFAULT


def request_code() -> str:
    """Return the URL code for this request: its path, `?lang=`, then the browser's wish."""
    first = request.path.split("/", 2)[1]
    if first in LOCALES:
        return first
    asked = match(request.args.get("lang", ""))
    return asked or best_code(request.accept_languages)


def locale() -> str:
    """Return the locale for Flask-Babel."""
    return LOCALES[request_code()] if has_request_context() else DEFAULT


def init_app(app: Flask) -> None:
    """Set up Flask-Babel over the desk's own catalogs and those of the registers."""
    root = Path(app.root_path)
    folders = (root / "desk", *sorted((root / "blueprints" / "registers").iterdir()))
    found = [str(each / "translations") for each in folders if (each / "translations").is_dir()]
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", ";".join(found))
    babel.init_app(app, locale_selector=locale)
