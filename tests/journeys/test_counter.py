"""At the counter, without a network: the ID first, and two facts when somebody leaves."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys.counter import Counter

pytestmark = pytest.mark.journey

# What a page's own script would do to get round the form.
FORCED = """async (values) => {
  for (const part of document.querySelectorAll('entry-form fieldset, entry-form [disabled]')) {
    part.disabled = false;
    part.inert = false;
  }
  const form = document.querySelector('entry-form form');
  form.querySelector('[name="name"]').value = values.name;
  form.requestSubmit();
}"""


@pytest.fixture
def counter(live: House, browser: Screens) -> Iterator[Counter]:
    """Yield a tablet at work whose network is down."""
    found = Counter(browser(live.url))
    found.enrol()
    found.sign_in()
    found.keep_shell()
    found.screen.offline()
    yield found
    assert found.screen.faults == []


@pytest.mark.rule("S1")
def test_nothing_is_written_before_the_id_has_been_seen(counter: Counter) -> None:
    counter.open("visitors/new/")
    form = counter.page.locator("entry-form form")
    for name in ("name", "badge"):
        expect(form.locator(f'[name="{name}"]').first).to_be_disabled()
    counter.page.evaluate(FORCED, {"name": "Round The Form"})
    expect(form.locator(".field.wrong, [aria-invalid=true]").first).to_be_visible()
    assert "#" not in counter.page.url
    counter.open("visitors/")
    expect(counter.page.locator("record-list")).not_to_contain_text("Round The Form")


@pytest.mark.rule("S8")
@pytest.mark.rule("S9")
def test_leaving_and_giving_back_the_slip_are_two_facts(counter: Counter) -> None:
    slip = counter.write_visitor("Elena Prado")
    counter.open(f"visitors/detail/#{slip}")
    counter.page.locator('[data-act="leave"]').click()
    asked = counter.page.locator("dialog#visitors-leave")
    asked.get_by_role("button", name="Left without the slip").click()
    expect(asked, "it asks how they left").to_be_visible()
    asked.locator('label:has([value="gate"])').click()
    asked.get_by_role("button", name="Left without the slip").click()
    expect(counter.page.locator(".record-head")).to_contain_text("Left, slip still out")
    assert "invalid" not in counter.page.locator("article").inner_text()

    counter.open("visitors/#late")
    expect(counter.page.locator("record-list")).to_contain_text("Elena Prado")

    counter.open(f"visitors/detail/#{slip}")
    counter.page.locator('[data-act="return_slip"]').click()
    expect(counter.page.locator(".record-head")).to_contain_text("Closed")


@pytest.mark.rule("S8")
def test_a_scanned_slip_is_closed_by_one_tap(counter: Counter) -> None:
    slip = counter.write_visitor("Omar Haddad")
    counter.open("scan/")
    code = counter.page.locator("#scan-code")
    code.fill("V1:" + slip.replace("-", "").upper())
    code.press("Enter")
    found = counter.page.locator('scan-slip article[data-register="visitors"]')
    expect(found).to_contain_text("Omar Haddad")
    found.locator('[data-act="sign_out"]').click()
    expect(found.locator(".record-head")).to_contain_text("Closed")


@pytest.mark.rule("S2")
def test_everybody_of_a_party_has_a_slip(counter: Counter) -> None:
    counter.write_visitor("Lead Person", companions=("Second Person", "Third Person"))
    counter.open("visitors/")
    expect(counter.page.locator("record-list")).to_contain_text("Third Person")
    told = counter.page.locator("record-list").inner_text()
    numbers = re.findall(r"V-[A-Z]+\d+-\d{6}", told)
    assert len(numbers) == len(set(numbers)) == 3
    assert all(name in told for name in ("Lead Person", "Second Person", "Third Person"))
