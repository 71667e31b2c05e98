"""Whatever stands in an address, a header or a method, the answer is an answer: never a crash."""

import re
from urllib.parse import quote

import pytest
from flask import Flask

from desk.testing.hostile import WORDS
from desk.testing.people import DORA
from tests.house.conftest import Office
from tests.house.test_access import address

PARTS = (
    *(
        "%00",
        "%ff%fe",
        "..%2f..%2fetc%2fpasswd",
        "..%5c..%5c",
        "%2e%2e",
        ".",
        "con",
        "~root",
        "%0d%0aX:1",
    ),
    *("a" * 300, "a" * 5000, "%ed%a0%80", "-1", "9" * 40, "%F0%9F%92%A9", "a/b", "%2F"),
    *(quote(words[:400]) for words in WORDS.values()),
)
QUERIES = (
    b"\xff\xfe=\xff",
    b"lang=\xff",
    b"%",
    b"&&==&",
    b"since=%00",
    b"a" * 5000,
    b"lang=" + b"a" * 3000,
)
HEADERS = (
    {"Accept-Language": "x" * 4000},
    {"Accept-Language": "en;q=nonsense,*;q=9e999,\x7f"},
    {"Cookie": "__Host-vestibule=" + "A" * 4000},
    {"Cookie": "__Host-vestibule=.eJw.x.y; ; =; \x01"},
    {"If-None-Match": '"\x7f'},
    {"If-Modified-Since": "yesterday"},
    {"Range": "bytes=9-1,-,x"},
    {"Content-Length": "nonsense"},
    {"X-Forwarded-For": "'; DROP TABLE site; --"},
    {"Vestibule-Signature": "a b c d e"},
    {"Content-Encoding": "gzip"},
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "XYZZY")


@pytest.fixture
def site(app: Flask) -> None:
    """Build a page where the pages lie, so that their folder is there."""
    folder = app.config["SITE_BUILD"] / "en"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<p>Here.</p>", encoding="utf-8")
    app.testing = False  # so that a crash becomes an answer, as for a tablet


@pytest.mark.usefixtures("site")
def test_no_part_of_an_address_crashes_a_route(app: Flask, office: Office) -> None:
    http = office(DORA)
    crashed = []
    for rule in app.url_map.iter_rules():
        for part in PARTS:
            path = part.join(re.split("<[^>]+>", rule.rule))
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT"}):
                answer = http.open(path, method=method, json=None if method == "GET" else {})
                if answer.status_code >= 500:
                    crashed.append((method, rule.rule, part[:40], answer.status_code))
            if path == rule.rule:
                break
    assert crashed == []


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("query", QUERIES)
def test_no_query_crashes_an_address(app: Flask, office: Office, query: bytes) -> None:
    http = office(DORA)
    paths = {
        address(rule.rule) for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())
    }
    answers = {
        path: http.get(
            path, environ_overrides={"QUERY_STRING": query.decode("latin-1")}
        ).status_code
        for path in (*paths, "/en")
    }
    assert {path: status for path, status in answers.items() if status >= 500} == {}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("headers", HEADERS, ids=lambda one: next(iter(one)))
def test_no_header_crashes_a_route(app: Flask, office: Office, headers: dict[str, str]) -> None:
    http = office(DORA)
    answers = {
        (method, rule.rule): http.open(
            address(rule.rule), method=method, headers=headers, json=None if method == "GET" else {}
        ).status_code
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT"})
        if "sign-out" not in rule.rule
    }
    assert {one: status for one, status in answers.items() if status >= 500} == {}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("method", METHODS)
def test_no_method_crashes_a_route(app: Flask, office: Office, method: str) -> None:
    http = office(DORA)
    known = {(way, rule.rule) for rule in app.url_map.iter_rules() for way in rule.methods or ()}
    for path in {rule.rule for rule in app.url_map.iter_rules()}:
        answer = http.open(address(path), method=method, json={})
        assert answer.status_code < 500, (method, path)
        if path.startswith("/api/") and (method, path) not in known:
            assert answer.is_json, (method, path)
            assert answer.status_code in (400, 403, 404, 405, 413, 415), (method, path)
