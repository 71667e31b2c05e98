"""A page of a real Chromium with our scripts in it, and the documents built."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright

from desk import i18n

ROOT = Path(__file__).resolve().parents[2]
ENTRY = """
export { fill } from "./static/js/models/bind.js";
export { qr } from "./static/js/models/qr.js";
export { recordCode } from "./static/js/models/codes.js";
export { companions, copyKind, initials, scope } from "./static/js/models/papers.js";
export { lay, measure } from "./static/js/helpers/sheet.js";
"""


@pytest.fixture(scope="session")
def chrome(playwright_driver: Playwright, program: str) -> Iterator[Browser]:
    """Start one Chromium for all papers."""
    browser = playwright_driver.chromium.launch(
        executable_path=program, args=["--no-sandbox", "--disable-gpu"]
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def bundle() -> str:
    """Bundle what the browser's half of papers is made of, as `house`."""
    arguments = ["--bundle", "--format=iife", "--global-name=house", "--log-level=warning"]
    done = subprocess.run(
        ["node_modules/.bin/esbuild", *arguments], input=ENTRY, cwd=ROOT, text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def page(chrome: Browser, bundle: str) -> Iterator[Page]:
    """Open an empty page that knows `house`."""
    page = chrome.new_page()
    page.add_script_tag(content=bundle)
    yield page
    page.close()


@pytest.fixture(scope="session")
def speaking() -> Flask:
    """Return an application that has words and templates, and no database."""
    app = Flask("papers", root_path=str(ROOT))
    i18n.init_app(app)
    return app


@pytest.fixture
def words(speaking: Flask) -> Iterator[Flask]:
    """Stay inside a request, where languages can be forced."""
    with speaking.test_request_context():
        yield speaking
