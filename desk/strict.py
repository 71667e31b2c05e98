"""Read JSON strictly: no repeated keys, no floats, no endless depth, no half characters."""

import json
import re
from typing import Any, NoReturn

LONGEST_NUMBER = 16  # digits: as many as a whole number has in JavaScript

# NUL, and halves of characters beyond the first 65,536.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Odd:
    """Stand for a part that no honest client writes."""

    def __repr__(self) -> str:
        return "odd"  # the same in every process: bytes are known again by their digest


ODD = Odd()


def loads(text: str | bytes) -> Any:
    """Read JSON; raise ValueError on a repeated key, a float or a number too long."""
    return _read(text, _raise_pairs, _raise)


def loads_marking(text: str | bytes) -> Any:
    """Read JSON, putting ODD where `loads` would raise: one bad entry must not spoil a batch."""
    return _read(text, _mark_pairs, _mark)


def depth(value: Any, limit: int) -> bool:
    """Tell whether lists and objects nest at most `limit` deep."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(limit):
        if not level:
            return True
        level = [
            part
            for whole in level
            for part in (whole.values() if type(whole) is dict else whole)
            if type(part) is dict or type(part) is list
        ]
    return not level


def sound(value: Any) -> bool:
    """Tell whether all text can be stored: no lone surrogate, no NUL; and nothing is odd."""
    texts, todo = [], [value]
    for part in todo:
        kind = type(part)
        if kind is str:
            texts.append(part)
        elif kind is dict:
            texts += part
            todo += part.values()
        elif kind is list:
            todo += part
        elif kind is Odd:
            return False
    return storable("".join(texts))


def storable(text: str) -> bool:
    """Tell whether a text has no lone surrogate and no NUL."""
    return _UNSTORABLE.search(text) is None


def plain(text: str) -> bool:
    """Tell of JSON that it cannot hide in an escape what may not be stored."""
    return "\\u" not in text and storable(text)


def _read(text: str | bytes, pairs: Any, odd: Any) -> Any:
    number = _whole_or(odd)
    try:
        return json.loads(
            text, object_pairs_hook=pairs, parse_int=number, parse_float=odd, parse_constant=odd
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _whole_or(odd: Any) -> Any:
    return lambda text: int(text) if len(text.lstrip("-")) <= LONGEST_NUMBER else odd(text)


def _raise(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} is no whole number")


def _mark(_text: str) -> Odd:
    return ODD


def _raise_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key appears twice")
    return found


def _mark_pairs(pairs: list[tuple[str, Any]]) -> Any:
    found = dict(pairs)
    return found if len(found) == len(pairs) else ODD
