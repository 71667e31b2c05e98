"""A gate judges as the shared vectors say; tests/js/gate.test.js runs the same file."""

import json
import os
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from desk import keys
from desk.gate import base45, cbor, claims, signed, trust_list, verdict
from desk.gate.claims import Claims
from tests.gate.makers import DESK, SAMPLE, untold
from tests.gate.vectors import FILE, written

if os.environ.get("EXPECT"):  # after a change that was meant: EXPECT=1 pytest tests/gate
    FILE.write_text(written(), "utf-8")
VECTORS: dict[str, list[Any]] = json.loads(FILE.read_text("utf-8"))


def named(part: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", VECTORS[part], ids=lambda case: case["name"])


def given(signature: bytes, _: bytes) -> bytes:
    return signature


def test_the_file_is_what_was_agreed() -> None:
    assert written() == FILE.read_text("utf-8")


@named("judged")
def test_it_judges_what_was_scanned(case: dict[str, Any]) -> None:
    found = verdict.judge(case["text"], untold(VECTORS["looks"][case["look"]]))
    assert [found.colour, list(found.reasons)] == [case["colour"], case["reasons"]]
    hidden = {"foreign", "half", "altered", "unknown_key"} & set(found.reasons)
    assert (found.claims is None) is bool(hidden), "nothing is shown that nobody signed"


@named("issued")
def test_a_desk_writes_what_was_agreed(case: dict[str, Any]) -> None:
    bare = Claims(**{**case["claims"], "id": bytes.fromhex(case["claims"]["id"])})
    payload = claims.encode(claims.fitted(bare, [(name, count) for name, count in case["goods"]]))
    assert payload.hex() == case["payload"]
    for text in case["signatures"]:
        by = partial(given, keys.unb64(text))
        assert signed.seal(payload, bytes.fromhex(case["kid"]), by) == case["code"]
    read = claims.decode(payload)
    assert claims.encode(read) == payload
    assert list(read.lines) == [tuple(line) for line in case["goods"][: len(read.lines)]]


def test_a_pass_that_has_no_room_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="no room"):
        claims.fitted(replace(SAMPLE, holder="x" * 120), ())
    large = claims.encode(replace(SAMPLE, holder="x" * 120))
    with pytest.raises(ValueError, match="too many"):
        signed.seal(large, DESK.kid, DESK.sign)


def test_every_reason_has_a_case_and_every_kind_enough() -> None:
    judged = VECTORS["judged"]
    reasons = {reason for case in judged for reason in case["reasons"]}
    assert reasons == verdict.RED | verdict.AMBER
    colours = [case["colour"] for case in judged]
    assert colours.count("green") >= 30
    assert colours.count("red") >= 200


@named("lists")
def test_it_takes_a_list_or_says_why_not(case: dict[str, Any]) -> None:
    held = case["held"] and trust_list.read(case["held"])
    publics = [keys.unb64(public) for public in case["publics"]]
    trouble = None
    try:
        trust_list.accept(case["text"], keys.unb64(case["signature"]), publics, held)
    except trust_list.Unfit as fault:
        trouble = fault.trouble
    assert trouble == case["trouble"]


def test_a_list_says_what_was_written() -> None:
    for look in VECTORS["looks"]:
        assert trust_list.write(trust_list.read(look["trust"])) == look["trust"]


@pytest.mark.parametrize("case", VECTORS["cbor"], ids=lambda case: case["hex"])
def test_cbor_is_spelt_as_its_standard_shows(case: dict[str, Any]) -> None:
    assert cbor.encode(case["value"]).hex() == case["hex"]
    assert cbor.decode(bytes.fromhex(case["hex"])) == case["value"]


@pytest.mark.parametrize("spelt", VECTORS["other_cbor"])
def test_no_other_cbor_is_read(spelt: str) -> None:
    with pytest.raises(cbor.Fault):
        cbor.decode(bytes.fromhex(spelt))


@pytest.mark.parametrize("case", VECTORS["base45"], ids=lambda case: case["code"])
def test_base45_is_spelt_as_its_standard_shows(case: dict[str, str]) -> None:
    assert base45.encode(case["text"].encode()) == case["code"]
    assert base45.decode(case["code"]) == case["text"].encode()


@pytest.mark.parametrize("code", VECTORS["other_base45"], ids=ascii)
def test_no_other_base45_is_read(code: str) -> None:
    with pytest.raises(ValueError, match="not base45"):
        base45.decode(code)
