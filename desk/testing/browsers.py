"""Drive a real Chromium through Playwright, with a profile that outlives being killed."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

PATIENCE_SECONDS = 60  # with the cores lent out to others; nothing good takes that long
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--no-default-browser-check", "--remote-debugging-port=0"),
)
TABLET = {"width": 1280, "height": 800}


@dataclass
class Screen:
    """One device: a browser with a profile on disk and one page in front of somebody."""

    playwright: Playwright
    program: str
    profile: Path
    base: str
    flags: tuple[str, ...] = ()
    joined: bool = False  # the profile is that of a tablet which its house knows
    process: subprocess.Popen[bytes] | None = None
    faults: list[str] = field(default_factory=list)
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)

    def start(self) -> None:
        """Open the browser on its profile; what was saved before is still there."""
        told = self.profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [self.program, *FLAGS, *self.flags, f"--user-data-dir={self.profile}", "about:blank"],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not told.exists() or "\n" not in told.read_text():
            assert time.monotonic() < deadline, "Chromium does not start"
            time.sleep(0.02)
        port = told.read_text().splitlines()[0]
        browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        self.context = browser.contexts[0]
        self.context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.page = self.context.pages[0]
        self.page.set_viewport_size(TABLET)  # type: ignore[arg-type]
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def open(self, path: str) -> Page:
        """Go to a page of the house."""
        self.page.goto(self.base + path)
        return self.page

    def offline(self, cut: bool = True) -> None:
        """Cut the network for pages and worker alike, or mend it."""
        self.context.set_offline(cut)

    def kill(self) -> None:
        """End every process of the browser at once, as a power cut would."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE_SECONDS)
            self.process = None


Screens = Callable[..., Screen]


def chromium() -> str:
    """Return the browser's program, or skip where there is none."""
    for name in (os.environ.get("CHROMIUM", ""), *PROGRAMS):
        if name and (found := shutil.which(name)):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if not Path(own).exists():
        pytest.skip("no Chromium here: set $CHROMIUM or run bin/setup test")
    return own


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """Start Playwright once."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def program() -> str:
    """Return the browser's program."""
    return chromium()


@pytest.fixture
def browser(playwright_driver: Playwright, program: str, tmp_path: Path) -> Iterator[Screens]:
    """Return a factory of devices: browser(base address, *flags); each has a profile of its own."""
    made: list[Screen] = []

    def device(base: str, *flags: str) -> Screen:
        profile = tmp_path / f"profile-{len(made) + 1}"
        screen = Screen(playwright_driver, program, profile, base, flags)
        made.append(screen)
        screen.start()
        return screen

    yield device
    for screen in made:
        screen.kill()
