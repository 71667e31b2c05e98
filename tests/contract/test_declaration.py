"""Every register says what it is, wholly and without contradiction; also those not yet written."""

import json
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from flask_babel import LazyString

from desk import effects, forms, judging, roles
from desk.register import PACKAGE, Register, contradictions, export, registers
from desk.roles_commands import PAGE, page
from desk.testing.samples import Sample, samples
from desk.validators import MESSAGES

every = pytest.mark.parametrize("register", registers().values(), ids=lambda one: one.name)
KINDS = {"text", "note", "choice", "choices", "check", "number", "moment", "date", "time",
         "picture", "signature", "lines", "reference"}  # fmt: skip
CONTEXT: effects.Context = {
    "entry": "e1", "rec": "r1", "reg": "", "no": None, "at": 1, "op": "u1", "dev": "d1",
    "final": [],
}  # fmt: skip


def folder(register: Register) -> Path:
    return Path(str(import_module(f"{PACKAGE}.{register.name}").__file__)).parent


@every
def test_it_does_not_contradict_itself(register: Register) -> None:
    assert contradictions(register) == []
    assert folder(register).name == register.name
    assert len(fields(register)) <= 12


@every
def test_its_forms_are_json_without_words(register: Register) -> None:
    exported = export(register)
    assert json.loads(json.dumps(exported)) == exported
    for action in exported["actions"].values():
        for field in action["form"]:
            assert field["kind"] in KINDS
            assert {check["kind"] for check in field["validators"]} <= MESSAGES.keys()


@every
def test_every_personal_value_has_an_end(register: Register) -> None:
    for action in register.table.values():
        assert set(action.row["personal"]) <= register.personal.keys()
    assert all(days > 0 for days in register.personal.values())


@every
def test_every_word_can_be_translated(register: Register) -> None:
    words: list[Any] = [register.title, *(state.title for state in register.states)]
    words += [clock.title for clock in register.clocks]
    words += [action.title for action in register.table.values()]
    for action in register.actions:
        words += labels(action.form) if action.form else []
    assert [word for word in words if not isinstance(word, LazyString)] == []


def labels(form: type[forms.Form]) -> list[Any]:
    shown = form().fields
    choices = [c for field in shown if isinstance(field, forms.ChoiceField) for c in field.choices]
    return [*(field.label.text for field in shown), *(label for _, label in choices)]


@every
def test_every_action_names_its_roles(register: Register) -> None:
    for action in register.table.values():
        assert action.roles, action.name
        assert set(action.roles) <= set(roles.names()), action.name
    for clock in register.clocks:
        assert {role for _, told in clock.tell for role in told} <= set(roles.names())


@every
def test_every_action_has_a_good_sample(register: Register) -> None:
    known = samples(register.name)
    assert known[0].action in [action.name for action in register.actions if action.creates]
    assert {one.action for one in known} == {action.name for action in register.actions}
    for one in known:
        form = register.table[one.action].form
        if form is not None:
            posted = {**one.values, **judging.apart(form, one.personal)}
            assert judging.check(form, posted) == {}, one


@every
def test_an_empty_entry_is_found_wanting(register: Register) -> None:
    first = register.table[samples(register.name)[0].action].form
    assert first is None or judging.check(first, {})


@every
def test_every_state_can_be_reached_and_every_action_done(register: Register) -> None:
    known = samples(register.name)
    waiting: list[effects.Record | None] = [None]
    seen: set[tuple[str | None, ...]] = set()
    done: set[str] = set()
    while waiting:
        record = waiting.pop()
        rows = {name: action.row for name, action in register.table.items()}
        rows |= {one.action.name: one.action.row for one in register.lapses}
        for sample in [*known, *taking_back(record), *lapsing(register, record)]:
            after, flags = effects.run(
                rows[sample.action],
                record,
                sample.values,
                {**CONTEXT, "reg": register.name, "final": register.final},
            )
            if flags or after is None:
                continue
            done.add(sample.action)
            if (turn := (after["state"], *lapses_by(register, after))) not in seen:
                seen.add(turn)
                waiting.append(after)
    assert {turn[0] for turn in seen} == {state.name for state in register.states}
    assert done >= {action.name for action in register.actions}


def lapsing(register: Register, record: effects.Record | None) -> list[Sample]:
    """Return what the house does by itself, and what of the built-in it goes by."""
    if record is None:
        return []
    printed = [Sample("print", {"document": one}) for one in register.documents[:1]]
    return [*printed, *(Sample(one.action.name) for one in register.lapses)]


def lapses_by(register: Register, record: effects.Record) -> list[str]:
    """Name the fields that a record has and that its lapse goes by."""
    asked = json.dumps([one.action.row["target_when"] for one in register.lapses])
    return sorted(name for name, value in record["f"].items() if value and f'"{name}"' in asked)


@every
def test_what_the_house_closes_is_nobodys_to_do(register: Register) -> None:
    for one in register.lapses:
        assert one.action.name not in register.table
        assert (one.action.roles, one.action.form) == ((), None)


def taking_back(record: effects.Record | None) -> list[Sample]:
    if record is None or record["undo"] is None:
        return []
    return [Sample("take_back", {"entry": record["undo"]["entry"]})]


@every
def test_its_paper_has_a_folder(register: Register) -> None:
    for document in register.documents:
        assert (folder(register) / "documents" / document).is_dir(), document


@every
def test_the_docs_have_a_heading_for_it(register: Register) -> None:
    lines = Path("docs/roles.md").read_text("utf-8").splitlines()
    assert f"## {register.title}" in lines, "run `flask roles --write`"


def test_the_page_of_roles_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `flask roles --write`"
