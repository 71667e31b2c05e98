"""A photo taken without a network: its entry goes first, it follows, a purge takes both."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from desk.testing.browsers import Screens
from desk.testing.servers import House
from tests.journeys import neighbour
from tests.journeys.counter import Counter, reads

pytestmark = pytest.mark.journey

BLOBS = "**/api/blobs/**"
SENTINEL = b"QuillPlaceOfTheCamera"
KEPT = """async () => {
  const open = indexedDB.open('vestibule');
  const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const all = db.transaction('blobs').objectStore('blobs').getAll();
  const rows = await new Promise((done) => { all.onsuccess = () => done(all.result); });
  db.close();
  return rows.map(({ bytes, sent }) => [bytes.byteLength, Boolean(sent),
    String.fromCharCode(...new Uint8Array(bytes))]);
}"""
REFUSED = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no'))"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a large photo, with what a camera writes beside it."""
    across = np.linspace(0, 255, 3000, dtype=np.uint8)
    noise = np.random.default_rng(7).integers(0, 60, (2000, 3000, 3), np.uint8)
    done, data = cv2.imencode(".jpg", np.minimum(195, across[None, :, None]) + noise)
    assert done
    raw = data.tobytes()
    exif = b"Exif\0\0" + SENTINEL
    path = tmp_path / "from the camera.jpg"
    path.write_bytes(raw[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif + raw[2:])
    return path


@pytest.fixture
def counter(live: House, browser: Screens) -> Iterator[Counter]:
    """Yield a tablet at work in a house that takes photos."""
    neighbour.take_photos(live)
    found = Counter(browser(live.url))
    found.enrol()
    found.sign_in()
    found.keep_shell()
    found.asks_the_house()
    found.waits_until_handed_in()
    yield found
    assert found.screen.faults == []


def begin(counter: Counter, name: str = "Ana Ruiz") -> Locator:
    """Fill the form as far as the photo; return the photo's part of it."""
    form = counter.begin_visitor(name)
    form.locator("more-row summary").click()
    return form.locator("picture-field")


def save(counter: Counter) -> str:
    counter.page.locator('entry-form button[type="submit"]').click()
    counter.page.wait_for_url(re.compile(r"#[0-9a-f-]{36}"))
    return counter.page.url.rpartition("#")[2]


def rows(house: House, table: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(house.data / "vestibule.db") as line:
        return line.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 (a name of ours)


def eventually(counter: Counter, holds: str) -> None:
    """Ask the house until what is kept on the tablet is as wanted."""
    for _ in range(30):
        counter.asks_the_house()
        counter.page.wait_for_timeout(300)
        if eval(holds, {"kept": counter.page.evaluate(KEPT)}):  # noqa: S307 (words of ours)
            return
    raise AssertionError(f"{holds}: {[row[:2] for row in counter.page.evaluate(KEPT)]}")


def taken_offline(counter: Counter, photo: Path) -> str:
    """Write somebody down with a photo from a file; return the record."""
    page = counter.page
    part = begin(counter)
    part.locator('[type="file"]').set_input_files(photo)
    expect(part.locator("img")).to_be_visible()
    ((size, sent, inside),) = page.evaluate(KEPT)
    assert 0 < size <= 200 * 1024
    assert not sent
    assert SENTINEL.decode() not in inside, "what a camera writes beside it stays behind"
    # The form as it stood, after a reload too.
    page.wait_for_timeout(600)
    page.reload()
    expect(page.locator("picture-field img")).to_be_visible()
    record = save(counter)
    counter.open(f"visitors/detail/#{record}")
    reads(page.locator("picture-view"), "not handed in yet")
    expect(page.locator("picture-view [data-open] img")).to_be_visible()
    return record


def seen_elsewhere(other: Counter) -> None:
    """See the picture on a tablet that did not take it, on its record's page alone."""
    shown = other.page.locator("picture-view [data-open] img")
    expect(shown).to_be_visible()
    assert shown.evaluate("(image) => Math.max(image.naturalWidth, image.naturalHeight)") == 1024
    assert other.page.evaluate(KEPT) == [], "a second tablet keeps nothing of a visitor's"
    other.page.locator("picture-view [data-open]").click()
    expect(other.page.locator("picture-view dialog img")).to_be_visible()
    other.page.keyboard.press("Escape")
    for path in ("", "visitors/", "roll-call/"):
        other.open(path)
        expect(other.page.locator("img:visible[src^='blob:']")).to_have_count(0)


def test_the_entry_goes_first_and_the_picture_follows(
    counter: Counter, browser: Screens, live: House, photo: Path
) -> None:
    page = counter.page
    counter.screen.offline()
    record = taken_offline(counter, photo)
    # The line is there for entries only: nobody waits for a picture.
    page.context.route(BLOBS, lambda route: route.abort())
    counter.screen.offline(False)
    counter.asks_the_house()
    counter.waits_until_handed_in()
    assert (len(rows(live, "blob")), rows(live, "blob_part")) == (1, [])
    other = Counter(browser(live.url))
    other.enrol()
    other.sign_in()
    other.open(f"visitors/detail/#{record}")
    reads(other.page.locator("picture-view"), "still on the tablet that took it:")

    page.context.unroute(BLOBS)
    eventually(counter, "kept[0][1]")
    assert len(rows(live, "blob_part")) == 1
    other.page.reload()
    seen_elsewhere(other)

    live.flask("purge", "--record", record)
    eventually(counter, "kept == []")
    assert rows(live, "blob") == rows(live, "blob_part") == []
    for one in (counter, other):
        one.asks_the_house()
        one.open(f"visitors/detail/#{record}")
        reads(one.page.locator(".record-head"), "On site")
        expect(one.page.locator("picture-view")).to_be_hidden()
    assert other.screen.faults == []


def test_who_does_not_want_one_has_none_and_nothing_blocks(counter: Counter, photo: Path) -> None:
    page = counter.page
    page.context.add_init_script(REFUSED)
    counter.screen.offline()
    part = begin(counter)
    part.locator("[data-start]").click()
    reads(part, "The camera may not be used. Choose a picture, or go on without one.")
    wrong = photo.with_suffix(".txt")
    wrong.write_text("no picture")
    part.locator('[type="file"]').set_input_files(wrong)
    reads(part, "This picture cannot be read.")
    part.locator('[type="file"]').set_input_files(photo)
    expect(part.locator("img")).to_be_visible()
    part.locator("[data-drop]").click()
    expect(part.locator("img")).to_be_hidden()
    record = save(counter)
    counter.open(f"visitors/detail/#{record}")
    expect(page.locator("[data-here]")).to_be_visible()
    expect(page.locator("picture-view")).to_be_hidden()
    assert page.evaluate(KEPT) == [], "what was thought better of is gone"


def test_the_camera_is_seen_taken_and_closed(live: House, browser: Screens) -> None:
    neighbour.take_photos(live)
    flags = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    counter = Counter(browser(live.url, *flags))
    counter.enrol()
    counter.sign_in()
    counter.asks_the_house()
    counter.waits_until_handed_in()
    part = begin(counter)
    part.locator("[data-start]").click()
    expect(part.locator("video")).to_be_visible()
    counter.page.wait_for_function(
        "() => document.querySelector('picture-field video').videoWidth > 0", polling=100
    )
    part.locator("[data-shoot]").click()
    expect(part.locator("img")).to_be_visible()
    expect(part.locator("video")).to_be_hidden()
    assert part.locator("video").evaluate("(film) => film.srcObject?.active ?? false") is False
    reads(part.locator("[data-start]"), "Take another")
    assert counter.screen.faults == []


def test_a_house_that_takes_none_asks_for_none(live: House, browser: Screens) -> None:
    counter = Counter(browser(live.url))
    counter.enrol()
    counter.sign_in()
    part = begin(counter)
    counter.page.wait_for_function("() => customElements.get('picture-field')", polling=100)
    expect(part).to_be_hidden()
    expect(counter.page.locator("more-row summary")).not_to_contain_text(
        "Photo", use_inner_text=True
    )
