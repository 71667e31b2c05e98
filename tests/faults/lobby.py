"""A lobby to spoil: a house and an enrolled tablet, both copied from ones that were made once."""

import json
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from desk.testing.browsers import PATIENCE_SECONDS, Screen
from desk.testing.servers import House
from tests.journeys.counter import Counter

Json = dict[str, Any]
FORM = "visitors/new/"
STEP_MS = 100
SAVED = re.compile(r"/(?:print/visitors/slip|visitors/detail)/#(?P<ids>[0-9a-f,-]{36,})$")

# What a hasty receptionist does, in one go: the person, who came along, the room, and Save.
FILL = """({ names, room }) => {
  const form = document.querySelector('entry-form form');
  const mine = (one) => !one.closest('[data-person]');
  const own = (name) => [...form.elements].filter((one) => one.name === name && mine(one));
  const type = (name, value) => {
    const [field] = own(name);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const pick = (name, value) => {
    const field = own(name).find((one) => one.value === value);
    field.checked = true;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const [lead, ...others] = names;
  // Everybody has an ID of their own.
  const sum = (name) => [...name].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 1e4, 0);
  const last4 = (name) => String(sum(name)).padStart(4, '0');
  pick('id_kind', 'id_card');
  type('id_last4', last4(lead));
  type('name', lead);
  own('room')[0].value = room;
  pick('purpose', 'delivery');
  document.querySelector('companion-list').people =
    others.map((name) => ({ name, id_kind: 'passport', id_last4: last4(name) }));
}"""
SAVE = "() => document.querySelector('entry-form form').requestSubmit()"

# Opens the tablet's own store beside the page and reads one part of it.
READ = """(store) => new Promise((done, fail) => {
  const opening = indexedDB.open('vestibule');
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    const all = db.transaction(store).objectStore(store);
    const [keys, values] = [all.getAllKeys(), all.getAll()];
    values.onsuccess = () => {
      db.close();
      done(keys.result.map((key, at) => [key, values.result[at]]));
    };
    values.onerror = () => fail(values.error);
  };
})"""


@dataclass
class Desk(Counter):
    """A tablet that notes what it has shown as saved, and whose store can be read."""

    shown: list[str] = field(default_factory=list)
    room: str = ""
    tab: Page | None = None

    @property
    def page(self) -> Page:
        """Return the tab that somebody looks at."""
        return self.tab or self.screen.page

    def open(self, path: str = "") -> None:
        """Go to a page, in English."""
        self.page.goto(f"{self.screen.base}/en/{path}")

    def another_tab(self) -> "Desk":
        """Open a second tab of the same tablet."""
        return Desk(self.screen, tab=self.screen.context.new_page())

    def start(self) -> None:
        """Switch the tablet on."""
        self.screen.start()
        self.page.on("framenavigated", self._went)

    def _went(self, frame: Frame) -> None:
        if found := SAVED.search(frame.url):
            self.shown += found["ids"].split(",")

    def fill(self, *names: str) -> None:
        """Type who stands there; the form must be open."""
        self.page.locator("entry-form form").wait_for()
        self.page.wait_for_function(
            "() => customElements.get('entry-form') !== undefined", polling=100
        )
        self.room = self.room or next(key[1] for key, _ in self.read("refs") if key[0] == "room")
        self.page.evaluate(FILL, {"names": names, "room": self.room})

    def write(self, *names: str) -> list[str]:
        """Sign visitors in and wait until they are shown as saved; return their records."""
        self.open(FORM)
        self.fill(*names)
        self.page.evaluate(SAVE)
        self.page.wait_for_url(SAVED)
        return self.page.url.rpartition("#")[2].split(",")

    def read(self, store: str) -> list[Any]:
        """Return a store as (key, row) pairs."""
        rows: list[Any] = self.page.evaluate(READ, store)
        return rows

    def meta(self, name: str) -> Any:
        """Return a fact that the tablet keeps."""
        return dict(self.read("meta")).get(name)

    def outbox(self) -> list[Json]:
        """Return the rows of the outbox in the order of their numbers."""
        return [row for _, row in self.read("outbox")]

    def waiting(self) -> int:
        """Count what the house has not answered for."""
        return sum(row["status"] == "queued" for row in self.outbox())

    def waits_until_handed_in(self) -> None:
        """Wait until the house has answered for everything on this tablet."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while left := self.waiting():
            assert time.monotonic() < deadline, f"{left} entries are still waiting"
            self.page.wait_for_timeout(STEP_MS)

    def close(self) -> None:
        """Switch off as a person does: what the browser keeps in memory reaches the disk."""
        session = self.screen.context.browser
        assert session is not None
        session.new_browser_cdp_session().send("Browser.close")
        assert self.screen.process is not None
        self.screen.process.wait(20)
        self.screen.process = None


@dataclass
class Lobby:
    """A house with a demonstration, and the profile of a tablet that belongs to it."""

    house: House
    profile: Path

    def copied(self, to: Path) -> "Lobby":
        """Make both again in another folder, at the same address."""
        shutil.copytree(self.house.data, to / "served")
        shutil.copytree(self.profile, to / "profile", ignore=shutil.ignore_patterns("Singleton*"))
        url = f"sqlite:///{to}/served/vestibule.db"
        (to / "site").symlink_to(self.house.site.resolve())
        house = House(to / "served", to / "site", url, self.house.port)
        return Lobby(house, to / "profile")

    def rows(self, query: str) -> list[Json]:
        """Ask the house's database."""
        with sqlite3.connect(f"file:{self.house.data}/vestibule.db?mode=ro", uri=True) as line:
            line.row_factory = sqlite3.Row
            found = [dict(row) for row in line.execute(query)]
        line.close()
        return found

    def change(self, statement: str) -> None:
        """Change the house's database behind its back."""
        with sqlite3.connect(f"{self.house.data}/vestibule.db", timeout=10) as line:
            line.execute(statement)
        line.close()

    def journal(self) -> Iterator[Json]:
        """Yield what tablets wrote, as it stands in the journal: body and all."""
        for row in self.rows("SELECT * FROM journal WHERE dev != '' ORDER BY seq"):
            yield {**row, "body": json.loads(row["body"]) if row["body"] else {}}

    def slips(self) -> list[Json]:
        """Return the visitors that were signed in, in the journal's order."""
        return [row for row in self.journal() if row["t"] == "visitors.sign_in"]


def device(playwright: Any, program: str, profile: Path, base: str) -> Desk:
    """Put a tablet with this profile on the desk, switched on."""
    desk = Desk(Screen(playwright, program, profile, base))
    desk.start()
    return desk
