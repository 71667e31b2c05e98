"""Whatever is posted, the answer is JSON and never a crash."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from desk.testing.people import DORA
from tests.house.conftest import Office
from tests.house.test_access import address

DEEP = "[" * 100_000 + "]" * 100_000
RAW: dict[str, bytes] = {
    "nothing": b"",
    "half": b'{"op": "al',
    "no JSON": b"<html>",
    "list": b"[]",
    "number": b"7",
    "null": b"null",
    "text": b'"x"',
    "deep": DEEP.encode(),
    "deep inside": b'{"jwk": ' + DEEP.encode() + b"}",
    "key twice": b'{"op": "a", "op": "b"}',
    "float": b'{"trust_until": 1.5}',
    "NaN": b'{"value": NaN}',
    "long number": b'{"trust_until": ' + b"9" * 5000 + b"}",
    "no UTF-8": b'{"op": "\xff\xfe"}',
    "UTF-16": '{"op": "a"}'.encode("utf-16"),
    "BOM": b"\xef\xbb\xbf{}",
    "lone surrogate": b'{"op": "\\ud800", "name": "\\udfff"}',
    "NUL": b'{"op": "a\\u0000b", "code": "\\u0000", "login": "\\u0000"}',
}
NAMES = (
    *("op", "pin", "new", "code", "jwk", "proof", "name", "kind", "kid", "nonce", "sig", "login"),
    *("password", "reason", "trust_until", "value", "roles", "lang", "entries", "dev", "key"),
    *("salt", "iv", "box", "note", "fails", "n"),
)
VALUES: tuple[Any, ...] = (
    *(None, True, -1, 2**60, "", "x", "é" * 300, "’; DROP TABLE staff; --", "${7*7}", "../../x"),
    *([], {}, [[]], {"a": {"b": []}}, ["x"] * 50, "\u202egnp.exe", "x" * 5000, "\ud83d\ude00"),
)
FIXED = {"kind": "vestibule-rescue", "v": 1}


def writing(app: Flask) -> list[tuple[str, str]]:
    """List every route that takes a body."""
    return [
        (method, address(rule.rule))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"})
        if rule.rule != "/api/operators/sign-out"
    ]


def bodies() -> Iterator[bytes]:
    """Yield every odd request, then each value under every name at once."""
    yield from RAW.values()
    for value in VALUES:
        yield json.dumps(dict.fromkeys(NAMES, value)).encode()
        yield json.dumps({**dict.fromkeys(NAMES, value), **FIXED}).encode()


def test_no_body_crashes_a_route(app: Flask, office: Office) -> None:
    http = office(DORA)
    app.testing = False  # so that a crash becomes an answer, as for a tablet
    answers = []
    for method, path in writing(app):
        for body in bodies():
            answer = http.open(path, method=method, data=body, content_type="application/json")
            answers.append((answer.status_code, answer.is_json, path, body[:60]))
    assert [one for one in answers if one[0] >= 500 or not one[1]] == []
    assert len(answers) > 900


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "image/png", ""])
def test_no_type_crashes_a_route(app: Flask, office: Office, kind: str) -> None:
    http = office(DORA)
    for method, path in writing(app):
        answer = http.open(path, method=method, data=b"{}", content_type=kind or None)
        # The one kind of file that comes as a form would send it.
        takes_files = "/import/" in path and kind.startswith("multipart/")
        wanted = (404, "not_found") if takes_files else (415, "bad_type")
        assert (answer.status_code, answer.get_json()["error"]) == wanted, path


def test_no_size_crashes_a_route(app: Flask, office: Office) -> None:
    http = office(DORA)
    large = b'{"op": "' + b"x" * (33 * 1024 * 1024) + b'"}'
    for method, path in writing(app):
        answer = http.open(path, method=method, data=large, content_type="application/json")
        assert (answer.status_code, answer.get_json()["error"]) == (413, "too_large"), path


@pytest.mark.parametrize(
    "query", ["?lang=xx", "?lang=%ff", "?lang=../../etc", "?since=x", "?%00=%00"]
)
def test_no_query_crashes_a_reading_route(app: Flask, office: Office, query: str) -> None:
    http = office(DORA)
    app.testing = False
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()):
            answer = http.get(address(rule.rule) + query)
            assert answer.status_code < 500, (rule.rule, answer.text)


def test_a_crash_says_nothing_of_its_cause(
    app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    http = office(DORA)
    app.testing = False

    def fail(site: int) -> None:
        raise RuntimeError("the name of somebody")

    monkeypatch.setattr("desk.attention.quarantine", fail)
    answer = http.get("/api/office/quarantine")
    assert (answer.status_code, answer.get_json()["error"]) == (500, "server")
    assert "somebody" not in answer.text


@pytest.mark.parametrize("path", ["/api/nothing", "/api/", "/api/office/nothing/x"])
def test_what_is_not_there_is_json_under_api(app: Flask, estate: int, path: str) -> None:
    answer = app.test_client().get(path)
    assert (answer.status_code, answer.get_json()["error"]) == (404, "not_found")


def test_a_busy_house_says_when_to_come_again(
    app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.db import SiteBusyError

    http = office(DORA)

    def wait(*_: object) -> None:
        raise SiteBusyError

    monkeypatch.setattr("desk.reference.change_setting", wait)
    answer = http.put("/api/office/settings/closing", json={"value": "23:00"})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
