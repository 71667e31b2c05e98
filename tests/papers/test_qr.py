"""Codes of slips: small, the same in both languages, read back from what a thermal head prints."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from playwright.sync_api import Page

from desk.qr import qr, record_code

IDS = [str(UUID(int=(7 << 76) | (2 << 62) | (number * 0x9E3779B97F4A7C15F39CC0605CEDC835)
                % (1 << 60))) for number in range(60)]  # fmt: skip
TEXTS = [*map(record_code, IDS), "V1:" + "7" * 32, "https://localhost:8000/en/", "0"]


def test_a_record_fits_the_second_smallest_code() -> None:
    assert {qr(record_code(one)).size for one in IDS} == {25}
    assert record_code(IDS[3]).startswith("V1:")
    assert len(record_code(IDS[3])) == 35


def test_both_halves_draw_the_same_modules(page: Page) -> None:
    seen: list[dict[str, Any]] = page.evaluate(
        "(texts) => texts.map((text) => house.qr(text))", TEXTS
    )
    assert seen == [asdict(qr(text)) for text in TEXTS]


def test_both_halves_name_a_record_alike(page: Page) -> None:
    seen: list[str] = page.evaluate("(ids) => ids.map(house.recordCode)", IDS)
    assert seen == [record_code(one) for one in IDS]
