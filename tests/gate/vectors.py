"""What both languages must agree on, as tests/vectors/gate.json tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk import keys
from desk.gate import claims, signed
from desk.gate.claims import Claims
from tests.gate import cases, lists, spellings, spoilt
from tests.gate.makers import DESK, FORTY, GOODS, SAMPLE, other, told

Goods = tuple[claims.Line, ...]

OF_GOODS = ("lines", "count", "digest")
FILE = Path(__file__).parents[1] / "vectors/gate.json"


def written() -> str:
    """Return the file's text: a line for each case."""
    looks: list[str] = []
    judged = [_judged(case, looks) for case in (*cases.cases(), *spoilt.cases())]
    parts = {
        "looks": [json.loads(look) for look in looks],
        "judged": judged,
        "issued": [_issued(*one) for one in issued()],
        "lists": [_handed(one) for one in lists.handed()],
        "cbor": [{"hex": spelt, "value": value} for spelt, value in spellings.CBOR.items()],
        "other_cbor": list(spellings.OTHER_CBOR),
        "base45": [{"text": one, "code": code} for one, code in spellings.BASE45.items()],
        "other_base45": list(spellings.OTHER_BASE45),
    }
    return "{\n" + ",\n".join(f'"{name}": {_rows(rows)}' for name, rows in parts.items()) + "\n}\n"


def issued() -> Iterator[tuple[str, Claims, Goods]]:
    """Yield passes as a desk issues them: a name, the claims and the whole list of goods."""
    bare = replace(SAMPLE, lines=(), count=0, digest=b"")
    yield "three lines", bare, GOODS
    yield "no goods", bare, ()
    yield "no plate, no bearer", replace(bare, plate="", holder=""), GOODS
    yield "forty lines", bare, FORTY
    yield "a first line that has no room", bare, (("s" * 100, 1), *GOODS)
    yield "a second line that has no room", bare, (GOODS[0], ("s" * 100, 1), GOODS[1])
    yield "large numbers", replace(bare, gate=70_000, site=300), (("Schraube", 2**40), ("釘", 255))
    yield "signs beyond the basic plane", replace(bare, holder="𠮷野"), (("🚚", 24), ("é", 23))


def _issued(name: str, bare: Claims, goods: Goods) -> dict[str, Any]:
    payload = claims.encode(claims.fitted(bare, goods))
    signature = DESK.sign(signed.Sealed(DESK.kid, payload, b"").statement)
    said = {**vars(bare), "id": bare.id.hex()}
    return {
        "name": name,
        "claims": {key: value for key, value in said.items() if key not in OF_GOODS},
        "goods": goods,
        "payload": payload.hex(),
        "kid": DESK.kid.hex(),
        "signatures": [keys.b64(one) for one in (signature, other(signature))],
        "code": signed.seal(payload, DESK.kid, DESK.sign),
    }


def _rows(rows: list[Any]) -> str:
    return "[\n" + ",\n".join(f"  {_line(row)}" for row in rows) + "\n]"


def _line(row: Any) -> str:
    text = json.dumps(row, ensure_ascii=False)
    # Half a pair of surrogates has no UTF-8.
    return text if text.isprintable() else json.dumps(row)


def _judged(case: cases.Case, looks: list[str]) -> dict[str, Any]:
    look = json.dumps(told(case.look), ensure_ascii=False)
    if look not in looks:
        looks.append(look)
    verdict = {"colour": case.colour, "reasons": case.reasons}
    return {"name": case.name, "text": case.text, "look": looks.index(look), **verdict}


def _handed(one: lists.Handed) -> dict[str, Any]:
    return {
        **vars(one),
        "signature": keys.b64(one.signature),
        "publics": [keys.b64(public) for public in one.publics],
    }
