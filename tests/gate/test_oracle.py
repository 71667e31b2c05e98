"""What others make of our codes: cbor2 and cwt, which know nothing of this house (T9)."""

import hashlib
import random
from typing import Any

import cbor2
import pytest
from cwt import COSE, COSEKey
from cwt.exceptions import VerifyError
from hypothesis import given
from hypothesis import strategies as any_

from desk import keys
from desk.gate import cbor, claims, signed, verdict
from tests.gate import fuzz
from tests.gate.makers import (
    CODE,
    DESK,
    FORTY,
    GOODS,
    LOOK,
    SAMPLE,
    THIEF,
    Maker,
    unwritten,
    written,
)

COSE_SIGN1 = 18
whole = any_.integers(-cbor.MOST, cbor.MOST)
# Below zero cbor2 sorts keys as the older RFC 7049 did, the shorter first.
names = any_.integers(0, cbor.MOST)
leaves = whole | any_.binary(max_size=300) | any_.text(max_size=300)
values = any_.recursive(
    leaves, lambda one: any_.lists(one, max_size=5) | any_.dictionaries(names, one, max_size=5)
).filter(lambda value: depth(value) <= cbor.DEPTH)


def depth(value: Any) -> int:
    match value:
        case dict():
            return 1 + max(map(depth, value.values()), default=0)
        case list():
            return 1 + max(map(depth, value), default=0)
    return 0


def known(who: Maker) -> Any:
    """Return somebody's key as the oracle has it."""
    secret = who.private.private_numbers().private_value.to_bytes(32)
    x, y = who.public[1:33], who.public[33:]
    return COSEKey.new({1: 2, 2: who.kid, 3: -7, -1: 1, -2: x, -3: y, -4: secret})


@given(values)
def test_another_writes_the_same_bytes(value: Any) -> None:
    spelt = cbor.encode(value)
    assert cbor2.dumps(value, canonical=True) == spelt
    assert cbor2.loads(spelt) == value == cbor.decode(spelt)


def test_what_is_read_here_another_reads_alike() -> None:
    chance, payload, read = random.Random(45), claims.encode(SAMPLE), 0
    for _ in range(5_000):
        raw = fuzz.changed(payload, chance)
        try:
            found = cbor.decode(raw)
        except cbor.Fault:
            continue
        assert cbor2.loads(raw) == found
        read += 1
    assert read > 100


def test_a_pass_says_what_stands_in_its_fields() -> None:
    assert cbor2.loads(claims.encode(SAMPLE)) == {
        1: 1, 2: bytes(range(16)), 3: [1, 2], 4: SAMPLE.until, 5: SAMPLE.since, 6: "AB 1234",
        7: "M. Wong", 8: [list(line) for line in GOODS], 9: 3, 10: SAMPLE.digest,
    }  # fmt: skip
    assert claims.digest(FORTY) == hashlib.sha256(cbor2.dumps(FORTY)).digest()[:8]


@pytest.mark.parametrize("who", [DESK, THIEF])
def test_another_verifies_what_we_sign(who: Maker) -> None:
    tagged = cbor2.CBORTag(COSE_SIGN1, cbor2.loads(unwritten(who.seal(SAMPLE))))
    protected, open, payload = COSE.new().decode_with_headers(tagged, [known(who)])
    assert (protected, open, payload) == ({1: -7, 4: who.kid}, {}, claims.encode(SAMPLE))


def test_another_refuses_what_we_refuse() -> None:
    parts = cbor2.loads(unwritten(CODE))
    parts[2] = parts[2].replace(b"AB 1234", b"AB 1235")
    with pytest.raises(VerifyError):
        COSE.new().decode(cbor2.CBORTag(COSE_SIGN1, parts), [known(DESK)])
    assert verdict.judge(written(cbor2.dumps(parts)), LOOK).reasons == ("altered",)


def test_we_verify_what_another_signs() -> None:
    spellings: set[bool] = set()
    while spellings != {True, False}:
        tagged = COSE.new().encode_and_sign(
            claims.encode(SAMPLE), known(DESK), {1: -7, 4: DESK.kid}, {}
        )
        parts = cbor2.loads(tagged).value
        low = signed.low(parts[3])
        spellings.add(parts[3] == low)
        found = verdict.judge(written(cbor2.dumps(parts, canonical=True)), LOOK)
        assert found.colour == ("green" if parts[3] == low else "red")
        lowered = cbor2.dumps([*parts[:3], low], canonical=True)
        assert verdict.judge(written(lowered), LOOK).colour == "green"


@pytest.mark.parametrize(
    ("x", "y", "payload", "signature"),
    [
        pytest.param(  # RFC 9052, appendix C.2.1, with the key "11" of C.7.1
            "bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff",
            "20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e",
            b"This is the content.".hex(),
            "8eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e"
            "2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36",
            id="RFC 9052",
        ),
        pytest.param(  # RFC 8392, appendix A.3, with the key of A.2.3
            "143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f",
            "60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9",
            "a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c"
            "696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b71",
            "5427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd"
            "08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30",
            id="RFC 8392",
        ),
    ],
)
def test_the_standards_own_signatures_hold(x: str, y: str, payload: str, signature: str) -> None:
    body, header = bytes.fromhex(payload), cbor.encode({signed.ALGORITHM: signed.ES256})
    said = cbor.encode([signed.CONTEXT, header, b"", body])
    assert header.hex() == "a10126"
    assert keys.verify(bytes.fromhex("04" + x + y), bytes.fromhex(signature), said)
    assert not keys.verify(bytes.fromhex("04" + x + y), bytes.fromhex(signature), said + b"\0")
