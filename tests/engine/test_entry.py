"""Entries are read strictly, by the vectors that the tablet's own code is held against."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from desk import entry, keys, strict

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "entries.json").read_text(encoding="utf-8")
)
PUBLIC = keys.unb64(VECTORS["key"]["public"])


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


def test_the_key_has_its_short_name() -> None:
    assert (
        keys.public_from_jwk({k: v for k, v in VECTORS["key"]["jwk"].items() if k != "d"}) == PUBLIC
    )
    assert keys.kid(PUBLIC) == VECTORS["key"]["kid"]


def test_a_private_key_is_no_public_one() -> None:
    with pytest.raises(ValueError, match="public"):
        keys.public_from_jwk(VECTORS["key"]["jwk"])


@pytest.mark.parametrize("case", VECTORS["make"], ids=named)
def test_what_a_tablet_makes(case: dict[str, Any]) -> None:
    text = case["entry"]["b"]
    assert entry.signed(text) == keys.unb64(case["signed"])
    found = entry.read(case["entry"])
    assert found.digest.hex() == case["digest"] == hashlib.sha256(text.encode()).hexdigest()
    assert found.signed_by(PUBLIC)
    for salt, (field, (kept, value)) in zip(case["salts"], found.personal.items(), strict=True):
        assert salt == kept
        assert entry.commitment(keys.unb64(salt), field, value) == found.body.pc[field]


@pytest.mark.parametrize("case", VECTORS["read"], ids=named)
def test_what_is_read(case: dict[str, Any]) -> None:
    if case["code"] is None:
        assert entry.read(case["envelope"]).signed_by(PUBLIC) is case["signed"]
        return
    with pytest.raises(entry.RejectedError) as caught:
        entry.read(case["envelope"])
    assert caught.value.code == case["code"]


def test_the_envelope_in_quarantine_is_the_one_that_came() -> None:
    for case in VECTORS["make"]:
        found = entry.read(case["entry"])
        assert json.loads(found.envelope) == case["entry"]
        assert entry.read(json.loads(found.envelope)) == found


def test_no_bit_of_a_signature_or_body_can_change() -> None:
    made = VECTORS["make"][1]["entry"]
    raw = keys.unb64(made["s"])
    for bit in range(0, len(raw) * 8, 7):
        other = bytearray(raw)
        other[bit // 8] ^= 1 << bit % 8
        assert not keys.verify(PUBLIC, bytes(other), entry.signed(made["b"]))
    for place in range(0, len(made["b"]), 11):
        other_text = made["b"][:place] + chr(ord(made["b"][place]) ^ 1) + made["b"][place + 1 :]
        assert not keys.verify(PUBLIC, raw, entry.signed(other_text))


@pytest.mark.parametrize(
    "text", ['{"a":1,"a":2}', "1.0", "1e3", "Infinity", "12345678901234567", "[" * 5000, "{", ""]
)
def test_odd_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        strict.loads(text)


def test_an_odd_part_is_marked_and_leaves_the_rest() -> None:
    found = strict.loads_marking('[{"a":1,"a":2},1.5,"good"]')
    assert found == [strict.ODD, strict.ODD, "good"]
    assert not strict.sound(found)
    assert strict.sound(found[2:])
