"""The closed list of validators that also work offline.

Each has a twin in static/js/models/validators.js; both run on tests/vectors/validators.json.
All but Required and RequiredIf pass an empty value. A `rule` names the handbook's requirement
that the validator enforces: on the server its failure is a broken rule, not a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from desk.conditions import Values, matches
from desk.effects import WHOLE_NUMBER

if TYPE_CHECKING:
    from desk.forms import DeskField, Form

Given = str | list[str]

MESSAGES: Mapping[str, str] = {
    "required": _l("Please fill this in."),
    "length": _l("This is too short or too long."),
    "pattern": _l("Please check how this is written."),
    "range": _l("This number is out of range."),
    "one_of": _l("Please choose from the list."),
    "after": _l("This must come later."),
    "required_if": _l("Please fill this in, too."),
}


class Validator:
    """One offline check: `fails` judges, `export` tells the tablet how to judge."""

    kind: ClassVar[str]

    def __init__(self, *, rule: str | None = None) -> None:
        self.rule = rule

    def args(self) -> dict[str, Any]:
        return {}

    def fails(self, value: Given, values: Values) -> bool:
        raise NotImplementedError

    def export(self) -> dict[str, Any]:
        return {"kind": self.kind, "args": self.args(), "rule": self.rule}

    def __call__(self, form: Form, field: DeskField) -> None:
        if self.fails(field.data, form.values):
            field.failures.append((self.kind, self.rule))
            raise ValidationError(str(MESSAGES[self.kind]))


class Required(Validator):
    kind = "required"

    def fails(self, value: Given, values: Values) -> bool:
        return not value


class RequiredIf(Validator):
    """Required while a condition on the form's values holds (desk.conditions.matches)."""

    kind = "required_if"

    def __init__(self, when: Mapping[str, Any], *, rule: str | None = None) -> None:
        super().__init__(rule=rule)
        self.when = when

    def args(self) -> dict[str, Any]:
        return {"when": dict(self.when)}

    def fails(self, value: Given, values: Values) -> bool:
        return not value and matches(self.when, values, {})


class Each(Validator):
    """Base of those that judge every single value and let an empty one pass."""

    def fails(self, value: Given, values: Values) -> bool:
        if isinstance(value, str):
            return bool(value) and self.wrong(value, values)
        return any(text and self.wrong(text, values) for text in value)

    def wrong(self, text: str, values: Values) -> bool:
        raise NotImplementedError


class Length(Each):
    """Between `least` and `most` characters, counted as Unicode code points."""

    kind = "length"

    def __init__(self, least: int = 0, most: int = 200, *, rule: str | None = None) -> None:
        super().__init__(rule=rule)
        self.least, self.most = least, most

    def args(self) -> dict[str, Any]:
        return {"min": self.least, "max": self.most}

    def wrong(self, text: str, values: Values) -> bool:
        return not self.least <= len(text) <= self.most


class Pattern(Each):
    r"""The whole text matches; only what Python and JavaScript (flag u) read alike is allowed."""

    kind = "pattern"
    DIFFER = re.compile(r"\\[bBsSwWAZ]|\(\?(?!:)|\$|\^(?<!\[\^)")

    def __init__(self, pattern: str, *, rule: str | None = None) -> None:
        super().__init__(rule=rule)
        if self.DIFFER.search(pattern):
            raise ValueError(f"not the same in Python and JavaScript: {pattern}")
        self.pattern = re.compile(pattern, re.ASCII)

    def args(self) -> dict[str, Any]:
        return {"pattern": self.pattern.pattern}

    def wrong(self, text: str, values: Values) -> bool:
        return not self.pattern.fullmatch(text)


class Range(Each):
    """A whole number of at most 15 digits, within the limits where given."""

    kind = "range"

    def __init__(
        self, least: int | None = None, most: int | None = None, *, rule: str | None = None
    ) -> None:
        super().__init__(rule=rule)
        self.least, self.most = least, most

    def args(self) -> dict[str, Any]:
        return {"min": self.least, "max": self.most}

    def wrong(self, text: str, values: Values) -> bool:
        if not WHOLE_NUMBER.fullmatch(text):
            return True
        number = int(text)
        low = self.least is not None and number < self.least
        return low or (self.most is not None and number > self.most)


class OneOf(Each):
    kind = "one_of"

    def __init__(self, choices: tuple[str, ...], *, rule: str | None = None) -> None:
        super().__init__(rule=rule)
        self.choices = choices

    def args(self) -> dict[str, Any]:
        return {"choices": list(self.choices)}

    def wrong(self, text: str, values: Values) -> bool:
        return text not in self.choices


class After(Each):
    """A day, a time of day or both that really exists, later than another field's.

    Two of different kinds, or a wrong one to compare with, are not compared.
    """

    kind = "after"

    def __init__(self, field: str = "", *, equal: bool = False, rule: str | None = None) -> None:
        super().__init__(rule=rule)
        self.field, self.equal = field, equal

    def args(self) -> dict[str, Any]:
        return {"field": self.field, "equal": self.equal}

    def wrong(self, text: str, values: Values) -> bool:
        if not is_moment(text):
            return True
        other = values.get(self.field, "")
        if not isinstance(other, str) or len(other) != len(text) or not is_moment(other):
            return False
        return text < other or (text == other and not self.equal)


SHAPES: tuple[tuple[str, Callable[[str], Any]], ...] = (
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat),
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", datetime.fromisoformat),
    (r"[0-9]{2}:[0-9]{2}", time.fromisoformat),
)


def is_moment(text: str) -> bool:
    """Tell whether the text is an existing day, time of day or both, as browsers post them."""
    for shape, parse in SHAPES:
        if re.fullmatch(shape, text):
            try:
                parse(text)
            except ValueError:
                return False
            return True
    return False
