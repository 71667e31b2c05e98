"""Lists beside the database: what was erased stands on them when a backup comes back.

One line of JSON each, added and never taken away. They hold ids, never what was erased.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from flask import current_app


def path(site: int, name: str) -> Path:
    """Return where a site's list of a name lies."""
    return Path(str(current_app.config["DATA"])) / "purged" / f"{site}.{name}"


def note(site: int, name: str, lines: Iterable[Any]) -> None:
    """Add lines to a list."""
    place = path(site, name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


def noted(site: int, name: str) -> Iterator[Any]:
    """Yield the lines of a list, the oldest first."""
    place = path(site, name)
    if place.exists():
        yield from map(json.loads, place.read_text("utf-8").splitlines())
