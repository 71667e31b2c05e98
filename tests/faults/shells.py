"""New versions of the pages, as a deploy would bring them, and what a tablet says of them."""

import json
import shutil
from pathlib import Path

from tests.faults.lobby import Desk, Lobby

NEXT = "feedfacefeed"
FOUND = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  const worker = registration.installing ?? registration.waiting;
  const over = () => ['installed', 'redundant', 'activated'].includes(worker.state);
  while (worker && !over()) await new Promise((done) => { setTimeout(done, 20); });
  return worker ? worker.state : 'none';
}"""
VERSION = "() => document.documentElement.dataset.version"
KEPT = "() => caches.keys()"


def version(site: Path) -> str:
    """Return the version of built pages."""
    facts: dict[str, str] = json.loads((site / "version.json").read_text("utf-8"))
    return facts["version"]


def deploy(lobby: Lobby, name: str = NEXT) -> Path:
    """Put a new version in the place of the old one; the assets of before stay."""
    old, new = version(lobby.house.site), lobby.house.data.parent / f"site-{name}"
    shutil.copytree(lobby.house.site, new)
    for path in [*new.rglob("*.html"), new / "sw.js", new / "version.json"]:
        path.write_text(path.read_text("utf-8").replace(old, name), "utf-8")
    swap(lobby, new)
    return new


def swap(lobby: Lobby, to: Path) -> None:
    """Serve other pages from now on, all at once."""
    link = lobby.house.data.parent / "link"
    link.symlink_to(to)
    link.rename(lobby.house.site)


def look(desk: Desk) -> str:
    """Ask for a newer version now, as the tablet does every hour; return what came of it."""
    state: str = desk.page.evaluate(FOUND)
    return state


def running(desk: Desk) -> str:
    """Return the version of the page that is open."""
    found: str = desk.page.evaluate(VERSION)
    return found
