"""The process that prints: it reaches nothing outside, ends in time, and is replaced."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from desk.fonts import BUILT, Font, build, faces, fonts
from desk.press import Press, RenderError, RenderTimeout
from desk.testing.letters import PATIENCE_SECONDS

SLIP = '<!doctype html><p lang="zh-Hant">訪客 骨 é 12</p><i id="end"></i>'
OUTSIDE = (
    '<img src="file:///etc/passwd">',
    '<img src="http://localhost:9/a.png">',
    '<img src="https://example.org/a.png">',
    '<link rel="stylesheet" href="ftp://example.org/a.css">',
    '<img src="memory:../../etc/passwd">',
    '<img src="data:text/html,hello">',
    '<img src="FILE:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<object data="file:///etc/passwd"></object>',
    '<svg width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    '<embed src="file:///etc/passwd">',
)
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    press = Press(PATIENCE_SECONDS)
    yield press
    press.stop()


def test_it_prints_with_our_own_fonts(press: Press) -> None:
    css = 'p{font-family:"House TC"}'
    pages = PdfReader(BytesIO(press.render(SLIP, css, 80, None))).pages
    assert "訪客 骨" in pages[0].extract_text()
    names = {font["/BaseFont"] for font in fonts_of(pages[0])}
    assert all("House-TC" in str(name) or "NotoSansTC" in str(name).replace("-", "")
               for name in names), names  # fmt: skip


def fonts_of(page: object) -> list[dict[str, object]]:
    resources = page["/Resources"]["/Font"]  # type: ignore[index]
    return [resources[name].get_object() for name in resources]


@pytest.mark.parametrize("text", OUTSIDE)
def test_nothing_outside_of_memory_is_fetched(press: Press, text: str) -> None:
    with pytest.raises(RenderError, match="FatalURLFetchingError"):
        press.render(SLIP + text, "", 80, None)


@pytest.mark.parametrize("css", ["@import 'file:///etc/passwd';", "p{background:url(http://a/b)}"])
def test_styles_fetch_nothing_either(press: Press, css: str) -> None:
    with pytest.raises(RenderError, match="FatalURLFetchingError"):
        press.render(SLIP, css, 80, None)


def test_a_picture_in_the_page_is_shown(press: Press) -> None:
    image = f'<img src="data:image/png;base64,{PIXEL}">'
    data = press.render(SLIP + image, "", 80, None)
    assert len(PdfReader(BytesIO(data)).pages[0].images) == 1


def test_attributes_of_old_html_style_nothing(press: Press) -> None:
    with_hints = press.render(SLIP + '<table width="50" bgcolor="red"><td>a', "", 105, 148)
    assert b"1 0 0 rg" not in PdfReader(BytesIO(with_hints)).pages[0].get_contents().get_data()  # type: ignore[union-attr]


def test_a_paper_that_takes_too_long_is_ended_and_the_next_one_prints() -> None:
    press = Press(PATIENCE_SECONDS)
    press.warm()
    press.seconds = 0.4
    endless = "<!doctype html>" + "<table><tr><td>" * 400 + SLIP
    with pytest.raises(RenderTimeout):
        press.render(endless * 20, "td{display:flex}", 105, 148)
    assert press.process is None
    press.seconds = PATIENCE_SECONDS
    assert press.render(SLIP, "", 80, None).startswith(b"%PDF")
    press.stop()


def test_a_worker_that_died_is_replaced() -> None:
    press = Press(PATIENCE_SECONDS)
    press.warm()
    assert press.process is not None
    scratch = Path(press.scratch.name) if press.scratch else Path()
    press.process.kill()
    press.process.wait()
    assert press.render(SLIP, "", 80, None).startswith(b"%PDF")
    assert not scratch.exists()
    press.stop()


def test_the_worker_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for the printer")
    press = Press(PATIENCE_SECONDS)
    press.warm()
    assert press.process is not None
    environment = Path(f"/proc/{press.process.pid}/environ").read_bytes()
    assert b"SECRET_KEY" not in environment
    assert b"TMPDIR=" in environment
    press.stop()


def test_a_fork_gets_a_worker_of_its_own() -> None:
    press = Press(PATIENCE_SECONDS)
    press.warm()
    first, scratch = press.process, press.scratch
    press.owner = os.getpid() + 1
    press.warm()
    assert press.process is not first
    assert first is not None
    assert first.poll() is None
    press.stop()
    press.process, press.scratch = first, scratch
    press.stop()


def test_fonts_are_built_once() -> None:
    assert build() == 0
    assert {font.target.name for font in fonts()} <= {path.name for path in BUILT.iterdir()}


def test_a_missing_font_is_stale(tmp_path: Path) -> None:
    (first, *_) = fonts(tmp_path)
    assert build([first]) == 1
    assert build([first]) == 0
    assert first.target.read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_no_slice_of_a_font_is_used() -> None:
    sources = [font.source.name for font in fonts()]
    assert not any(re.search(r"-\[?\d{1,2}\]?-", name) for name in sources)
    assert "noto-sans-sc-chinese-simplified-400-normal.woff2" in sources


def test_every_face_has_its_own_name() -> None:
    some = Font("House SC", 700, Path("a.woff2"), Path("b.ttf"))
    assert faces([some]) == (
        '@font-face{font-family:"House SC";font-weight:700;src:url(memory:b.ttf)}'
    )


def test_the_house_itself_loads_no_weasyprint() -> None:
    script = "import sys, app, desk.documents, desk.printing; print('weasyprint' in sys.modules)"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
