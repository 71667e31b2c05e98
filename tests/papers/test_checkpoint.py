"""The checkpoint on paper: what two people sign holds the journal, typed by hand or scanned."""

import re
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import Result
from flask import Flask
from flask_babel import force_locale, gettext
from pypdf import PdfReader

from desk import checkpoint, keys, press
from desk.checkpoint_paper import DOCUMENT, pdf, render_pdf
from desk.db import db
from desk.i18n import LOCALES
from desk.tables import Journal, Site
from desk.testing.devices import Devices
from desk.testing.people import CARMEN
from desk.testing.tablet import Tablet
from tests.house.conftest import Office, office

__all__ = ["office"]

PHRASES = (
    "Checkpoint of the journal", "Taken", "Rows so far", "Seal of the last row",
    "Fingerprint of the house’s key", "Name and signature", "The house itself", "Visitors",
    "To check, type on the server:",
)  # fmt: skip
POINTS = 72 / 25.4  # in a millimetre
# OpenCV reads one signature in twenty not at all, and another one at another size.
SCANS = (("203", "-mono"), ("203", "-gray"), ("300", "-gray"), ("406", "-gray"))
COMMAND = re.compile(r"flask(journalverify--site\d+--against)'(\d+:[0-9a-f]{16})'")


def text(data: bytes) -> str:
    """Return all that stands on a paper, without spaces."""
    [page] = PdfReader(BytesIO(data)).pages
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", page.extract_text()))


def scanned(data: bytes, tmp_path: Path) -> str:
    """Print at 203 dpi in black and white, and scan; nearer where this reader sees nothing."""
    (tmp_path / "paper.pdf").write_bytes(data)
    for dpi, ink in SCANS:
        command = ["pdftoppm", "-r", dpi, ink, "-singlefile", "paper.pdf", "paper"]
        subprocess.run(command, cwd=tmp_path, check=True)
        printed = tmp_path / ("paper.pbm" if ink == "-mono" else "paper.pgm")
        image = cv2.imdecode(np.fromfile(printed, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert image is not None
        if read := cv2.QRCodeDetector().detectAndDecode(image)[0]:
            return read
    return ""


def verify(app: Flask, *more: str) -> Result:
    return app.test_cli_runner().invoke(args=["journal", "verify", *more])


@pytest.fixture
def desk(device: Devices) -> Tablet:
    """Return a tablet that has handed two visitors in."""
    tablet = device("desk")
    tablet.sign_in()
    tablet.sign_in()
    return tablet.push()


@pytest.fixture
def paper(app: Flask, desk: Tablet) -> bytes:
    """Print where the journal stands."""
    return render_pdf(desk.site, "en")


@pytest.mark.parametrize("lang", LOCALES)
def test_it_has_its_size_and_words(words: Flask, lang: str) -> None:
    sample = DOCUMENT.sample
    data = pdf(sample, sample["settings"], lang)
    [page] = PdfReader(BytesIO(data)).pages
    size = [round(float(length) / POINTS) for length in page.mediabox[2:]]
    assert size == [148, 210]
    shown = text(data)
    for spoken in (lang, "zh-Hant" if lang == "en" else "en"):
        with force_locale(LOCALES[spoken]):
            for phrase in PHRASES:
                said = re.sub(r"\s", "", unicodedata.normalize("NFKC", gettext(phrase)))
                assert said in shown, (spoken, phrase)
    assert (shown.count("3577de9e6df72877"), "18425" in shown, "18211" in shown) == (1, True, True)
    assert "DEMO" in shown


def test_many_registers_still_fit(words: Flask) -> None:
    sample = DOCUMENT.sample
    longest = {"en": "The Residences at the Old Harbour", "zh-Hant": "舊海港花園住宅管理處"}
    settings = {**sample["settings"], "site_name": longest, "demo": False}
    facts = {**sample, "counts": {"visitors": 10**9, "": 10**9}}
    shown = text(pdf(facts, settings, "es"))
    assert "Fechayhora" in shown
    assert "TheResidencesattheOldHarbour" in shown


def test_it_says_where_the_journal_stands(paper: bytes, tmp_path: Path) -> None:
    site = db.session.get_one(Site, 1, populate_existing=True)
    shown = text(paper)
    assert site.head.hex() in shown
    assert keys.fingerprint(keys.server_public()).replace(" ", "") in shown
    assert re.search(r"Visitors\D*2", shown)
    assert re.search(r"Thehouseitself\D*0", shown)
    assert checkpoint.read(scanned(paper, tmp_path), [keys.server_public()]) == checkpoint.head(
        site
    )


def command(paper: bytes) -> tuple[int, str]:
    """Return the seq and the start of the seal as the paper says they are typed."""
    found = COMMAND.search(text(paper))
    assert found is not None
    seq, _, start = found[2].partition(":")
    return int(seq), start


def test_what_is_typed_from_it_holds_the_journal(app: Flask, paper: bytes, desk: Tablet) -> None:
    seq, start = command(paper)
    desk.sign_in()
    desk.push()
    groups = [start[at : at + 4] for at in range(0, 16, 4)]
    for said in (start, " ".join(groups), "-".join(groups), start.upper(), f" {start}\t"):
        assert verify(app, "--against", f"{seq}:{said}").exit_code == 0, said
    for wrong in ((seq, "0" * 16), (1, start), (99, start)):
        result = verify(app, "--against", "{}:{}".format(*wrong))
        assert result.exit_code == 1
        assert f"differs from the paper of row {wrong[0]}" in result.output
    for nothing in ("", "2", f"{seq}:{start[:15]}", f"x:{start}", f"{seq}:{start}zz"):
        assert "not a seq" in verify(app, "--against", nothing).output, nothing


def test_a_journal_that_was_written_anew_is_found_out(
    app: Flask, paper: bytes, tmp_path: Path
) -> None:
    seq, start = command(paper)
    path = tmp_path / "journal"

    def held() -> list[Result]:
        app.test_cli_runner().invoke(args=["journal", "export", str(path)])
        against = ("--against", f"{seq}:{start}")
        return [verify(app, *against), verify(app, "--file", str(path), *against)]

    assert [result.exit_code for result in held()] == [0, 0]
    row = db.session.get_one(Journal, (1, seq), populate_existing=True)
    row.hash = bytes([row.hash[0] ^ 1]) + row.hash[1:]
    db.session.commit()
    assert all(f"differs from the paper of row {seq}" in one.output for one in held())


def test_a_leader_prints_it_in_a_language(desk: Tablet, office: Office) -> None:
    http = office(CARMEN)
    answer = http.get("/api/office/checkpoint.pdf?lang=es")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Hojadecontroldeldiario" in text(answer.data)
    assert http.get("/api/office/checkpoint.pdf?lang=tlh").status_code == 404
    assert desk.http.get("/api/office/checkpoint.pdf").status_code == 403


def test_a_press_that_is_stuck_is_told(
    office: Office, desk: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(*_: object) -> bytes:
        raise press.RenderTimeout("no paper")

    http = office(CARMEN)
    monkeypatch.setattr(press.press, "render", stuck)
    assert http.get("/api/office/checkpoint.pdf").status_code == 503
