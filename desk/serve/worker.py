"""What a server's process does when it begins: gunicorn reads this file as its settings."""

from __future__ import annotations

import logging
import threading

from desk.press import RenderError, press

log = logging.getLogger(__name__)


def post_worker_init(_worker: object) -> threading.Thread:
    """Warm the press beside the first requests, so that no first paper waits for it."""
    thread = threading.Thread(target=warm, name="press", daemon=True)
    thread.start()
    return thread


def warm() -> None:
    """Start the press; without it the house still serves, and the first paper tries again."""
    try:
        press.warm()
    except RenderError as fault:
        log.warning("the press is not warm: %s", fault)
