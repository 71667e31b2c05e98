"""What is written down of somebody before they come; what the slip asks too has the same name."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from desk import meetings
from desk.forms import (
    After,
    CheckField,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    Length,
    NoteField,
    ReferenceField,
    Required,
    RequiredIf,
    TextField,
    TimeField,
)
from desk.purposes import BELONGINGS, PLATE, PURPOSES

WEEKDAYS = (
    ("mon", lazy_pgettext("invitations", "Mon")),
    ("tue", lazy_pgettext("invitations", "Tue")),
    ("wed", lazy_pgettext("invitations", "Wed")),
    ("thu", lazy_pgettext("invitations", "Thu")),
    ("fri", lazy_pgettext("invitations", "Fri")),
    ("sat", lazy_pgettext("invitations", "Sat")),
    ("sun", lazy_pgettext("invitations", "Sun")),
)
NO_HOST = {"not": {"value": "host", "present": True}}
RECURS = {"value": "recurring", "is": "yes"}


class InvitationForm(Form):
    """One person who is expected. An appointment says at what time."""

    name = TextField(_l("Visitor’s name"), [Required(), Length(most=120)], personal=True)
    company = TextField(_l("Company"), [Length(most=120)], personal=True)
    room = ReferenceField(_l("Room"), [Required()], of="room")
    host = ReferenceField(_l("Person visited"), of="person")
    host_name = TextField(
        _l("Name of the person visited"),
        [RequiredIf(NO_HOST), Length(most=120)],
        personal=True,
    )
    purpose = ChoiceField(lazy_pgettext("visitors", "Purpose"), [Required()], choices=PURPOSES)
    from_day = DateField(lazy_pgettext("invitations", "Day of the visit"), [Required(rule="S12")])
    at_time = TimeField(lazy_pgettext("invitations", "At what time"))
    recurring = CheckField(lazy_pgettext("invitations", "Comes more than once"))
    to_day = DateField(
        lazy_pgettext("invitations", "Until"), [RequiredIf(RECURS), After("from_day", equal=True)]
    )
    weekdays = ChoicesField(
        lazy_pgettext("invitations", "Only on these days of the week"), choices=WEEKDAYS
    )
    stays = meetings.stays()
    meeting_room = meetings.room()
    party = ReferenceField(_l("Came with"), of="record")
    belongings = TextField(BELONGINGS, [Length(most=200)], personal=True)
    plate = TextField(PLATE, [Length(most=20)], personal=True)
    note = NoteField(_l("Note"))


class ArriveForm(Form):
    """The slip that the invitation led to."""

    by = ReferenceField(lazy_pgettext("invitations", "Slip"), of="record")


class AcceptForm(Form):
    """Why an invitation that does not hold is to count all the same."""

    reason = NoteField(_l("Reason"), [Required()], kept=False)
