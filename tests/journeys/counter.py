"""What people do at the counter, in the words they would use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from desk.demo.team import TEAM, DemoStaff
from desk.testing.browsers import PATIENCE_SECONDS, Screen

KELLY = next(member for member in TEAM if "receptionist" in member.roles)

# A tap leads to another page: the count must outlive the one it began on.
TAPS = """if (!window.tapsAreCounted) {
  window.tapsAreCounted = true;
  addEventListener('pointerdown', () => {
    sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
  }, { capture: true });
}"""

# Silent printing, as Chromium's kiosk switch does it: count it, keep the question for us.
SILENT = """window.print = () => {
  const { dataset } = document.documentElement;
  dataset.prints = Number(dataset.prints ?? 0) + 1;
  window.dispatchEvent(new Event("afterprint"));
};"""

expect.set_options(timeout=PATIENCE_SECONDS * 1000)


def reads(place: Locator, words: str) -> None:
    """Wait until the eye reads the words there; the pages hold many more that are hidden."""
    expect(place).to_contain_text(words, use_inner_text=True)


@dataclass
class Counter:
    """A tablet on the front desk and whoever stands before it."""

    screen: Screen

    @property
    def page(self) -> Page:
        """Return the page that is open."""
        return self.screen.page

    def open(self, path: str = "") -> None:
        """Go to a page, in English."""
        place, _, record = path.partition("#")
        if record and self.page.url.partition("#")[0] == f"{self.screen.base}/en/{place}":
            # Nothing would be loaded, and what the page showed before be read for what is asked.
            self.page.goto("about:blank")
        self.screen.open(f"/en/{path}")

    def count_taps(self) -> None:
        """Count from here on what a finger does, on every page; what is typed is no tap."""
        self.page.context.add_init_script(TAPS)
        self.page.evaluate(f"() => {{ {TAPS} sessionStorage.taps = 0; }}")

    @property
    def taps(self) -> int:
        """Return how many taps there were since they are counted."""
        return int(self.page.evaluate("Number(sessionStorage.taps)"))

    def enrol(self) -> None:
        """Become a tablet of the demonstration house, by one tap, unless it is one already."""
        if self.screen.joined:
            self.open()
            return
        self.open("enrol/")
        self.page.get_by_role("button", name="Start the demonstration").click()
        self.page.wait_for_url("**/en/")

    def sign_in(self, who: DemoStaff = KELLY, stay: bool = True) -> None:
        """Choose a name and type its PIN; `stay` asks for the page's language first."""
        lock = self.page.locator("desk-lock dialog")
        expect(lock).to_be_visible()
        if stay:
            lock.locator(".tongues [aria-current]").click()
        lock.locator(f'[data-op="{who.id}"]').click()
        self.page.keyboard.type(who.pin)
        expect(lock).to_be_hidden()

    def work_alone(self, who: DemoStaff = KELLY) -> None:
        """Become a tablet at work that keeps its pages and has no network."""
        self.enrol()
        self.sign_in(who)
        self.keep_shell()
        self.screen.offline()

    def enter_office(self, path: str, who: DemoStaff) -> None:
        """Open a page of the office with somebody's password."""
        self.open(f"office/{path}")
        self.page.locator("#office-login").fill(who.login)
        self.page.locator("#office-password").fill(who.password)
        self.page.locator("office-gate button[type=submit]").click()

    def come_back(self) -> None:
        """Open the desk after a power cut; sign in again where it asks."""
        self.open()
        lock = self.page.locator("desk-lock dialog")
        known = self.page.locator("operator-pill [data-is=in]")
        expect(lock.or_(known).filter(visible=True).first).to_be_visible()
        if lock.is_visible():
            self.sign_in()

    def keep_shell(self) -> None:
        """Wait until the pages are kept on the tablet."""
        self.page.wait_for_function(
            "() => navigator.serviceWorker.controller !== null", polling=100
        )

    def sees_id(self, last4: str = "4821", kind: str = "id_card") -> Locator:
        """Open a visitor's form and write down the ID that was seen; return the form."""
        self.open("visitors/new/")
        form = self.page.locator("entry-form form")
        form.locator(f'label:has([name="id_kind"][value="{kind}"])').first.click()
        form.locator('[name="id_last4"]').first.fill(last4)
        return form

    def begin_visitor(
        self, name: str, last4: str = "4821", room: str = "12", purpose: str = "visit"
    ) -> Locator:
        """Fill a visitor's form as far as it must be; return it."""
        form = self.sees_id(last4)
        form.locator('[name="name"]').first.fill(name)
        form.locator('[data-field="room"] [role="combobox"]').press_sequentially(room)
        form.locator('[data-field="room"] [role="option"]').first.click()
        form.locator(f'label:has([name="purpose"][value="{purpose}"])').first.click()
        return form

    def write_visitor(
        self,
        name: str,
        last4: str = "4821",
        room: str = "12",
        companions: Sequence[str] = (),
        badge: str = "",
        waits: bool = False,
    ) -> str:
        """Sign a visitor in through the form, and who came along; return the record's id."""
        form = self.begin_visitor(name, last4, room)
        form.locator('[name="badge"]').first.fill(badge)
        if waits:
            form.locator('label:has([name="waits"][value="yes"])').click()
        for companion in companions:
            self.add(companion)
        form.locator('button[type="submit"]').click()
        self.page.wait_for_url(re.compile(r"#[0-9a-f-]{36}"))
        return self.page.url.rpartition("#")[2]

    def add(self, name: str) -> None:
        """Add somebody who came along."""
        self.page.locator("companion-list [data-add]").click()
        person = self.page.locator("companion-list li[data-person]").last
        person.locator('[name="name"]').fill(name)
        person.locator('label:has([value="passport"])').click()
        person.locator('[name="id_last4"]').fill("7734")

    def asks_the_house(self) -> None:
        """Press the button that hands in and fetches now."""
        self.open("queue/")
        self.page.locator("sync-now button").click()

    def listed(self, count: int) -> list[str]:
        """Return the names in the list of visitors, once there are as many as `count`."""
        self.open("visitors/")
        expect(self.page.locator('record-list [data-count-of="open"]')).to_have_text(str(count))
        rows = self.page.locator("record-list a.row")
        expect(rows).to_have_count(count)
        # Rows out of sight are not laid out: their words are there, but no eye reads them.
        return rows.locator('[data-text="name"]').all_text_contents()

    def shows(self, name: str) -> None:
        """Look for somebody in the list of visitors."""
        self.open("visitors/")
        expect(self.page.locator("record-list")).to_contain_text(name, use_inner_text=True)

    def waits_until_handed_in(self) -> None:
        """Wait until nothing is left on this tablet alone."""
        expect(self.page.locator("queue-badge [data-is=calm]").last).to_be_visible()
