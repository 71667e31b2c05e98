"""A pass stays small enough for a code that an old label printer draws and a phone reads."""

import pytest
import segno

from desk.gate import claims, signed
from tests.gate.makers import CODE, DESK, FORTY, SAMPLE, unwritten, written

ENGLISH = tuple((f"Cardboard box, kitchen, {number}", number) for number in range(1, 41))


def versions(code: str) -> tuple[int, int]:
    """Return the sizes of the code on a screen (level M) and on paper (level Q)."""
    made = [segno.make(code, error=level, boost_error=False, micro=False) for level in "mq"]
    assert {one.mode for one in made} == {"alphanumeric"}
    first, second = (int(one.version) for one in made)
    return first, second


@pytest.mark.parametrize("goods", [FORTY[:5], FORTY[:1], ()])
def test_a_usual_pass_is_a_small_code(goods: tuple[claims.Line, ...]) -> None:
    screen, paper = versions(DESK.seal(claims.fitted(SAMPLE, goods)))
    assert screen <= 10
    assert paper <= 12


@pytest.mark.parametrize("goods", [FORTY, ENGLISH, ENGLISH[:5]])
def test_no_pass_is_a_large_one(goods: tuple[claims.Line, ...]) -> None:
    found = claims.fitted(SAMPLE, goods)
    code = DESK.seal(found)
    assert 0 < len(found.lines) < len(goods)
    assert len(unwritten(code)) <= signed.MOST_BYTES
    assert len(code) <= signed.MOST_LETTERS


def test_the_largest_is_as_large_as_we_say() -> None:
    assert versions(written(b"\xff" * signed.MOST_BYTES)) == (11, 14)
    assert versions(CODE) == (10, 12)
