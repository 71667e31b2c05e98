"""Forms as the whole house writes them: plain WTForms whose checks also run on a tablet.

Values are what a browser posts: text, or lists of text. A field says whether it is personal;
personal values travel apart from the signed body, and only those `kept` stay on the record.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

import wtforms
import wtforms.widgets
from werkzeug.datastructures import MultiDict

from desk.conditions import Values
from desk.text import clean
from desk.validators import (
    MESSAGES,
    After,
    Given,
    Length,
    OneOf,
    Pattern,
    Range,
    Required,
    RequiredIf,
    Validator,
)

__all__ = [
    "MESSAGES", "After", "CheckField", "ChoiceField", "ChoicesField", "DateField", "Form", "Length",
    "MomentField", "NoteField", "NumberField", "OneOf", "Pattern",
    "Range", "ReferenceField", "Required", "RequiredIf", "TextField", "TimeField", "Validator",
    "filled", "outline", "personal_kept", "posted", "schema",
]  # fmt: skip

Choices = Sequence[tuple[str, str]]  # value, label


class Form(wtforms.Form):
    """A form that lets its validators see all values at once."""

    # Where a correction of it leads, if it changes more than words: `target_when` of an action.
    corrected: ClassVar[tuple[tuple[Mapping[str, Any], str], ...]] = ()

    @property
    def fields(self) -> list["DeskField"]:
        return [field for field in self if isinstance(field, DeskField)]

    @property
    def values(self) -> dict[str, Given]:
        return {field.name: field.data for field in self.fields}


class DeskField(wtforms.Field):
    """Base of all fields: cleans text, limits it, and remembers which checks failed."""

    widget = wtforms.widgets.TextInput()
    kind: ClassVar[str]
    limit: ClassVar[int] = 200
    lines: ClassVar[bool] = False
    many: ClassVar[bool] = False
    always_personal: ClassVar[bool] = False

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Validator] = (),
        *,
        personal: bool = False,
        kept: bool = True,
        each: str = "",
        **options: Any,
    ) -> None:
        self.checks = [*validators, *self._own(validators)]
        super().__init__(label, self.checks, **options)
        self.each = each  # the lines of which each has one, as `lines-0-qty`
        self.personal = personal or self.always_personal
        self.kept = kept
        self.failures: list[tuple[str, str | None]] = []

    @property
    def needed(self) -> bool:
        """Say whether the field must be filled whatever else is."""
        return any(isinstance(check, Required) for check in self.checks)

    def _own(self, given: Sequence[Validator]) -> list[Validator]:
        """Return the kind's own checks: where a rule asks for a value, a bad one breaks it too."""
        own = self.own_validators(given)
        for check in own:
            check.rule = next((one.rule for one in given if one.rule), None)
        return own

    def declared(self, checks: Sequence[Validator]) -> Any:
        """Return the same field with other checks, to stand in another form's declaration."""
        return type(self)(self.label.text, checks, personal=self.personal, **self.again())

    def again(self) -> dict[str, Any]:
        """Return the options that only this kind of field takes."""
        return {}

    def own_validators(self, given: Sequence[Validator]) -> list[Validator]:
        """Return the checks that the kind of field brings along."""
        limited = any(isinstance(one, Length) for one in given)
        return [] if limited else [Length(most=self.limit)]

    def process_data(self, value: Given | None) -> None:
        self.data: Given = value or ([] if self.many else "")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = self.read(valuelist)

    def read(self, posted: Sequence[str]) -> Given:
        """Return what a browser posted as the field holds it."""
        texts = [clean(text, lines=self.lines) for text in posted]
        if self.many:
            return [text for text in texts if text]
        return texts[0] if texts else ""

    def export(self) -> dict[str, Any]:
        """Return the field as JSON, without words."""
        return {
            "name": self.name,
            "kind": self.kind,
            "personal": self.personal,
            **({"each": self.each} if self.each else {}),
            "validators": [validator.export() for validator in self.checks],
        }


class TextField(DeskField):
    kind = "text"


class NoteField(DeskField):
    """Free text of several lines; always personal, for nobody knows what will stand in it."""

    kind = "note"
    limit = 2000
    lines = True
    always_personal = True


class ChoiceField(DeskField):
    kind = "choice"

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Validator] = (),
        *,
        choices: Choices,
        **options: Any,
    ) -> None:
        self.choices = tuple(choices)
        super().__init__(label, validators, **options)

    def own_validators(self, given: Sequence[Validator]) -> list[Validator]:
        offered = any(isinstance(one, OneOf) for one in given)
        return [] if offered else [OneOf(tuple(value for value, _ in self.choices))]

    def again(self) -> dict[str, Any]:
        return {"choices": self.choices}


class ChoicesField(ChoiceField):
    """Several of a list."""

    kind = "choices"
    many = True


class CheckField(DeskField):
    """A tick: "yes", or nothing."""

    kind = "check"

    def own_validators(self, given: Sequence[Validator]) -> list[Validator]:
        return [] if given and isinstance(given[-1], OneOf) else [OneOf(("yes",))]


class NumberField(DeskField):
    """A whole number; money and weights are counted in their smallest unit."""

    kind = "number"

    def own_validators(self, given: Sequence[Validator]) -> list[Validator]:
        return [] if any(isinstance(one, Range) for one in given) else [Range()]


class MomentField(DeskField):
    """A day with a time, as `datetime-local` posts it, in the site's zone."""

    kind = "moment"

    def own_validators(self, given: Sequence[Validator]) -> list[Validator]:
        return [] if any(isinstance(one, After) for one in given) else [After()]


class DateField(MomentField):
    kind = "date"


class TimeField(MomentField):
    kind = "time"


RECORD_ID = 36  # letters of a UUID


class ReferenceField(DeskField):
    """The id of a reference row, as a room or a person, or of another record."""

    kind = "reference"
    limit = 64

    def __init__(
        self, label: str = "", validators: Sequence[Validator] = (), *, of: str, **options: Any
    ) -> None:
        self.of = of
        super().__init__(label, validators, **options)

    def own_validators(self, given: Sequence[Validator]) -> list[Validator]:
        return [Length(most=RECORD_ID)] if self.of == "record" else super().own_validators(given)

    def again(self) -> dict[str, Any]:
        return {"of": self.of}

    def export(self) -> dict[str, Any]:
        return {**super().export(), "of": self.of}


def schema(form_class: type[Form]) -> list[dict[str, Any]]:
    """Return a form as JSON, without words: what the tablet checks by."""
    return [field.export() for field in outline(form_class)]


def personal_kept(form_class: type[Form]) -> list[str]:
    """Name the personal fields that stay on the record."""
    return [field.name for field in outline(form_class) if field.personal and field.kept]


@cache
def outline(form_class: type[Form]) -> tuple[DeskField, ...]:
    """Return the fields of an empty form, to be read and never filled."""
    return tuple(form_class().fields)


def filled(form_class: type[Form], values: Values) -> Form:
    """Return the form filled as if a browser had posted the values."""
    return form_class(MultiDict({name: posted(value) for name, value in values.items()}))


def posted(value: str | Sequence[str]) -> list[str]:
    """Return a value as the texts that a browser posts."""
    return [value] if isinstance(value, str) else list(value)
