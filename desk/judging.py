"""What a form makes of values: cleaned, and what is wrong with them.

The twin is static/js/models/validators.js; both run on tests/vectors/validators.json.
"""

from collections.abc import Iterator, Mapping

from desk import lines
from desk.conditions import Values
from desk.forms import DeskField, Form, outline, posted
from desk.validators import Given

Failures = dict[str, list[tuple[str, str | None]]]  # field: kind of validator, rule


def check(form_class: type[Form], values: Values) -> Failures:
    """Return the failures by field as (kind of validator, rule); empty when all is well."""
    return judge(form_class, values)[1]


def cleaned(form_class: type[Form], values: Values) -> dict[str, Given]:
    """Return the values of the form's own fields as they should be kept, empty ones left out."""
    return {name: value for name, value in judge(form_class, values)[0].items() if value}


def judge(form_class: type[Form], values: Values) -> tuple[dict[str, Given], Failures]:
    """Return the cleaned values of all fields, and what `filled(…).validate()` would find.

    A form is made once, not for each entry: four tenths of a push went into its fields.
    """
    places = list(_places(form_class, values))
    given = {
        name: field.read(posted(values.get(name, ())))
        for name, field in places
        if field.kind != "lines"
    }
    failures: Failures = {}
    views: dict[tuple[str, int] | None, dict[str, Given]] = {None: given}
    for name, field in places:
        at = lines.place(name) if field.each else None
        if at and at not in views:
            views[at] = lines.line(*at, given)
        beside = views[at]
        value = given[name] if name in given else _numbered(field, values)
        if failed := [(one.kind, one.rule) for one in field.checks if one.fails(value, beside)]:
            failures[name] = failed
    return given, failures


def _places(form_class: type[Form], values: Values) -> Iterator[tuple[str, DeskField]]:
    """Yield every name that a value may have, with its field: those of lines once for each line."""
    fields = outline(form_class)
    numbers = {field.name: _numbered(field, values) for field in fields if field.kind == "lines"}
    for field in fields:
        if not field.each:
            yield field.name, field
        for number in numbers.get(field.each, ()):
            yield lines.placed(field.each, int(number), field.name), field


def _numbered(field: DeskField, values: Values) -> list[str]:
    most = getattr(field, "most", 0)
    return [str(number) for number in lines.numbers(field.name, values) if number < most]


def apart(form_class: type[Form], personal: Mapping[str, str]) -> dict[str, Given]:
    """Return personal values as a browser posts them: each travels as one text, also of lines."""
    found: dict[str, Given] = {}
    for field in outline(form_class):
        text = personal.get(field.name)
        if text is not None and field.each:
            found |= lines.apart(field.each, field.name, text)
        elif text is not None:
            found[field.name] = text.split("\n") if field.many else text
    return found


def declared(form_class: type[Form], name: str) -> DeskField | None:
    """Return the field that a value's name is of; None where the form asks no such value."""
    fields = {field.name: field for field in outline(form_class)}
    at = lines.place(name)
    found = fields.get(lines.plain(name))
    if found is None or found.kind == "lines" or found.each != (at[0] if at else ""):
        return None
    return found if at is None or at[1] < getattr(fields[at[0]], "most", 0) else None
