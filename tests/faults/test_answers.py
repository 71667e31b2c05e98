"""Whatever answers in the house's place, the queue survives it, and goes when the house is back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.faults.lobby import Desk, Lobby

pytestmark = [pytest.mark.journey, pytest.mark.slow]

PORTAL = "<!doctype html><title>Welcome</title><p>Accept the terms to use this network."
JSON, HTML = "application/json", "text/html"
SILENCE = "silence"
Spoil = Callable[[Route], None]

# Twenty seconds of patience become half a second, so that silence can be waited for. Nothing else
# may be hurried: a busy house takes longer than that to answer.
HASTY = """() => {
  const real = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => real(localStorage.getItem('hasty') ? ms / 40 : ms);
}"""
HURRY = "(yes) => localStorage.setItem('hasty', yes ? 'yes' : '')"


def says(status: int, body: str, kind: str = JSON, **headers: str) -> Spoil:
    """Answer this to everything."""
    given = {"content-type": kind, **headers}
    return lambda route: route.fulfill(status=status, body=body, headers=given)


def lost(route: Route) -> None:
    """Let the house take it in, and lose its answer."""
    route.fetch()
    route.abort("connectionreset")


def cut(route: Route) -> None:
    """Let the house answer, and break off half way."""
    answer = route.fetch()
    text = answer.text()
    route.fulfill(response=answer, body=text[: len(text) // 2])


SPOILS: dict[str, Spoil] = {
    "a portal that says 200": says(200, PORTAL, HTML),
    "a portal that calls itself JSON": says(200, PORTAL),
    "JSON of somebody else": says(200, '{"ok":true}'),
    "results of nobody": says(200, '{"results":[],"epoch":"x","server_time":1}'),
    "nothing at all": says(200, "", JSON),
    "a redirect to a portal": says(302, "", HTML, location="/en/"),
    "a fault": says(500, "{}"),
    "a fault in HTML": says(502, PORTAL, HTML),
    "busy": says(503, "{}", **{"retry-after": "30"}),
    "too much": says(429, "{}", **{"retry-after": "30"}),
    "not found": says(404, '{"error":"not_found"}'),
    "forbidden": says(403, '{"error":"no"}'),
    "gone for good": says(410, "{}"),
    "a reset": lambda route: route.abort("connectionreset"),
    "no name": lambda route: route.abort("namenotresolved"),
    SILENCE: lambda route: None,
    "the answer lost": lost,
    "half an answer": cut,
}


def spoiled(desk: Desk, name: str, number: int) -> None:
    """Write one more, hand in to this answer, and see that all of it waits and says so."""
    desk.screen.context.route("**/api/**", SPOILS[name])
    desk.write(f"Guest {number}")
    desk.open("queue/")
    desk.page.evaluate(HURRY, name == SILENCE)
    with desk.page.expect_request("**/api/sync"):
        desk.page.locator("sync-now button").click()
    expect(desk.page.locator("sync-now button")).not_to_have_attribute("aria-busy", "true")
    figures = desk.page.locator("queue-page .figures .count")
    waiting = desk.waiting()
    assert waiting >= number, name
    expect(figures.first, name).to_have_text(str(waiting))
    expect(desk.page.locator("queue-badge [data-is=waiting]").first).to_be_visible()
    desk.page.evaluate(HURRY, False)
    desk.screen.context.unroute("**/api/**")


def test_no_answer_but_a_receipt_empties_the_queue(lobby: Lobby, desk: Desk) -> None:
    desk.screen.context.add_init_script(f"({HASTY})()")
    for number, name in enumerate(SPOILS, start=1):
        spoiled(desk, name, number)
    desk.asks_the_house()
    desk.waits_until_handed_in()
    assert len(lobby.slips()) == len(SPOILS)


def test_who_asks_is_heard_at_once(lobby: Lobby, desk: Desk) -> None:
    """The house asks for half a minute's rest, and that is longer than the test would wait."""
    desk.screen.context.route("**/api/**", SPOILS["busy"])
    desk.write("Guest Waiting")
    desk.open("queue/")
    desk.page.wait_for_function("() => customElements.get('sync-now')", polling=100)
    button = desk.page.locator("sync-now button")
    for _ in range(2):
        with desk.page.expect_request("**/api/sync"):
            button.click()
        expect(button).not_to_have_attribute("aria-busy", "true")
    desk.screen.context.unroute("**/api/**")
    button.click()
    desk.waits_until_handed_in()
    assert len(lobby.slips()) == 1
    arrived = [row["n"] for row in lobby.journal()]
    assert arrived == list(range(1, len(arrived) + 1))
    assert "all as they were written" in lobby.house.flask("journal", "verify")
    assert desk.screen.faults == []


def test_a_revoked_tablet_keeps_what_it_wrote_and_says_so(lobby: Lobby, desk: Desk) -> None:
    desk.write("Guest Trusted")
    desk.waits_until_handed_in()
    desk.screen.offline()
    desk.write("Guest Later", "Guest Too")
    lobby.change("UPDATE device SET revoked_at = 1, revoked_reason = 'lost', trust_until = 1")
    desk.screen.offline(False)
    desk.asks_the_house()
    expect(desk.page.locator("[data-if=revoked]")).to_be_visible()
    mine = desk.outbox()
    states = {row["no"]: row["status"] for row in mine if row["no"]}
    assert list(states.values()) == ["applied", "held", "held"]
    assert all(row["entry"]["b"] for row in mine), "they stay whole"
    held = lobby.rows("SELECT * FROM quarantine WHERE settled IS NULL ORDER BY seq")
    assert {row["reason"] for row in held} == {"device_revoked"}
    assert [row["id"] for row in held] == [row["id"] for row in mine if row["status"] == "held"]
    expect(desk.page.locator("queue-badge [data-is=late]").first).to_be_visible()


HOUR = 3_600_000
SHIFTED = """() => {
  const Real = Date;
  const by = () => Number(localStorage.getItem('shift') ?? 0);
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [Real.now() + by()])); }
    static now() { return Real.now() + by(); }
  };
}"""


def test_a_clock_set_to_and_fro_stops_nothing(lobby: Lobby, desk: Desk) -> None:
    desk.screen.context.add_init_script(f"({SHIFTED})()")
    desk.open()
    shifts = [3 * HOUR, -5 * HOUR, 50 * HOUR, -75 * HOUR, -20 * 365 * 24 * HOUR, 0]
    for number, shift in enumerate(shifts, start=1):
        desk.screen.offline()
        desk.page.evaluate("(by) => localStorage.setItem('shift', by)", shift)
        desk.write(f"Guest {number}")
        desk.shows(f"Guest {number}")
        desk.screen.offline(False)
        desk.asks_the_house()
        desk.waits_until_handed_in()
    numbers = [row["n"] for row in lobby.journal()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all("clock" in row["flags"].split(",") for row in lobby.slips()), "each had jumped"
    assert desk.screen.faults == []
