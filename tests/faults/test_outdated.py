"""A page that a newer one has outrun: what waits in the store can still be rescued."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.faults.lobby import Desk

pytestmark = [pytest.mark.journey, pytest.mark.slow]

NEWER = """() => new Promise((done) => {
  const opening = indexedDB.open('vestibule', 99);
  opening.onsuccess = () => { opening.result.close(); done(); };
})"""

NOBODY = """() => new Promise((done) => {
  const opening = indexedDB.open('vestibule');
  opening.onsuccess = () => {
    const tx = opening.result.transaction('meta', 'readwrite');
    tx.objectStore('meta').put(null, 'operator');
    tx.oncomplete = () => { opening.result.close(); done(); };
  };
})"""


@pytest.mark.parametrize("held", [True, False], ids=["somebody at work", "locked"])
def test_what_waits_can_be_rescued(desk: Desk, tmp_path: Path, held: bool) -> None:
    desk.screen.offline()
    desk.write("Guest Waiting")
    desk.open()
    kept = len(desk.outbox())  # the visitor, and the slip if it was printed by now
    if not held:
        desk.page.evaluate(NOBODY)
    desk.page.evaluate(NEWER)
    desk.page.reload()
    warning = desk.page.locator("broken-storage .broken")
    expect(warning).to_be_visible()
    expect(warning.get_by_text("Load this page anew")).to_be_visible()
    with desk.page.expect_download() as download:
        warning.get_by_role("button", name="Write a rescue file").click()
    download.value.save_as(tmp_path / "rescue.json")
    file = json.loads((tmp_path / "rescue.json").read_text("utf-8"))
    assert (file["kind"], file["count"]) == ("vestibule-rescue", kept)
    assert kept
    expect(warning.locator("[data-rescued]")).to_be_visible()
    expect(warning.locator("[data-unrescued]")).to_be_hidden()
