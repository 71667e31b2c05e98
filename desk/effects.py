"""What an action does to a record: pure, and the same in static/js/models/effects.js.

Both run on tests/vectors/effects.json. An action is the exported row of desk/actions.py, a record
has the shape it has on the wire. Personal values (`p`) are copied, never read: on a tablet they
are the values, on the server they are pointers to the rows that hold them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NotRequired, TypedDict

from desk import lines
from desk.conditions import Row, Scalar, Values, matches

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
    if action.get("creates") and record is not None:
        return record, ["conflict"]
    values, flags = _fitting(action, record, values)
    if action.get("creates"):
        return _change(action, _opened(ctx), values, ctx, created=True), flags
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
            return _note(action, record, values, ctx), flags
        case _:
            return _change(action, record, values, ctx, created=False), flags


def fields(record: Record) -> dict[str, Scalar]:
    """Return a record's typed fields, its room among them."""
    return {**record["f"], "room": record["room"]}


def seen(record: Record) -> dict[str, Scalar]:
    """Return what conditions on a record may name: its typed fields, its room and its state."""
    return {**fields(record), "state": record["state"]}


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
    _set_lines(new, action, values, ctx)
    for name in _cleared(action, values):
        if name in action.get("personal", ()):
            new["p"].pop(name, None)
        else:
            _put(new, name, None)
    _add(new, action.get("add", {}), values, ctx)
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


def _set(record: Record, rows: Row, values: Values, ctx: Context, at: str = "") -> None:
    for name, value in rows.items():
        if isinstance(value, dict):
            if value.get("first") and fields(record).get(at + name) is not None:
                continue
            if value.get("keep") and value["from"] not in values:
                continue
        _put(record, at + name, _value(value, values, ctx))


def _add(record: Record, rows: Row, values: Values, ctx: Context, at: str = "") -> None:
    for name, value in rows.items():
        amount, had = _value(value, values, ctx), record["f"].get(at + name)
        _put(record, at + name, _number(had) + _number(amount))


def _set_lines(record: Record, action: Row, values: Values, ctx: Context) -> None:
    """Write what is said of the lines: of all of them anew, or of some that there are."""
    for each, rows in action.get("each", {}).items():
        if rows.get("new"):
            for name in [name for name in record["f"] if lines.among(each, name)]:
                _put(record, name, None)
        for number in lines.numbers(each, values):
            said, at = lines.line(each, number, values), lines.placed(each, number, "")
            _set(record, rows.get("set", {}), said, ctx, at)
            _add(record, rows.get("add", {}), said, ctx, at)


def _fitting(action: Row, record: Record | None, values: Values) -> tuple[Values, list[str]]:
    """Leave out what is said of lines that the record does not have; that is a conflict."""
    astray = lines.astray(action.get("each", {}), record["f"] if record else {}, values)
    kept = {name: value for name, value in values.items() if name not in astray}
    return kept, ["conflict"] if astray else []


def _value(value: Row | str | int, values: Values, ctx: Context) -> Scalar:
    match value:
        case {"from": name, **rest}:
            given = values.get(name)
            text = ",".join(given) if isinstance(given, list) else given
            if rest.get("as") != "int":
                return text or None
            whole = _whole(text)
            return -whole if whole is not None and rest.get("minus") else whole
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
    elif value is None and lines.place(name):
        record["f"].pop(name, None)  # a line is there as long as anything of it is
    else:
        record["f"][name] = value


def _before(old: Record, new: Record) -> Before | None:
    was, now = fields(old), fields(new)
    changed = {n: was.get(n) for n in {**was, **now} if was.get(n) != now.get(n)}
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
