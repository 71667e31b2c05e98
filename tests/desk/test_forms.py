"""Every validator judges as the shared vectors say; JavaScript runs the same file."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desk import forms, judging, picture, rich_fields, validators
from desk.register import registers
from desk.testing.pictures import taken
from desk.text import clean

VECTORS = json.loads(Path("tests/vectors/validators.json").read_text("utf-8"))
KINDS: dict[str, type[forms.DeskField]] = {
    "text": forms.TextField,
    "note": forms.NoteField,
    "number": forms.NumberField,
    "date": forms.DateField,
    "moment": forms.MomentField,
    "time": forms.TimeField,
    "picture": rich_fields.PictureField,
    "signature": rich_fields.SignatureField,
}


def named(cases: list[dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def validator(row: dict[str, Any]) -> validators.Validator:
    args, rule = row["args"], row["rule"]
    match row["kind"]:
        case "required":
            return forms.Required(rule=rule)
        case "required_if":
            return forms.RequiredIf(args["when"], rule=rule)
        case "length":
            return forms.Length(args["min"], args["max"], rule=rule)
        case "pattern":
            return forms.Pattern(args["pattern"], rule=rule)
        case "range":
            return forms.Range(args["min"], args["max"], rule=rule)
        case "one_of":
            return forms.OneOf(tuple(args["choices"]), rule=rule)
        case "after":
            return forms.After(args["field"], equal=args["equal"], rule=rule)
    raise AssertionError(row)


def declared(row: dict[str, Any]) -> Any:
    checks = [validator(one) for one in row["validators"]]
    match row["kind"]:
        case "choice":
            return forms.ChoiceField("", checks, choices=())
        case "choices":
            offered = [one for one in checks if isinstance(one, forms.OneOf)]
            anything = [] if offered else [forms.OneOf(("x",))]
            return forms.ChoicesField("", [*checks, *anything], choices=())
        case "check":
            return forms.CheckField("", checks)
        case "lines":
            return rich_fields.LinesField("", checks, most=row["most"])
        case kind:
            return KINDS[kind]("", checks, each=row.get("each", ""))


@named(VECTORS["clean"])
def test_it_cleans_text(case: dict[str, Any]) -> None:
    assert clean(case["text"], lines=case["lines"]) == case["expect"]


@named(VECTORS["check"])
def test_it_judges_values(case: dict[str, Any]) -> None:
    form = type("F", (forms.Form,), {row["name"]: declared(row) for row in case["schema"]})
    failures = judging.check(form, case["values"])
    assert {name: [list(one) for one in found] for name, found in failures.items()} == case[
        "expect"
    ]
    if not any(row["kind"] == "lines" for row in case["schema"]):  # wtforms knows no such lines
        assert judging.judge(form, case["values"]) == as_wtforms_does(form, case["values"])


def test_a_picture_is_read_as_it_is_judged() -> None:
    cases = [case for case in VECTORS["check"] if case["schema"][0]["kind"] == "picture"]
    assert len(cases) > 10
    for case in cases:
        (check,) = case["schema"][0]["validators"]
        assert check["args"]["pattern"] == picture.PATTERN
        value = case["values"].get("photo")
        assert not value or (picture.read(value) is None) is ("photo" in case["expect"]), value


def as_wtforms_does(form: type[forms.Form], values: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fill and validate a form the long way: the house judges by its outline alone."""
    full = forms.filled(form, values)
    full.validate()
    return full.values, {field.name: field.failures for field in full.fields if field.failures}


def test_each_form_of_each_register_judges_as_wtforms_does() -> None:
    random = Random(18)
    words = ["", "yes", "no", "minor", "id_card", "visit", "4821", " x\n\ty ", "张" * 130, "9" * 40]
    words += ["2026-11-22", "2026-11-22T09:30", "\u202e", "-3", str(taken(b"x"))]
    wanted = {a.form for register in registers().values() for a in register.actions if a.form}
    for form in wanted:
        names = [field.name for field in forms.outline(form)]
        for _ in range(60):
            picked = random.sample(names, random.randrange(len(names) + 1))
            values: dict[str, str | list[str]] = {"stray": "x"}
            for name in picked:
                some = random.choices(words, k=random.randrange(3))
                values[name] = some if len(some) != 1 else some[0]
            assert judging.judge(form, values) == as_wtforms_does(form, values), values


def test_no_form_asks_more_than_its_fields() -> None:
    """The outline knows fields and their checks; a form's own hooks would be passed over."""
    for register in registers().values():
        for action in register.actions:
            for base in action.form.__mro__ if action.form else ():
                hooks = [name for name in vars(base) if name.startswith(("validate_", "filter_"))]
                assert hooks == [], (register.name, action.name)


def test_every_validator_has_vectors() -> None:
    used = {v["kind"] for c in VECTORS["check"] for f in c["schema"] for v in f["validators"]}
    assert used == set(validators.MESSAGES)


def test_a_schema_has_no_words() -> None:
    class Sample(forms.Form):
        room = forms.ReferenceField("Room", [forms.Required(rule="S2")], of="room")
        name = forms.TextField("Name", [forms.Length(most=9)], personal=True)

    assert forms.schema(Sample) == [
        {
            "name": "room",
            "kind": "reference",
            "personal": False,
            "validators": [
                {"kind": "required", "args": {}, "rule": "S2"},
                {"kind": "length", "args": {"min": 0, "max": 64}, "rule": "S2"},
            ],
            "of": "room",
        },
        {
            "name": "name",
            "kind": "text",
            "personal": True,
            "validators": [{"kind": "length", "args": {"min": 0, "max": 9}, "rule": None}],
        },
    ]


@pytest.mark.parametrize("pattern", [r"\w+", r"\s", "^a", "a$", "(?i)a", r"a\b"])
def test_it_refuses_a_pattern_that_javascript_reads_otherwise(pattern: str) -> None:
    with pytest.raises(ValueError, match="not the same"):
        forms.Pattern(pattern)


def test_it_keeps_what_is_not_empty() -> None:
    class Sample(forms.Form):
        name = forms.TextField()
        tags = forms.ChoicesField(choices=(("a", "A"), ("b", "B")))
        note = forms.NoteField()

    values: dict[str, str | list[str]] = {"name": " Ana\x00 ", "tags": ["a", ""], "note": " "}
    assert judging.cleaned(Sample, values) == {"name": "Ana", "tags": ["a"]}
