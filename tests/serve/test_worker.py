"""A server's process warms its press before anybody prints."""

from io import BytesIO
from pathlib import Path

import pytest
from gunicorn.app.wsgiapp import WSGIApplication
from pypdf import PdfReader

from desk.fonts import SUBSETS
from desk.press import ALPHABET, Press, RenderError
from desk.serve import worker
from desk.serve.processes import Listener
from desk.testing.letters import PATIENCE_SECONDS


def test_gunicorn_reads_our_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    command = Listener("127.0.0.1", 8000).command()
    monkeypatch.setattr("sys.argv", command[2:])
    assert WSGIApplication().cfg.post_worker_init is worker.post_worker_init


def test_the_first_paper_finds_the_press_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(PATIENCE_SECONDS)
    monkeypatch.setattr(worker, "press", press)
    worker.post_worker_init(None).join()
    assert press.process is not None
    child = press.process.pid
    press.render("<!doctype html><title>-</title>x<i id=end></i>", "", 80, None)
    assert press.process.pid == child
    press.stop()


def test_every_font_is_opened() -> None:
    press = Press(PATIENCE_SECONDS)
    pdf = PdfReader(BytesIO(press.render(ALPHABET, "", 80, None)))
    press.stop()
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts}
    wanted = {name.replace(" ", "-") for name in SUBSETS}
    assert all(any(name in found for found in names) for name in wanted), names


def test_a_press_that_does_not_start_stops_no_server(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    press = Press(fonts=tmp_path / "nowhere")

    def fail(*_: object) -> bytes:
        raise RenderError("no letters")

    monkeypatch.setattr(press, "render", fail)
    monkeypatch.setattr(worker, "press", press)
    worker.warm()
    assert "no letters" in caplog.text
