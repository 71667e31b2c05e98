"""What an ID tells the desk: the fields that come before everything else."""

from typing import Any

from flask_babel import lazy_gettext as _l

from desk.forms import CheckField, ChoiceField, Pattern, Required, RequiredIf, TextField

ID_KINDS = (
    ("id_card", _l("Identity card")),
    ("passport", _l("Passport")),
    ("licence", _l("Driving licence")),
    ("permit", _l("Residence permit")),
    ("work_id", _l("Work or service card")),
    ("minor", _l("A child, with the adult")),
)
GROWN_UP = {"not": {"value": "id_kind", "is": "minor"}}


def seen() -> Any:
    """Ask whether the ID has been seen."""
    return CheckField(_l("I have seen the ID"), [Required(rule="S1")], kept=False)


def kind() -> Any:
    """Ask for the kind of ID."""
    return ChoiceField(_l("Kind of ID"), [Required(rule="S1")], choices=ID_KINDS)


def last4() -> Any:
    """Ask for the last four characters; a child shows none."""
    checks = [RequiredIf(GROWN_UP, rule="S1"), Pattern("[0-9A-Za-z]{4}", rule="S1")]
    return TextField(_l("Last four characters"), checks, personal=True)
