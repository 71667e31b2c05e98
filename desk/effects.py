"""What an action does to a record: pure, and the same in static/js/models/effects.js.

Both run on tests/vectors/effects.json. An action is the exported row of desk/actions.py, a record
has the shape it has on the wire. Personal values (`p`) are copied, never read: on a tablet they
are the values, on the server they are pointers to the rows that hold them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NotRequired, TypedDict

Scalar = str | int | None
Values = Mapping[str, str | list[str]]
Row = Mapping[str, Any]  # an exported action, a condition or a value: JSON

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")  # within what a JavaScript number holds exactly


class Fact(TypedDict):
    """A running clock; times in ms. due None: nobody can say."""

    started: int
    due: int | None


class Before(TypedDict):
    state: str | None
    end: int | None
    f: dict[str, Scalar]
    p: dict[str, str | None]
    clocks: NotRequired[dict[str, Fact | None]]  # those that moved; None: did not run


class Undo(TypedDict):
    entry: str
    op: str
    at: int
    before: Before | None  # None: the entry created the record


class Record(TypedDict):
    id: str
    reg: str
    state: str | None
    seq: int | None
    no: str | None
    room: str | None
    at: int
    end: int | None
    flags: list[str]
    undo: Undo | None
    f: dict[str, Scalar]
    p: dict[str, str]


class Context(TypedDict):
    """Who did it, where and when: `at` is the adjusted time in ms, `final` the closing states."""

    entry: str
    rec: str
    reg: str
    no: str | None
    at: int
    op: str
    dev: str
    final: list[str]
    personal: NotRequired[Mapping[str, str]]


def run(
    action: Row, record: Record | None, values: Values, ctx: Context
) -> tuple[Record | None, list[str]]:
    """Return the record after the action, and the flags the action earned."""
    if action.get("creates"):
        if record is not None:
            return record, ["conflict"]
        return _change(action, _opened(ctx), values, ctx, created=True), []
    if record is None:
        return None, ["parent_missing"]
    if action["source"] and record["state"] not in action["source"]:
        return record, ["conflict"]
    match action.get("does", "move"):
        case "take_back":
            return _take_back(record, values, ctx)
        case "settle":
            return _settle(record, values)
        case "note":
            return _note(action, record, values, ctx), []
        case _:
            return _change(action, record, values, ctx, created=False), []


def matches(condition: Row, values: Values, record: Mapping[str, Scalar]) -> bool:
    """Tell whether a condition holds for form values and a record's fields."""
    match condition:
        case {"all": parts}:
            return all(matches(part, values, record) for part in parts)
        case {"any": parts}:
            return any(matches(part, values, record) for part in parts)
        case {"not": part}:
            return not matches(part, values, record)
        case {"value": name, **test}:
            return _holds(test, values.get(name))
        case {"field": name, **test}:
            return _holds(test, record.get(name))
    raise ValueError(f"not a condition: {condition}")


def fields(record: Record) -> dict[str, Scalar]:
    """Return a record's typed fields, its room among them."""
    return {**record["f"], "room": record["room"]}


def seen(record: Record) -> dict[str, Scalar]:
    """Return what conditions on a record may name: its typed fields, its room and its state."""
    return {**fields(record), "state": record["state"]}


def _holds(test: Row, value: Scalar | list[str]) -> bool:
    if "present" in test:
        return (value not in (None, "", [])) is test["present"]
    wanted = test["is"]
    return wanted in value if isinstance(value, list) else value == wanted


def _opened(ctx: Context) -> Record:
    return {
        "id": ctx["rec"],
        "reg": ctx["reg"],
        "state": None,
        "seq": None,
        "no": ctx["no"],
        "room": None,
        "at": ctx["at"],
        "end": None,
        "flags": [],
        "undo": None,
        "f": {},
        "p": {},
    }


def _copy(record: Record) -> Record:
    """Copy what an action changes in place; flags and undo are only ever replaced."""
    return {**record, "f": {**record["f"]}, "p": {**record["p"]}}


def _change(action: Row, old: Record, values: Values, ctx: Context, *, created: bool) -> Record:
    new = _copy(old)
    _set(new, action.get("set", {}), values, ctx)
    for name in _cleared(action, values):
        if name in action.get("personal", ()):
            new["p"].pop(name, None)
        else:
            _put(new, name, None)
    for name, value in action.get("add", {}).items():
        amount, had = _value(value, values, ctx), new["f"].get(name)
        _put(new, name, _number(had) + _number(amount))
    _keep_personal(new, action, ctx)
    _enter(new, _target(action, new, values), ctx)
    before = _before(old, new)
    if created or before is not None:
        new["undo"] = {
            "entry": ctx["entry"],
            "op": ctx["op"],
            "at": ctx["at"],
            "before": None if created else before,
        }
    return new


def _note(action: Row, record: Record, values: Values, ctx: Context) -> Record:
    """Change fields in passing: what may be taken back is still the deed before."""
    new = _change(action, record, values, ctx, created=False)
    new["undo"] = record["undo"]
    return new


def _set(record: Record, rows: Row, values: Values, ctx: Context) -> None:
    for name, value in rows.items():
        if isinstance(value, dict):
            if value.get("first") and fields(record).get(name) is not None:
                continue
            if value.get("keep") and value["from"] not in values:
                continue
        _put(record, name, _value(value, values, ctx))


def _value(value: Row | str | int, values: Values, ctx: Context) -> Scalar:
    match value:
        case {"from": name, **rest}:
            given = values.get(name)
            text = ",".join(given) if isinstance(given, list) else given
            return _whole(text) if rest.get("as") == "int" else text or None
        case {"now": True}:
            return ctx["at"]
        case {"op": True}:
            return ctx["op"]
        case {"dev": True}:
            return ctx["dev"]
        case {"entry": True}:
            return ctx["entry"]
        case str() | int():
            return value
    raise ValueError(f"not a value: {value}")


def _whole(text: str | None) -> int | None:
    return int(text) if text and WHOLE_NUMBER.fullmatch(text) else None


def _number(value: Scalar) -> int:
    return value if isinstance(value, int) else 0


def _cleared(action: Row, values: Values) -> Iterable[str]:
    """Name the fields to empty: the action's own, and those the form asks it to (`blank`)."""
    yield from action.get("clear", ())
    asked = values.get("blank", [])
    allowed = action.get("blank", ())
    yield from (name for name in ([asked] if isinstance(asked, str) else asked) if name in allowed)


def _keep_personal(record: Record, action: Row, ctx: Context) -> None:
    given = ctx.get("personal", {})
    record["p"] |= {name: given[name] for name in action.get("personal", ()) if name in given}


def _target(action: Row, record: Record, values: Values) -> str | None:
    for condition, state in action.get("target_when", ()):
        if matches(condition, values, seen(record)):
            return str(state)
    return action.get("target") or record["state"]


def _enter(record: Record, state: str | None, ctx: Context) -> None:
    was, is_ = record["state"] in ctx["final"], state in ctx["final"]
    record["state"] = state
    if was != is_:
        record["end"] = ctx["at"] if is_ else None


def _put(record: Record, name: str, value: Scalar) -> None:
    """Write a field; the room is a column of every record, not of the register."""
    if name == "room":
        record["room"] = None if value is None else str(value)
    else:
        record["f"][name] = value


def _before(old: Record, new: Record) -> Before | None:
    was, now = fields(old), fields(new)
    changed = {name: was.get(name) for name in now if was.get(name) != now[name]}
    names = {**old["p"], **new["p"]}
    personal = {n: old["p"].get(n) for n in names if old["p"].get(n) != new["p"].get(n)}
    if not changed and not personal and old["state"] == new["state"]:
        return None
    return {"state": old["state"], "end": old["end"], "f": changed, "p": personal}


def _take_back(record: Record, values: Values, ctx: Context) -> tuple[Record, list[str]]:
    undo = record["undo"]
    if undo is None or undo["entry"] != values.get("entry"):
        return record, ["conflict"]
    new = _copy(record)
    before = undo["before"]
    if before is None:
        _enter(new, "taken_back", ctx)
    else:
        new["state"], new["end"] = before["state"], before["end"]
        for name, value in before["f"].items():
            _put(new, name, value)
        kept = {**new["p"], **before["p"]}
        new["p"] = {name: value for name, value in kept.items() if value is not None}
    new["undo"] = None
    return new, []


def _settle(record: Record, values: Values) -> tuple[Record, list[str]]:
    flag = values.get("flag")
    if flag not in record["flags"]:
        return record, ["conflict"]
    new = _copy(record)
    new["flags"] = [other for other in record["flags"] if other != flag]
    return new, []
