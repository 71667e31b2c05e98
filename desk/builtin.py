"""The actions that every register has, made from its own form."""

from collections.abc import Container
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l

from desk.actions import Action
from desk.forms import (
    ChoiceField,
    ChoicesField,
    DeskField,
    Form,
    Length,
    NoteField,
    NumberField,
    OneOf,
    Pattern,
    Range,
    Required,
    TextField,
)
from desk.roles import DESK_STAFF, GATE_STAFF, LEADERS, SETTLERS

TAKEN_BACK = "taken_back"
SHAPES = (Length, OneOf, Pattern, Range)


class TakeBackForm(Form):
    entry = TextField(validators=[Required()])
    reason = NoteField(_l("Reason"), kept=False)


class SettleForm(Form):
    flag = TextField(validators=[Required()])
    reason = NoteField(_l("Reason"), [Required()], kept=False)


class PrintForm(Form):
    document = TextField(validators=[Required()])
    paper = TextField()


class ReprintForm(Form):
    document = TextField(validators=[Required()])
    paper = TextField()
    reason = ChoiceField(
        _l("Reason"),
        [Required()],
        choices=(("jam", _l("It did not print")), ("reprint", _l("Another copy"))),
    )


def builtin_actions(
    form: type[Form],
    documents: tuple[str, ...],
    columns: Container[str] = (),
    printed: tuple[str, ...] = (),
) -> tuple[Action, ...]:
    """Return correct, take_back, settle and, where there is paper, reprint.

    A register with a column `printed_at` knows its first printing: then there is print, too.
    `printed` names the states in which papers are printed; none: all.
    """
    always = (correct(form), TAKE_BACK, SETTLE)
    if "printed_at" in columns:
        again = replace(REPRINT, does="note", set=PRINTED, source=printed)
        return (*always, replace(PRINT, source=printed), again)
    return (*always, replace(REPRINT, source=printed)) if documents else always


def correct(form: type[Form]) -> Action:
    """Return the action that changes fields of the main form; the old values stay in the journal.

    A field `x` travels as `f:x`, a personal one under its own name; `blank` lists those to empty.
    Lines are left out: an action of the register writes them anew, as a whole.
    """
    fields = [f for f in form().fields if f.kept and not f.each and f.kind != "lines"]
    plain = {field.name: field for field in fields if not field.personal}
    blank = tuple(field.name for field in fields if not _required(field))
    return Action(
        name="correct",
        title=_l("Correct"),
        roles=DESK_STAFF,
        set={name: _corrected(field) for name, field in plain.items()},
        target_when=form.corrected,
        blank=blank,
        form=_correct_form(fields, blank),
    )


def _corrected(field: DeskField) -> dict[str, Any]:
    """Return what a correction puts into a field: only what it names, numbers as numbers."""
    number = {"as": "int"} if isinstance(field, NumberField) else {}
    return {"from": f"f:{field.name}", "keep": True, **number}


def _correct_form(fields: list[DeskField], blank: tuple[str, ...]) -> type[Form]:
    """Return the same fields, none required: one value cannot be judged beside the others."""
    rows = {field.name if field.personal else f"f:{field.name}": _again(field) for field in fields}
    extra = {
        "blank": ChoicesField(choices=[(name, name) for name in blank]),
        "reason": NoteField(_l("Reason"), [Required()], kept=False),
    }
    return type("CorrectForm", (Form,), rows | extra)


def _again(field: DeskField) -> Any:
    """Return a field to declare once more, with the checks of a value's own shape only."""
    shapes = [check for check in field.checks if isinstance(check, SHAPES)]
    return field.declared(shapes)


def _required(field: DeskField) -> bool:
    return any(isinstance(check, Required) for check in field.checks)


TAKE_BACK = Action(
    name="take_back",
    title=_l("Take back"),
    roles=LEADERS,
    does="take_back",
    form=TakeBackForm,
)
SETTLE = Action(
    name="settle",
    title=_l("Settle"),
    nature="online",
    roles=SETTLERS,
    does="settle",
    form=SettleForm,
)
PRINTED = {"printed_at": {"now": True, "first": True}}
PRINT = Action(
    name="print",
    title=_l("Print"),
    roles=(*DESK_STAFF, *GATE_STAFF),
    does="note",
    set=PRINTED,
    form=PrintForm,
)
REPRINT = Action(name="reprint", title=_l("Print again"), roles=DESK_STAFF, form=ReprintForm)
