"""A house's logo and seal stand on its papers, printed by the browser and by the server."""

import base64
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from flask import Flask
from playwright.sync_api import Page
from pypdf import PdfReader

from desk.documents import built, document_of, print_page
from desk.documents import page as filled
from desk.papers import Surroundings, Wish, scope
from tests.papers.test_slip import LAY

SHOWN = os.environ.get("PICTURES", "")  # a folder: look at them


def drawn(kind: str) -> str:
    """Draw a wide logo, or a round red seal on clear ground, as the office keeps it."""
    if kind == "logo":
        picture = np.full((120, 480, 4), 0, np.uint8)
        cv2.rectangle(picture, (6, 6), (114, 114), (90, 120, 60, 255), -1)
        cv2.putText(picture, "JADE", (140, 84), cv2.FONT_HERSHEY_TRIPLEX, 2.6, (60, 60, 60, 255), 5)
    else:
        picture = np.full((240, 240, 4), 0, np.uint8)
        cv2.circle(picture, (120, 120), 112, (40, 40, 200, 255), 8)
        cv2.putText(picture, "JC", (62, 146), cv2.FONT_HERSHEY_TRIPLEX, 2.6, (40, 40, 200, 255), 6)
    return (
        "data:image/png;base64,"
        + base64.b64encode(cv2.imencode(".png", picture)[1].tobytes()).decode()
    )


def values(register: str, name: str, **settings: Any) -> dict[str, Any]:
    sample = document_of(register, name).sample
    around = sample["around"] | {"settings": sample["around"]["settings"] | settings}
    return scope(sample["record"], Surroundings(**around), Wish("zh-Hant"))


def pictures(data: bytes) -> int:
    return sum(len(page.images) for page in PdfReader(BytesIO(data)).pages)


def shown(data: bytes, name: str) -> None:
    if SHOWN:
        (Path(SHOWN) / f"{name}.pdf").write_bytes(data)


@pytest.mark.parametrize(
    ("register", "name", "paper", "count"),
    [
        ("visitors", "slip", "roll80", 2),
        ("visitors", "slip", "a6", 2),
        ("invitations", "invitation", "a6", 1),
    ],
)
def test_logo_and_seal_are_printed_by_both(
    words: Flask, page: Page, register: str, name: str, paper: str, count: int
) -> None:
    document = document_of(register, name)
    bare = values(register, name)
    full = values(register, name, logo=drawn("logo"), seal=drawn("seal"))
    prints = [print_page(document, filled(document, one, "Asia/Hong_Kong", paper), paper)
              for one in (bare, full)]  # fmt: skip
    assert pictures(prints[0]) == 0
    page.add_style_tag(content=document.css)
    page.evaluate(LAY, [built(document, "zh-Hant"), full, paper])
    theirs = page.pdf(prefer_css_page_size=True, print_background=True)
    shown(prints[1], f"{name}-{paper}-server")
    shown(theirs, f"{name}-{paper}-browser")
    # A clear ground is a second picture to WeasyPrint's reader, not to Chromium's.
    assert pictures(prints[1]) >= count
    assert pictures(theirs) >= count
    box = page.evaluate("""() => [...document.querySelectorAll('.paper-seal')].map((seal) => {
      const both = [seal, seal.querySelector('img')];
      const [outer, inner] = both.map((one) => one.getBoundingClientRect());
      return inner.width > 30 && inner.left >= outer.left && inner.right <= outer.right
        && inner.top >= outer.top && inner.bottom <= outer.bottom;
    })""")
    assert all(box)
    assert len(box) == count - 1
