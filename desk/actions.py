"""What a person may do to a record, as rows; and who may do it, as one lookup."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from desk.clocks import Length
from desk.effects import Undo
from desk.forms import Form, personal_kept, schema
from desk.lifting import Lift
from desk.listing import Listing

Value = str | int | Mapping[str, Any]  # see desk/effects.py

OWN_TAKE_BACK_MS = 60_000


@dataclass(frozen=True, kw_only=True)
class Tell:
    """A message to somebody of the house whom the record names, some minutes after the action.

    Title and text may use %(name)s, %(no)s, %(room)s and %(site)s. What is taken back or
    corrected meanwhile tells nobody, or somebody else.
    """

    to: str  # the record's field
    title: str
    text: str
    unless: str = ""  # a field that, filled, says that another record's message tells already


@dataclass(frozen=True, kw_only=True)
class Take:
    """Another register's record that the action goes by, used up in the same transaction.

    The other action's form has a field `by`: the id of the record that took it. Where a pass does
    not hold, the form begins with the values `otherwise` and without it.
    """

    field: str
    does: str  # "invitations.arrive"
    otherwise: Mapping[str, str] | None = None

    @property
    def row(self) -> dict[str, Any]:
        """The same as JSON."""
        return {"field": self.field, "does": self.does, "otherwise": dict(self.otherwise or {})}


@dataclass(frozen=True, kw_only=True)
class Action:
    """A row of a register's table; everything in it but title, messages and lists is exported."""

    name: str
    title: str
    roles: tuple[str, ...]
    nature: Literal["desk", "online"] = "desk"
    source: tuple[str, ...] = ()  # empty: any state
    target: str | None = None  # None: the state stays
    target_when: tuple[tuple[Mapping[str, Any], str], ...] = ()
    set: Mapping[str, Value] | None = None
    clear: tuple[str, ...] = ()
    add: Mapping[str, Value] | None = None
    # of each of the lines that the form names: {"lines": {"new": True, "set": {…}, "add": {…}}}
    each: Mapping[str, Mapping[str, Any]] | None = None
    blank: tuple[str, ...] = ()  # fields that the form may ask to empty
    form: type[Form] | None = None
    starts: tuple[str, ...] = ()
    # a condition on the fields as they have become, and the clock it starts
    starts_when: tuple[tuple[Mapping[str, Any], str], ...] = ()
    stops: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    tells: tuple[Tell, ...] = ()  # the server's business alone
    takes: tuple[Take, ...] = ()
    page: bool = False  # its form is a page, <register>/<name>/#<record>; else a dialog
    arrives: bool = False  # somebody comes in: told from others by Register.alike
    presents: bool = False  # a pass is shown: desk/passes.py says whether it holds then
    creates: bool = False
    needs: str = ""  # a setting without which the action is not offered
    # what the form begins with: the field, and what stands in the record as the page shows it
    recalls: Mapping[str, str] | None = None
    need: str | None = (
        None  # what somebody comes to the desk for, if this begins it (desk/needs.py)
    )
    does: Literal["move", "note", "take_back", "settle"] = "move"
    tv: int = 1  # raise it with a lift when the form changes what it calls things
    lifts: tuple[Lift, ...] = ()  # the oldest first
    listing: Listing | None = None  # lists of other systems whose lines each become this deed

    @cached_property
    def row(self) -> dict[str, Any]:
        """The action as JSON, without words: what desk/effects.py and its twin run."""
        return {
            "name": self.name,
            "nature": self.nature,
            "does": self.does,
            "creates": self.creates,
            **({"need": self.need} if self.need else {}),
            "source": list(self.source),
            "target": self.target,
            "target_when": [[dict(condition), state] for condition, state in self.target_when],
            "set": dict(self.set or {}),
            "clear": list(self.clear),
            "add": dict(self.add or {}),
            "blank": list(self.blank),
            "personal": personal_kept(self.form) if self.form else [],
            "form": schema(self.form) if self.form else [],
            "roles": list(self.roles),
            "starts": list(self.starts),
            "stops": list(self.stops),
            "documents": list(self.documents),
            "tv": self.tv,
            **({"each": {name: dict(row) for name, row in self.each.items()}} if self.each else {}),
            **self._starts_when,
            **({"takes": [take.row for take in self.takes]} if self.takes else {}),
            **({"presents": True} if self.presents else {}),
            **({"needs": self.needs} if self.needs else {}),
            **({"recalls": dict(self.recalls)} if self.recalls else {}),
            **({"lifts": [lift.row for lift in self.lifts]} if self.lifts else {}),
        }

    @property
    def _starts_when(self) -> dict[str, Any]:
        rows = [[dict(condition), clock] for condition, clock in self.starts_when]
        return {"starts_when": rows} if rows else {}


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """What becomes of a record of certain states when a length of desk/clocks.py is over.

    The length counts from the record's beginning; `setting` names one that adds hours, of which
    none means never, and `spared` a moment of the record (ms UTC) whose day must be over as well.
    The action is nobody's: no device offers it and none may send it.
    """

    action: Action
    length: Length
    setting: str = ""
    spared: str = ""


def allowed(action: Action, roles: Iterable[str]) -> bool:
    """Tell whether one of the roles may do the action."""
    return not set(action.roles).isdisjoint(roles)


def may(action: Action, roles: Iterable[str], undo: Undo | None, op: str, at: int) -> bool:
    """Tell whether an operator may do the action to a record; `at` in ms.

    Everyone may take back the own last action within a minute; later a role must allow it.
    """
    if allowed(action, roles):
        return True
    if action.does != "take_back" or undo is None or not op:
        return False
    return undo["op"] == op and at - undo["at"] <= OWN_TAKE_BACK_MS


def reachable(actions: Iterable[Action]) -> set[str]:
    """Name the states that the actions lead to."""
    rows = list(actions)
    direct = {action.target for action in rows if action.target}
    return direct | {state for action in rows for _, state in action.target_when}
