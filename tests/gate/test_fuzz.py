"""A gate is shown codes spoilt by chance: it says why not, and never raises, believes or hangs.

`pytest tests/gate --codes 200000` shows it more of them.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from desk.config import ROOT
from desk.gate import cbor, claims, verdict
from desk.gate.verdict import Verdict, judge
from tests.gate.fuzz import resigned, spoilt
from tests.gate.makers import CODE, LOOK, told

UNREAD = {("foreign",), ("half",), ("altered",), ("unknown_key",)}
# Every fifth of them: Node gets them by a pipe, and has to give the same answer to each.
SHARE = 5
NODE = shutil.which("node", path=str(ROOT / ".venv/bin")) or shutil.which("node") or "node"


@pytest.fixture
def codes(pytestconfig: pytest.Config) -> int:
    return int(pytestconfig.getoption("--codes"))


def plain(found: Verdict) -> list[Any]:
    shown = found.claims and claims.encode(found.claims).hex()
    return [found.colour, list(found.reasons), shown]


def test_what_nobody_signed_is_never_believed(codes: int) -> None:
    met = set()
    for text in spoilt(codes):
        found = judge(text, LOOK)
        assert found.reasons in UNREAD, text
        assert found.claims is None
        assert found.colour == ("amber" if found.reasons == ("unknown_key",) else "red"), text
        met.add(found.reasons)
    assert met == UNREAD


def test_what_a_desk_signed_amiss_is_read_in_one_way_or_not_at_all(codes: int) -> None:
    read = 0
    for text in resigned(codes // SHARE):
        found = judge(text, LOOK)
        assert set(found.reasons) <= verdict.RED | verdict.AMBER
        assert (found.colour == "green") is not bool(found.reasons)
        read += found.claims is not None
    assert 0 < read < codes // SHARE


def test_javascript_gives_the_same_answers(codes: int) -> None:
    share = codes // SHARE
    texts = [CODE, *spoilt(share, first=10**9), *resigned(share // 2, first=10**9)]
    asked = json.dumps({"look": told(LOOK), "codes": texts})
    done = subprocess.run(
        [NODE, Path(__file__).with_name("judge.mjs")],
        input=asked, capture_output=True, text=True, check=True, timeout=500,
    )  # fmt: skip
    for text, other in zip(texts, json.loads(done.stdout), strict=True):
        assert plain(judge(text, LOOK)) == other, text


def test_no_code_costs_more_than_its_letters(codes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = 0
    head = cbor._Reader.head

    def counted(reader: cbor._Reader) -> tuple[int, int]:
        nonlocal heads
        heads += 1
        return head(reader)

    monkeypatch.setattr(cbor._Reader, "head", counted)
    for text in [*spoilt(codes // SHARE), *resigned(codes // SHARE), "FD1:" + "9" * 1_000_000]:
        heads = 0
        judge(text, LOOK)
        assert heads <= len(text[:400]), text
