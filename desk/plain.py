"""Pages that the server makes itself: what a browser opens where none of the built pages is."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Response, current_app, render_template

from desk.i18n import request_code


def built(begin: str, end: str) -> list[str]:
    """Return the built assets whose hashed names begin and end so."""
    path = Path(current_app.config["SITE_BUILD"]) / "version.json"
    files = json.loads(path.read_text())["files"] if path.is_file() else []
    return [name for name in files if name.startswith(begin) and name.endswith(end)]


def told(message: str, status: int) -> Response:
    """Return a page that says what went wrong and that nothing is lost."""
    styles = built("/assets/house", ".css")
    page = render_template(
        "layouts/plain.html", lang=request_code(), styles=styles, message=message
    )
    return Response(page, status, mimetype="text/html")
