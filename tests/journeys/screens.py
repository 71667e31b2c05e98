"""Look at a page as everybody will: in each language, theme and size, with a critical eye."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request, Response, ViewportSize

from desk.testing.browsers import PATIENCE_SECONDS, Screen
from desk.testing.servers import ROOT
from tests.journeys.counter import Counter

LANGUAGES = ("en", "zh-Hans", "zh-Hant", "es")
SIZES = {"lying": (1280, 800), "upright": (800, 1280), "phone": (390, 844)}
# A theme is colours alone, and those are the same in all languages and at all sizes: the dark one
# is looked at once. What else a machine can judge of access is the same at all sizes, and in all
# languages but for its words: they fill the same template.
COLOURS = "color-contrast"
WORDS = [
    "document-title",
    "html-has-lang",
    "html-lang-valid",
    "valid-lang",
    "label-content-name-mismatch",
    "aria-command-name",
    "button-name",
    "link-name",
    "label",
]
LIGHT = [("light", size) for size in SIZES]
DARK = ("dark", "phone")
ALL: dict[str, object] = {}
ONLY_COLOURS: dict[str, object] = {"runOnly": {"type": "rule", "values": [COLOURS]}}
ONLY_WORDS: dict[str, object] = {"runOnly": {"type": "rule", "values": WORDS}}
FOCUSED, JUDGED = ("lying", "phone"), "lying"
SCRIPTS = (ROOT / "node_modules/axe-core/axe.min.js", Path(__file__).with_name("fit.js"))
QUIET_MS, PATIENCE_MS = 100, PATIENCE_SECONDS * 1000

Act = Callable[[Page], object]


@dataclass
class Eye:
    """Looks at pages on one device and keeps what is wrong with them."""

    screen: Screen
    pictures: Path
    faults: list[str] = field(default_factory=list)
    known: tuple[str, ...] = ()  # what may fail here: parts of addresses
    at: str = ""
    lang: str = LANGUAGES[0]

    def __post_init__(self) -> None:
        context = self.screen.context
        for script in SCRIPTS:
            context.add_init_script(path=script)
        context.on("console", self.heard)
        context.on("weberror", lambda error: self.note(f"uncaught: {error.error}"))
        context.on("requestfailed", self.failed)
        context.on("response", self.answered)

    @property
    def page(self) -> Page:
        """Return the page that is looked at."""
        return self.screen.page

    def note(self, fault: str) -> None:
        """Keep what is wrong, with the place where it was seen."""
        self.faults.append(f"{self.at}: {fault}")

    def heard(self, message: ConsoleMessage) -> None:
        """Keep an error that the browser wrote to its console."""
        if message.type == "error" and not self.expected(message.location["url"]):
            self.note(f"console: {message.text}")

    def failed(self, request: Request) -> None:
        """Keep a request that came to nothing, unless a new page cut it short."""
        if request.failure != "net::ERR_ABORTED" and not self.expected(request.url):
            self.note(f"request: {request.url} {request.failure}")

    def answered(self, response: Response) -> None:
        """Keep an answer that says no."""
        if response.status >= 400 and not self.expected(response.url):
            self.note(f"answer: {response.status} {response.url}")

    def expected(self, url: str) -> bool:
        """Tell whether this address may fail here."""
        return any(part in url for part in self.known)

    def open(self, address: str, act: Act | None = None) -> None:
        """Go to a page anew, wait until it rests, and do what brings it into its state."""
        self.at = address
        if self.page.url.partition("#")[0] == self.screen.base + address.partition("#")[0]:
            self.page.goto("about:blank")  # else only the part after # would change
        self.size("lying")
        self.page.goto(self.screen.base + address)
        self.rest()
        if act is not None:
            act(self.page)
            self.rest()

    def rest(self) -> None:
        """Wait until nothing on the page changes any more."""
        self.lang = self.page.evaluate("document.documentElement.lang")
        if trouble := self.page.evaluate(f"fit.settled({QUIET_MS}, {PATIENCE_MS})"):
            self.note(trouble)

    def size(self, name: str) -> None:
        """Turn the device, or take another."""
        width, height = SIZES[name]
        wanted = ViewportSize(width=width, height=height)
        if self.page.viewport_size != wanted:
            self.page.set_viewport_size(wanted)

    def judge(self, state: str = "") -> None:
        """Look at what is open in every theme and size."""
        place = f"{self.at} {state}".strip()
        home = self.lang == LANGUAGES[0]
        for theme, size in [*LIGHT, DARK] if home else LIGHT:
            self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            self.size(size)
            self.at = f"{place} {size} {theme}"
            found = list(self.looks(theme, size, home))
            for fault in found:
                self.note(fault)
            if found:
                self.picture()
        self.page.emulate_media(color_scheme="light")
        self.at = place
        for fault in self.page.evaluate("fit.broken"):
            self.note(fault)

    def looks(self, theme: str, size: str, home: bool) -> Iterator[str]:
        """Return what is wrong with the page as it stands."""
        if (theme, size) == DARK:
            yield from self.access(ONLY_COLOURS)
            return
        yield from self.measure("fit.layout()")
        if size in FOCUSED:
            self.page.keyboard.press("Tab")  # rings are for those who use keys
            yield from self.measure("fit.reach()")
        if size == JUDGED:
            yield from self.access(ALL if home else ONLY_WORDS)

    def access(self, options: dict[str, object]) -> list[str]:
        """Let axe judge, with its own options."""
        return self.measure("options => fit.access(options)", options)

    def measure(self, script: str, given: Any = None) -> list[str]:
        """Run one of the measures of fit.js."""
        found: list[str] = self.page.evaluate(script, given)
        return found

    def picture(self) -> None:
        """Keep how it looked, under a name that says where."""
        name = "".join(sign if sign.isalnum() else "-" for sign in self.at).strip("-")
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.pictures / f"{name}.png")

    def verdict(self) -> None:
        """Fail with everything that was wrong, and begin anew."""
        faults, self.faults = self.faults, []
        told = "\n".join([f"{len(faults)} faults, pictures in {self.pictures}", *faults])
        assert not faults, told

    def counter(self) -> Counter:
        """Return the hands that work this device."""
        return Counter(self.screen)
