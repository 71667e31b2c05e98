"""Send a file of the built site in as few bytes as the reader takes."""

from __future__ import annotations

import gzip
import mimetypes
import os
from functools import lru_cache
from io import BytesIO
from os.path import isfile  # a name that no disk can hold is no file, and no fault
from pathlib import Path

from flask import Response, request, send_file, send_from_directory
from werkzeug.security import safe_join

try:
    import brotli
except ImportError:  # it comes with what makes the fonts; a function that serves no files has none
    brotli = None

# What a picture or a font holds is squeezed already.
KINDS = frozenset(
    {
        "text/html", "text/css", "text/javascript", "application/json", "application/wasm",
        "application/manifest+json", "image/svg+xml",
    }
)  # fmt: skip
KEPT = 1024  # files, some 4 MB: every page in four languages, and their scripts
# 9 takes some 10 ms a page, once a process; the best would take 100 for a twelfth less.
QUALITY = 9
CODINGS = ("br", "gzip") if brotli else ("gzip",)


def send(folder: Path, name: str) -> Response:
    """Answer with a file below a folder, squeezed where both sides can. Raises NotFound."""
    kind = mimetypes.guess_type(name)[0]
    if kind not in KINDS:
        return send_from_directory(folder, name)
    path, coding = safe_join(str(folder), name), accepted()
    if path is None or coding is None or not isfile(path):
        answer = send_from_directory(folder, name)
    else:
        facts = os.stat(path)
        data = squeezed(path, facts.st_mtime_ns, coding)
        answer = send_file(
            BytesIO(data),
            mimetype=kind,
            etag=f"{facts.st_mtime_ns:x}-{facts.st_size:x}-{coding}",
            last_modified=facts.st_mtime,
        )
        answer.headers["Content-Encoding"] = coding
    answer.vary.add("Accept-Encoding")
    return answer


def accepted() -> str | None:
    """Return the shortest writing that the reader takes."""
    taken = request.accept_encodings
    return next((coding for coding in CODINGS if taken[coding]), None)


@lru_cache(KEPT)
def squeezed(path: str, changed_ns: int, coding: str) -> bytes:
    """Return a file's content in that writing; when it changed (ns), it is read anew."""
    data = Path(path).read_bytes()
    if coding == "br":
        return bytes(brotli.compress(data, quality=QUALITY))
    return gzip.compress(data, QUALITY, mtime=0)
