"""What the desk asks a visitor; the ID comes first."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from blueprints.registers.visitors import identity
from blueprints.registers.visitors.official import CORRECTED, OFFICIAL, counterpart
from desk import meetings
from desk.forms import (
    CheckField,
    ChoiceField,
    Form,
    Length,
    NoteField,
    ReferenceField,
    Required,
    RequiredIf,
    TextField,
)
from desk.purposes import BELONGINGS, PLATE, PURPOSES
from desk.rich_fields import PictureField

LEFT_HOW = (
    ("desk", lazy_pgettext("visitors", "Past the desk")),
    ("gate", lazy_pgettext("visitors", "Through the gate")),
    ("list", lazy_pgettext("visitors", "Found gone when the list was checked")),
)
CALLS_ON_SOMEBODY = {
    "all": [
        {"not": {"value": "host", "present": True}},
        {"value": "counterpart", "present": False},
        {"any": [{"value": "purpose", "is": "visit"}, {"value": "purpose", "is": "business"}]},
    ]
}
# Who comes to see the staff names no home; official business always has a counterpart.
TO_A_HOME = {"not": {"any": [{"value": "counterpart", "present": True}, OFFICIAL]}}
NO_COUNTERPART = {
    "all": [
        OFFICIAL,
        {"value": "counterpart", "present": False},
        {"value": "host", "present": False},
    ]
}


class SignInForm(Form):
    """One visitor. Nothing else is asked before the ID has been seen."""

    corrected = CORRECTED

    id_seen = identity.seen()
    id_kind = identity.kind()
    id_last4 = identity.last4()
    name = TextField(_l("Visitor’s name"), [Required(), Length(most=120)], personal=True)
    company = TextField(_l("Company"), [RequiredIf(OFFICIAL), Length(most=120)], personal=True)
    room = ReferenceField(_l("Room"), [RequiredIf(TO_A_HOME)], of="room")
    host = ReferenceField(_l("Person visited"), of="person")
    host_name = TextField(
        _l("Name of the person visited"),
        [RequiredIf(CALLS_ON_SOMEBODY), RequiredIf(NO_COUNTERPART, rule="S11"), Length(most=120)],
        personal=True,
    )
    counterpart = counterpart()
    purpose = ChoiceField(lazy_pgettext("visitors", "Purpose"), [Required()], choices=PURPOSES)
    badge = TextField(_l("Badge"), [Length(most=20)])
    waits = CheckField(_l("Waits in the waiting area"))
    asks_host = CheckField(lazy_pgettext("visitors", "Ask the host first"))
    stays = meetings.stays()
    meeting_room = meetings.room()
    party = ReferenceField(_l("Came with"), of="record")
    invitation = ReferenceField(lazy_pgettext("visitors", "Invitation"), of="record")
    # A supervisor's id, or "nobody": the house wanted somebody asked before letting them in.
    asked = ReferenceField(_l("Supervisor asked"), of="staff")
    belongings = TextField(BELONGINGS, [Length(most=200)], personal=True)
    plate = TextField(PLATE, [Length(most=20)], personal=True)
    note = NoteField(_l("Note"))
    # Only where the house takes photos, and only of who does not mind.
    photo = PictureField(lazy_pgettext("visitors", "Photo"))


class LeaveForm(Form):
    """How somebody was found to have left without giving back the slip."""

    left_how = ChoiceField(_l("How they left"), [Required()], choices=LEFT_HOW)
