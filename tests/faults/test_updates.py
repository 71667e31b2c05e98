"""A new version comes while people work: nobody is interrupted, and nothing is half new."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.faults import shells
from tests.faults.lobby import FORM, SAVE, SAVED, Desk, Lobby

pytestmark = [pytest.mark.journey, pytest.mark.slow]

BEGUN_S = 5  # a page begins its watch when it has settled
UNTOUCHED_S = 80  # longer than the minute that counts as idle
WATCHED = "() => navigator.serviceWorker.getRegistration().then(Boolean)"
OFFER = "update-offer .news"
LIST = "visitors/"


@pytest.fixture
def old(lobby: Lobby) -> str:
    """Return the version that the tablet keeps."""
    return shells.version(lobby.house.site)


def rest(desk: Desk) -> None:
    """Let a minute and more go by without a touch; the lock is another test's business."""
    desk.page.evaluate("() => document.body.toggleAttribute('data-no-lock', true)")
    desk.page.clock.fast_forward(BEGUN_S * 1000)
    assert desk.page.evaluate(WATCHED)
    desk.page.clock.fast_forward(UNTOUCHED_S * 1000)


def test_an_open_form_outlives_an_update(lobby: Lobby, desk: Desk, old: str) -> None:
    desk.page.clock.install()
    desk.open(FORM)
    shells.deploy(lobby)
    assert shells.look(desk) == "installed"
    rest(desk)
    expect(desk.page.locator(OFFER)).to_be_visible()
    desk.fill("Guest Open")
    desk.page.evaluate("() => { window.untouched = true; }")
    expect(desk.page.locator(OFFER), "it gives way to work").to_be_hidden()
    rest(desk)
    expect(desk.page.locator(OFFER), "no offer under an open form").to_be_hidden()

    other = desk.another_tab()
    other.open(LIST)
    assert shells.running(other) == old
    rest(other)
    other.page.locator(OFFER).get_by_role("button").click()
    other.page.wait_for_function(f"() => ({shells.VERSION})() === '{shells.NEXT}'", polling=100)

    assert desk.page.evaluate("() => window.untouched"), "the form's page was loaded anew"
    expect(desk.page.locator('[name="name"]').first).to_have_value("Guest Open")
    desk.screen.offline()
    desk.page.evaluate(SAVE)
    desk.page.wait_for_url(SAVED)
    assert shells.running(desk) == shells.NEXT
    desk.write("Guest After")
    desk.screen.offline(False)
    desk.waits_until_handed_in()
    shells_of = [row["body"]["sh"] for row in lobby.slips()]
    assert shells_of == [old, shells.NEXT], "entries of the old shell are taken too"


def test_a_form_taken_up_again_is_an_open_form(lobby: Lobby, desk: Desk) -> None:
    desk.open(FORM)
    desk.fill("Guest Parked")
    desk.page.locator("[data-park]").click()
    desk.page.wait_for_url("**/en/")
    desk.page.clock.install()
    desk.open(FORM)
    desk.page.locator("parked-forms [data-id]").click()
    expect(desk.page.locator('[name="name"]').first).to_have_value("Guest Parked")
    shells.deploy(lobby)
    assert shells.look(desk) == "installed"
    rest(desk)
    expect(desk.page.locator(OFFER)).to_be_hidden()


def test_a_failed_update_leaves_the_old_version_whole(
    lobby: Lobby, desk: Desk, old: str, tmp_path: Path
) -> None:
    desk.open()
    new = shells.deploy(lobby)
    page = new / "es" / "visitors" / "index.html"
    page.rename(tmp_path / "aside.html")
    assert shells.look(desk) == "redundant"
    assert desk.page.evaluate(shells.KEPT) == [f"vestibule-{old}"]
    desk.screen.offline()
    for path in ("", LIST, FORM):
        desk.open(path)
        assert shells.running(desk) == old
    desk.write("Guest Between")

    desk.screen.offline(False)
    (tmp_path / "aside.html").rename(page)
    desk.page.clock.install()
    desk.open(LIST)
    assert shells.look(desk) == "installed"
    rest(desk)
    desk.page.locator(OFFER).get_by_role("button").click()
    desk.page.wait_for_function(f"() => ({shells.VERSION})() === '{shells.NEXT}'", polling=100)
    assert desk.page.evaluate(shells.KEPT) == [f"vestibule-{shells.NEXT}"]

    desk.screen.kill()
    lobby.house.stop()
    desk.start()
    for path in ("", LIST, FORM):
        desk.open(path)
        assert shells.running(desk) == shells.NEXT
    desk.shows("Guest Between")


def test_a_tablet_that_dies_while_it_fetches_keeps_the_old_version(
    lobby: Lobby, desk: Desk, old: str
) -> None:
    desk.open()
    shells.deploy(lobby)
    desk.page.evaluate("""() => navigator.serviceWorker.getRegistration().then((one) => {
      void one.update();
    })""")
    desk.page.wait_for_function(
        "() => caches.keys().then((names) => names.length > 1)", polling=100
    )
    desk.screen.kill()
    desk.start()
    desk.screen.offline()
    desk.open(LIST)
    assert shells.running(desk) == old
    desk.screen.offline(False)
    desk.open(LIST)
    shells.look(desk)
    desk.screen.kill()
    lobby.house.stop()
    desk.start()
    for path in ("", LIST, FORM):
        desk.open(path)
        assert shells.running(desk) == shells.NEXT, "what was half fetched is whole now"
