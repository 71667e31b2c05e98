"""What both languages must agree on, as tests/vectors/gate.json tells it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desk import keys
from tests.gate import cases, lists, spellings, spoilt
from tests.gate.makers import told

FILE = Path(__file__).parents[1] / "vectors/gate.json"


def written() -> str:
    """Return the file's text: a line for each case."""
    looks: list[str] = []
    judged = [_judged(case, looks) for case in (*cases.cases(), *spoilt.cases())]
    parts = {
        "looks": [json.loads(look) for look in looks],
        "judged": judged,
        "lists": [_handed(one) for one in lists.handed()],
        "cbor": [{"hex": spelt, "value": value} for spelt, value in spellings.CBOR.items()],
        "other_cbor": list(spellings.OTHER_CBOR),
        "base45": [{"text": one, "code": code} for one, code in spellings.BASE45.items()],
        "other_base45": list(spellings.OTHER_BASE45),
    }
    return "{\n" + ",\n".join(f'"{name}": {_rows(rows)}' for name, rows in parts.items()) + "\n}\n"


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
