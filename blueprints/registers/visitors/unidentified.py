"""Somebody without an ID: asked first, the host phoned at once, then decided case by case."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from blueprints.registers.visitors import identity
from blueprints.registers.visitors.official import TO_COUNTERPART
from blueprints.registers.visitors.states import NOW, OPERATOR, STAFF, STRANGERS
from desk.actions import Action
from desk.forms import (
    CheckField,
    Form,
    Length,
    NoteField,
    ReferenceField,
    Required,
    RequiredIf,
    TextField,
)
from desk.roles import DESK_STAFF

NO_HOST = {"not": {"value": "host", "present": True}}
WAITS = (
    TO_COUNTERPART,
    ({"value": "waits", "is": "yes"}, "waiting"),
)


class UnidentifiedForm(Form):
    """What was asked and said; without a host to phone nothing can be decided."""

    questions = NoteField(lazy_pgettext("visitors", "What you asked"), [Required(rule="S5")])
    reply = NoteField(lazy_pgettext("visitors", "What they said"), [Required(rule="S5")])
    name = TextField(_l("Name, as they gave it"), [Length(most=120)], personal=True)
    room = ReferenceField(_l("Room"), [Required(rule="S6")], of="room")
    host = ReferenceField(_l("Person visited"), of="person")
    host_name = TextField(
        _l("Name of the person visited"),
        [RequiredIf(NO_HOST, rule="S6"), Length(most=120)],
        personal=True,
    )


class IdentifyForm(Form):
    """The ID came to light after all."""

    id_seen = identity.seen()
    id_kind = identity.kind()
    id_last4 = identity.last4()
    name = TextField(_l("Visitor’s name"), [Required(), Length(most=120)], personal=True)
    waits = CheckField(_l("Waits in the waiting area"))


class AdmitForm(Form):
    """Why this one gets a slip without an ID, and who agreed."""

    decision_reason = NoteField(
        lazy_pgettext("visitors", "Why they get a slip without an ID"), [Required(rule="S7")]
    )
    agreed_with = TextField(
        lazy_pgettext("visitors", "Agreed with"), [Length(most=120)], personal=True
    )
    badge = TextField(_l("Badge"), [Length(most=20)])
    waits = CheckField(_l("Waits in the waiting area"))


UNIDENTIFIED = Action(
    name="unidentified",
    title=lazy_pgettext("visitors", "Somebody without an ID"),
    roles=STAFF,
    arrives=True,
    creates=True,
    form=UnidentifiedForm,
    set={"room": {"from": "room"}, "host": {"from": "host"}, "unidentified": "yes"},
    target="unidentified",
    starts=("host_answer",),
)
ADMIT = Action(
    name="admit",
    title=lazy_pgettext("visitors", "Give a slip without an ID"),
    roles=DESK_STAFF,
    source=("to_decide",),
    form=AdmitForm,
    set={
        "badge": {"from": "badge"},
        "waits": {"from": "waits"},
        "decision": "admitted",
        "decided_at": NOW,
        "decided_by": OPERATOR,
        "signed_in_at": NOW,
    },
    target_when=WAITS,
    target="on_site",
    starts=("slip_out",),
    stops=("host_answer",),
    documents=("slip",),
)
IDENTIFY = Action(
    name="identify",
    title=lazy_pgettext("visitors", "The ID was shown after all"),
    roles=STAFF,
    arrives=True,
    source=STRANGERS,
    form=IdentifyForm,
    set={"id_kind": {"from": "id_kind"}, "waits": {"from": "waits"}, "signed_in_at": NOW},
    clear=("unidentified",),
    target_when=WAITS,
    target="on_site",
    starts=("slip_out",),
    stops=("host_answer",),
    documents=("slip",),
)
