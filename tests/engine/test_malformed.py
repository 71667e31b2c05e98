"""Nothing that is sent makes the server fail: odd bytes get an answer, and 500 is none."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from desk.testing.tablet import Json, Tablet
from tests.engine.house import assert_sound, results

pytestmark = pytest.mark.engine

Devices = Callable[..., Tablet]
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXT = some.text(max_size=12) | some.sampled_from(
    ["\ud800", "\0", "\u2028", "a" * 70, "visitors.x"]
)
LEAVES = some.none() | some.booleans() | some.integers() | some.floats() | TEXT
ANYTHING = some.recursive(
    LEAVES,
    lambda part: some.lists(part, max_size=4) | some.dictionaries(TEXT, part, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


@pytest.fixture(autouse=True)
def no_fault(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail where an entry could not be settled by the code that is there for it."""
    yield
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]


def raw(tablet: Tablet, body: bytes) -> int:
    answer = tablet.http.post("/api/sync", data=body, content_type="application/json")
    assert answer.is_json
    return answer.status_code


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"7", b'"x"', b"\xff\xfe", b'{"entries":7}', b"{}" * 2,
        b'{"entries":null}', b'{"epoch":"x","entries":[],"entries":[]}', b"[" * 100_000,
        b'{"entries":[' + b"[" * 90_000, b'{"entries":[' + b"9" * 90_000 + b"]",
    ],
)  # fmt: skip
def test_a_request_that_is_none(tablet: Tablet, body: bytes) -> None:
    assert raw(tablet, body) == 400


def test_a_request_that_is_too_large(tablet: Tablet) -> None:
    assert raw(tablet, b" " * 300 * 1024) == 413
    assert raw(tablet, json.dumps({"entries": [0] * 101}).encode()) == 413


@pytest.mark.parametrize(
    "entry",
    [
        "null", "7", "1.5", "[]", "{}", '"x"', '{"v":1,"v":1}', "1e999", "NaN", "9" * 50,
        '{"v":1,"b":"\\ud800","k":"","s":"","p":{}}',
        '{"v":1,"b":"{}","k":"","s":"","p":{"a":1.5}}',
    ],
)  # fmt: skip
def test_an_entry_that_is_none(tablet: Tablet, estate: int, entry: str) -> None:
    tablet.sign_in()
    good = json.dumps(tablet.outbox[0])
    body = f'{{"epoch":"{tablet.epoch}","entries":[{entry},{good},{entry}]}}'
    answer = tablet.http.post("/api/sync", data=body, content_type="application/json")
    first, second, third = answer.get_json()["results"]
    assert (first["status"], first["code"]) == ("rejected", "malformed")
    assert first == third
    assert second["status"] == "applied"
    assert_sound(estate)


@given(words=some.dictionaries(some.sampled_from(
    ["dev", "head", "last_n", "queued", "oldest", "shell", "proto", "x"]), ANYTHING))  # fmt: skip
@QUIET
def test_odd_words_about_itself_empty_the_queue_all_the_same(tablet: Tablet, words: Json) -> None:
    tablet.sign_in()
    body = json.dumps({**words, "epoch": tablet.epoch, "entries": [tablet.outbox.pop()]})
    answer = tablet.http.post("/api/sync", data=body, content_type="application/json")
    assert [one["status"] for one in answer.get_json()["results"]] == ["applied"]


@given(entry=ANYTHING)
@QUIET
def test_any_json_as_an_entry(tablet: Tablet, entry: Any) -> None:
    body = json.dumps({"epoch": tablet.epoch, "entries": [entry]}).encode()
    assert raw(tablet, body) == 200


@given(
    changed=some.dictionaries(
        some.sampled_from(["id", "site", "dev", "n", "op", "how", "t", "tv", "at", "tz", "off",
                           "offage", "seen", "rec", "no", "d", "pc", "sh"]),
        ANYTHING, min_size=1, max_size=3,
    )
)  # fmt: skip
@QUIET
def test_a_signed_body_with_anything_in_it(tablet: Tablet, changed: Json) -> None:
    tablet.sign_in()
    entry = tablet.outbox.pop()
    text = json.dumps(json.loads(entry["b"]) | changed)
    signed = {**entry, "b": text, "s": tablet.key.sign(b"vestibule-entry-v1\n%d\n%b" % (
        len(text.encode()), text.encode()))}  # fmt: skip
    (result,) = results(tablet, signed)
    assert result["status"] in ("applied", "rejected", "held", "duplicate")


@given(
    values=some.dictionaries(
        some.sampled_from(["room", "host", "purpose", "badge", "party", "waits", "id_kind"]),
        some.text(max_size=90) | some.lists(some.text(max_size=9), max_size=3),
    ),
    personal=some.dictionaries(some.sampled_from(["name", "note", "x"]), some.text(max_size=300)),
)
@QUIET
def test_hostile_form_values(tablet: Tablet, values: Json, personal: dict[str, str]) -> None:
    given_values = {k: v for k, v in values.items() if "\0" not in str(v)}
    spoken = {k: v for k, v in personal.items() if "\0" not in v}
    tablet.act("visitors.sign_in", None, given_values, spoken, no=tablet.number("V"))
    (result,) = results(tablet, tablet.outbox.pop())
    assert result["status"] in ("applied", "rejected")


@pytest.mark.parametrize(
    "since", ["", "x", "1", "1:x", "-1:", "1:~~", ":", "9" * 30 + ":", "1:1:1"]
)
def test_an_odd_cursor(tablet: Tablet, since: str) -> None:
    query = {"epoch": tablet.epoch, "since": since}
    assert tablet.http.get("/api/changes", query_string=query).status_code == 400
    query = {"epoch": tablet.epoch, "since": "0:", "ref_since": since}
    expected = 200 if since == "1" else 400
    assert tablet.http.get("/api/changes", query_string=query).status_code == expected


def test_nobody_in_particular(tablet: Tablet) -> None:
    client = tablet.http.application.test_client()
    answer = client.post("/api/sync", json={"epoch": tablet.epoch, "entries": []})
    assert answer.status_code == 401
    assert answer.get_json()["nonce"]
    assert client.get("/api/changes").status_code == 401
    assert client.get("/api/snapshot").status_code == 401
