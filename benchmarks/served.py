"""A demonstration house that is served, and a tablet in it."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from desk.testing.browsers import Screen, chromium
from desk.testing.servers import House, free_port
from tests.journeys.counter import Counter


@contextmanager
def beside(
    grow: Callable[[House], None] = lambda _: None, add: Callable[[Path], None] = lambda _: None
) -> Iterator[Counter]:
    """Yield a tablet that does not know the house yet.

    `grow` fills the house before its pages are built; `add` puts files beside them.
    """
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        data, site = folder / "var", folder / "site"
        house = House(data, site, f"sqlite:///{data}/vestibule.db", free_port())
        house.flask("demo")
        grow(house)
        house.flask("pages", "build")
        add(site)
        house.start()
        screen = Screen(playwright, chromium(), folder / "profile", house.url)
        screen.start()
        try:
            yield Counter(screen)
        finally:
            screen.kill()
            house.stop()


@contextmanager
def at_work(grow: Callable[[House], None] = lambda _: None) -> Iterator[Counter]:
    """Yield a tablet that is enrolled, signed in and keeps its pages; `grow` fills the house."""
    with beside(grow) as counter:
        counter.enrol()
        counter.sign_in()
        counter.keep_shell()
        yield counter
