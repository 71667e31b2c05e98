"""The built pages, the way to them, and the sign of life."""

from __future__ import annotations

import mimetypes
from os.path import isfile  # a name that no disk can hold is no file, and no fault
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, redirect, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as Plain

from desk import access, errors, squeezing
from desk.db import db
from desk.i18n import request_code

blueprint = Blueprint("home", __name__)
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")  # some systems say otherwise, and nosniff is strict
mimetypes.add_type("application/wasm", ".wasm")

YEAR = 31_536_000  # seconds
HASHED = "assets/"  # names there carry the hash of their content


@blueprint.get("/healthz")
def healthz() -> tuple[Response, int]:
    """Say whether the house can read its database."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify({"ok": False}), 503
    return jsonify({"ok": True}), 200


@blueprint.get("/")
def root() -> Plain:
    """Go to the first page in the reader's language, as the built page does by itself."""
    folder: Path = current_app.config["SITE_BUILD"]
    if (folder / "index.html").is_file():  # the worker keeps it, and keeps no redirects
        return fresh(squeezing.send(folder, "index.html"), "index.html")
    answer = redirect(f"/{request_code()}/")
    answer.vary.add("Accept-Language")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get("/<path:name>")
@access.access(public=True)
def page(name: str) -> Plain:
    """Serve one file of the built site."""
    if errors.in_api():
        raise NotFound
    folder: Path = current_app.config["SITE_BUILD"]
    try:
        inner = f"{name}index.html" if name.endswith("/") else name
        return fresh(squeezing.send(folder, inner), name)
    except NotFound:
        if not name.endswith("/") and isfile(folder / name / "index.html"):
            query = f"?{request.query_string.decode()}" if request.query_string else ""
            return redirect(f"/{name}/{query}", 308)
        raise


def fresh(answer: Response, name: str) -> Response:
    """Let hashed files be kept for ever, and everything else be asked for each time."""
    if is_hashed(name):
        answer.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        answer.headers["Cache-Control"] = "no-cache"
    return answer


def is_hashed(name: str) -> bool:
    """Tell whether a file's name changes with its content."""
    return name.startswith(HASHED)


@blueprint.app_errorhandler(404)
def missing(fault: HTTPException) -> Plain | HTTPException:
    """Show the page that says so, in the reader's language."""
    if errors.in_api():
        return errors.answer("not_found", 404)
    folder: Path = current_app.config["SITE_BUILD"]
    path = folder / request_code() / "404" / "index.html"
    if not path.is_file():
        return fault
    answer = Response(path.read_bytes(), 404, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
