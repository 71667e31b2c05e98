"""What a register is, and how the house finds them: nothing lists registers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, Literal

from desk.actions import Action, Lapse, reachable
from desk.alike import Alike
from desk.builtin import TAKEN_BACK, builtin_actions
from desk.clocks import Clock
from desk.forms import DeskField, Form, outline, schema
from desk.tables import Record

PACKAGE = "blueprints.registers"


class RegisterError(Exception):
    """A declaration contradicts itself or another register; raised at start-up."""


@dataclass(frozen=True)
class State:
    name: str
    title: str
    tone: Literal["calm", "open", "late", "done", "void"]  # void: over, and not as it should be
    final: bool = False
    paper: bool = True  # whether documents of a record in this state may be printed


@dataclass(frozen=True, kw_only=True)
class Register:
    """One kind of book. It declares; the desk serves."""

    name: str
    letter: str
    title: str
    model: type[Record]
    states: tuple[State, ...]
    actions: tuple[Action, ...]
    form: type[Form]  # its main form: what a record is made of, and what can be corrected
    personal: Mapping[str, int]  # days that a personal field is kept after the record has ended
    columns: tuple[str, ...]
    clocks: tuple[Clock, ...] = ()
    documents: tuple[str, ...] = ()
    icon: str = "book"

    @cached_property
    def table(self) -> dict[str, Action]:
        """All actions by name: the register's own, then those that every register has."""
        columns = {column.key for column in self.model.__mapper__.column_attrs}
        papers = () if all(one.paper for one in self.states) else self.printed
        rows = (*self.actions, *builtin_actions(self.form, self.documents, columns, papers))
        return {action.name: action for action in rows}

    @cached_property
    def final(self) -> list[str]:
        return [state.name for state in self.states if state.final]

    @cached_property
    def lapses(self) -> tuple[Lapse, ...]:
        """What the house closes by itself: LAPSES of the folder's lapses.py, where it has one."""
        rows: tuple[Lapse, ...] = self._beside("lapses", "LAPSES") or ()
        return rows

    @cached_property
    def alike(self) -> Alike | None:
        """By what two records look like one, entered twice: ALIKE of its alike.py, if any."""
        found: Alike | None = self._beside("alike", "ALIKE")
        return found

    def _beside(self, part: str, name: str) -> Any:
        """Return what a file of the folder declares, where there is one."""
        folder = f"{PACKAGE}.{self.name}"
        if not find_spec(folder) or not find_spec(f"{folder}.{part}"):
            return None
        return getattr(import_module(f"{folder}.{part}"), name)

    def fields(self) -> list[DeskField]:
        """Return every field that its own forms ask, each once, in the language of now."""
        forms = [self.form, *(action.form for action in self.actions if action.form)]
        return list({field.name: field for form in forms for field in form().fields}.values())

    @cached_property
    def lists(self) -> Action | None:
        """Return the action that takes lists of other systems in, if any."""
        return next((action for action in self.actions if action.listing), None)

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """Name the states in which a record has papers."""
        return tuple(state.name for state in self.states if state.paper)

    def clock(self, name: str) -> Clock:
        return next(clock for clock in self.clocks if clock.name == name)


@cache
def registers() -> dict[str, Register]:
    """Return the registers of this house by name, found once."""
    return discover()


def discover() -> dict[str, Register]:
    """Import every package under blueprints/registers and return their declarations by name."""
    folders = sorted(one.name for one in iter_modules(import_module(PACKAGE).__path__))
    found = [import_module(f"{PACKAGE}.{folder}").register for folder in folders]
    return agreed(found)


def agreed(found: Iterable[Register]) -> dict[str, Register]:
    """Return the registers by name; refuse contradictions and repeats."""
    rows = list(found)
    for register in rows:
        if problems := contradictions(register):
            raise RegisterError(f"{register.name}: {'; '.join(problems)}")
    _no_repeats("name", [register.name for register in rows])
    _no_repeats("letter", [register.letter for register in rows])
    if missing := sorted(untaken(rows)):
        raise RegisterError(f"nothing to take: {', '.join(missing)}")
    return {register.name: register for register in rows}


def _no_repeats(what: str, values: list[str]) -> None:
    if repeats := [value for value, times in Counter(values).items() if times > 1]:
        raise RegisterError(f"two registers have the same {what}: {', '.join(repeats)}")


def untaken(rows: Iterable[Register]) -> set[str]:
    """Name the takings of which no register has the action, or the action no field `by`."""
    every = {f"{one.name}.{name}": action for one in rows for name, action in one.table.items()}
    wanted = {take.does for action in every.values() for take in action.takes}
    asks = {name for name, one in every.items() if any(f["name"] == "by" for f in one.row["form"])}
    return wanted - asks


def contradictions(register: Register) -> list[str]:
    """Say what a declaration names but does not have."""
    states = {state.name for state in register.states}
    actions = (*register.table.values(), *(lapse.action for lapse in register.lapses))
    clocks = {clock.name for clock in register.clocks}
    personal = {name for action in actions for name in action.row["personal"]}
    model = {column.key for column in register.model.__mapper__.column_attrs}
    named = {
        "states": {state for action in actions for state in action.source} | reachable(actions),
        "clocks": {name for action in actions for name in moved(action)},
        "documents": {name for action in actions for name in action.documents},
        "retention for": personal,
        "columns": {*register.columns, *(n for a in actions for n in _columns(a))},
    }
    had = {
        "states": states,
        "clocks": clocks,
        "documents": set(register.documents),
        "retention for": set(register.personal),
        "columns": model | set(register.personal) | {"room"},
    }
    missing = [
        f"no {what} {', '.join(sorted(names - had[what]))}"
        for what, names in named.items()
        if names - had[what]
    ]
    missing += [line for action in actions for line in unlifted(action)]
    missing += [line for action in actions for line in unlined(action)]
    missing += unlisted(register)
    if TAKEN_BACK not in register.final:
        missing.append(f"no final state {TAKEN_BACK}")
    missing += [
        f"no end of {one.action.name}" for one in register.lapses if _never_ends(one.action)
    ]
    if not any(action.creates for action in actions):
        missing.append("no action that creates a record")
    if not (len(register.letter) == 1 and register.letter.isascii() and register.letter.isupper()):
        missing.append("no letter from A to Z")
    return missing


def _columns(action: Action) -> Iterable[str]:
    return (*action.row["set"], *action.clear, *action.row.get("each", ()))


def _never_ends(lapse: Action) -> bool:
    """Tell whether a record would lapse into a state that it lapses from."""
    return not lapse.source or bool(reachable([lapse]) & set(lapse.source))


def unlisted(register: Register) -> list[str]:
    """Say what a list names that the form of its action does not ask."""
    action = register.lists
    if action is None or action.listing is None:
        return []
    missing = action.listing.names() - {field["name"] for field in action.row["form"]}
    wrong = [f"no field {', '.join(sorted(missing))} in {action.name}"] if missing else []
    return wrong if action.creates else [*wrong, f"{action.name} takes a list, and makes nothing"]


def moved(action: Action) -> tuple[str, ...]:
    """Name the clocks that an action may start or stop."""
    return (*action.starts, *(name for _, name in action.starts_when), *action.stops)


def unlined(action: Action) -> list[str]:
    """Say which fields stand in lines that a form does not have, or could not travel as lines."""
    fields = outline(action.form) if action.form else ()
    known = {field.name for field in fields if field.kind == "lines"}
    strays = [field.name for field in fields if field.each and field.each not in known]
    wide = [f.name for f in fields if f.each and (f.lines or f.many or f.kind == "picture")]
    return [f"{name} of {action.name} is of no lines" for name in strays] + [
        f"{name} of {action.name} is no field for a line" for name in wide
    ]


def unlifted(action: Action) -> list[str]:
    """Say which former versions of an action nobody could read, and what no lift may touch."""
    missing = []
    if [lift.tv for lift in action.lifts] != list(range(1, action.tv)):
        missing.append(f"no lift for each version of {action.name} before {action.tv}")
    personal = {row["name"] for row in action.row["form"] if row["personal"]}
    named = {n for lift in action.lifts for n in (*lift.rename, *lift.rename.values(), *lift.drop)}
    if named & personal:
        missing.append(f"no lift may touch the personal {', '.join(sorted(named & personal))}")
    return missing


def export(register: Register) -> dict[str, Any]:
    """Return the register as JSON for the tablet, without words."""
    return {
        "name": register.name,
        "letter": register.letter,
        "icon": register.icon,
        "states": [
            {"name": state.name, "tone": state.tone, "final": state.final}
            for state in register.states
        ],
        "final": register.final,
        "begins": next(action.name for action in register.actions if action.creates),
        **({"passes": True} if any(one.presents for one in register.actions) else {}),
        "actions": {name: action.row for name, action in register.table.items()},
        "form": schema(register.form),
        "clocks": {clock.name: clock.row for clock in register.clocks},
        "columns": list(register.columns),
        "documents": list(register.documents),
        "personal": dict(register.personal),
    }
