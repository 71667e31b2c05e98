"""What the desk keeps of a contact; one tap says what it is, the rest may follow."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from desk.forms import (
    ChoiceField,
    Form,
    Length,
    NoteField,
    ReferenceField,
    Required,
    RequiredIf,
    TextField,
)
from desk.needs import NEEDS

OUTCOMES = (
    ("answered", lazy_pgettext("contacts", "Answered")),
    ("passed_on", lazy_pgettext("contacts", "Passed on")),
    ("promised", lazy_pgettext("contacts", "Promised an answer")),
    ("elsewhere", lazy_pgettext("contacts", "Sent elsewhere")),
)
PASSED_ON = {"value": "outcome", "is": "passed_on"}
PROMISED = {"value": "outcome", "is": "promised"}


class SortedForm(Form):
    """What somebody came for; nobody is begun without it."""

    need = ChoiceField(
        lazy_pgettext("contacts", "Need"),
        [Required(rule="S14")],
        choices=tuple((need.name, need.title) for need in NEEDS),
    )


class TakenDownForm(Form):
    """Who came, what it is about, and how to reach them; all of it may stay empty."""

    about = TextField(
        lazy_pgettext("contacts", "What is it about?"), [Length(most=200)], personal=True
    )
    room = ReferenceField(_l("Room"), of="room")
    person = ReferenceField(lazy_pgettext("contacts", "Who is it?"), of="person")
    name = TextField(_l("Name"), [Length(most=120)], personal=True)
    reach = TextField(
        lazy_pgettext("contacts", "How to reach them"), [Length(most=120)], personal=True
    )


class ContactForm(SortedForm, TakenDownForm):
    """A whole contact, as it can be written down and corrected."""

    note = NoteField(_l("Note"))


class FinishForm(TakenDownForm):
    """What became of it: whom it was passed on to, or how the promised answer will reach them."""

    reach = TextField(
        lazy_pgettext("contacts", "How to reach them"),
        [RequiredIf(PROMISED), Length(most=120)],
        personal=True,
    )
    outcome = ChoiceField(
        lazy_pgettext("contacts", "What became of it?"), [Required()], choices=OUTCOMES
    )
    passed_to = TextField(
        lazy_pgettext("contacts", "Passed on to"),
        [RequiredIf(PASSED_ON), Length(most=120)],
        personal=True,
    )
    note = NoteField(_l("Note"))


class OutOfTurnForm(Form):
    """Why somebody is served before those who came earlier."""

    reason = NoteField(_l("Reason"), [Required(rule="S10")], kept=False)
