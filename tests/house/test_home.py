"""The built pages as any static host would serve them, and the way to them."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk.i18n import LOCALES

FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture
def http(app: Flask) -> FlaskClient:
    """Return a client of a house with a small built site."""
    folder: Path = app.config["SITE_BUILD"]
    files = {
        "sw.js": "// worker",
        "version.json": "{}",
        "assets/house-0123456789.css": "a{}",
        "assets/reader-0123456789.wasm": "\0asm",
        "en/manifest.webmanifest": "{}",
    }
    for lang in LOCALES:
        files[f"{lang}/index.html"] = f"<p>home {lang}"
        files[f"{lang}/visitors/index.html"] = f"<p>visitors {lang}"
        files[f"{lang}/404/index.html"] = f"<p>lost {lang}"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder.parent / "secret").write_text("secret", encoding="utf-8")
    return app.test_client()


@pytest.mark.parametrize(
    ("wish", "lang"),
    [
        ("", "en"),
        ("fr", "en"),
        ("es-MX,en;q=0.5", "es"),
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("fr,es;q=0.4,zh-CN;q=0.6", "zh-Hans"),
        ("es;q=0,en", "en"),
        ("!!;;,,", "en"),
    ],
)
def test_the_first_page_is_in_the_readers_language(http: FlaskClient, wish: str, lang: str) -> None:
    answer = http.get("/", headers={"Accept-Language": wish})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{lang}/")
    assert "Accept-Language" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("/en/", "text/html; charset=utf-8", "no-cache"),
        ("/zh-Hant/visitors/", "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/version.json", "application/json", "no-cache"),
        ("/en/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/assets/house-0123456789.css", "text/css; charset=utf-8", FOREVER),
        ("/assets/reader-0123456789.wasm", "application/wasm", FOREVER),
    ],
)
def test_files_with_their_type_and_how_long_they_keep(
    http: FlaskClient, path: str, kind: str, kept: str
) -> None:
    answer = http.get(path)
    answer.close()
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == kept
    assert "Set-Cookie" not in answer.headers


def test_what_has_not_changed_is_not_sent_again(http: FlaskClient) -> None:
    first = http.get("/en/")
    first.close()
    again = http.get("/en/", headers={"If-None-Match": first.headers["ETag"]})
    again.close()
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("taken", "coding", "undo"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_a_poor_line_carries_as_little_as_the_reader_takes(
    http: FlaskClient, taken: str, coding: str | None, undo: Callable[[bytes], bytes]
) -> None:
    answer = http.get("/zh-Hant/", headers={"Accept-Encoding": taken})
    assert answer.headers.get("Content-Encoding") == coding
    assert undo(answer.data) == b"<p>home zh-Hant"
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/html", "no-cache")
    assert "Accept-Encoding" in answer.headers["Vary"]
    tag = {"If-None-Match": answer.headers["ETag"], "Accept-Encoding": taken}
    answer.close()
    assert http.get("/zh-Hant/", headers=tag).status_code == 304
    plain = http.get("/zh-Hant/", headers={"If-None-Match": tag["If-None-Match"]})
    plain.close()
    assert plain.status_code == (200 if coding else 304)  # another writing is another thing


def test_a_page_that_was_built_anew_is_squeezed_anew(app: Flask, http: FlaskClient) -> None:
    taken = {"Accept-Encoding": "br"}
    http.get("/en/", headers=taken).close()
    page: Path = app.config["SITE_BUILD"] / "en" / "index.html"
    page.write_text("<p>newer", encoding="utf-8")
    os.utime(page, ns=(1, 1))
    assert brotli.decompress(http.get("/en/", headers=taken).data) == b"<p>newer"


def test_a_missing_slash_is_forgiven(http: FlaskClient) -> None:
    answer = http.get("/en/visitors?x=1")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/en/visitors/?x=1")


@pytest.mark.parametrize("path", ["//evil.test/en", "//evil.test/..", "/\\evil.test"])
def test_it_sends_nobody_elsewhere(http: FlaskClient, path: str) -> None:
    answer = http.get(path)
    assert answer.headers.get("Location", "/").startswith("/")
    assert not answer.headers.get("Location", "/").startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("path", "text"),
    [("/es/nothing/", "lost es"), ("/zh-Hans/x", "lost zh-Hans"), ("/nothing", "lost en")],
)
def test_the_page_for_what_is_not_there(http: FlaskClient, path: str, text: str) -> None:
    answer = http.get(path)
    assert answer.status_code == 404
    assert text in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/../secret", "/%2e%2e/secret", "/en/../../secret", "/..%2fsecret", "/en/%00", "/en"]
)
def test_nothing_outside_the_site_is_served(http: FlaskClient, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code in (308, 404)
    assert "secret" not in answer.text.replace(path, "")


def test_a_sign_of_life(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"ok": True}


def test_no_sign_of_life_without_a_database(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    from desk.db import db

    def fail(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(db.session, "execute", fail)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()) == (503, {"ok": False})


@pytest.mark.parametrize("query", ["?lang=zh-Hant", "?lang=zh_TW", "?lang=zh-HK"])
def test_messages_of_the_api_ask_first_for_lang(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/api/nothing{query}", headers={"Accept-Language": "es"})
    assert answer.get_json()["error"] == "not_found"
