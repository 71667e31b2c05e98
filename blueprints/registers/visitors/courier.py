"""A courier stays in the lobby: written down without an ID, and without a slip until going up."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from blueprints.registers.visitors.form import SignInForm
from blueprints.registers.visitors.official import ASKS, TO_COUNTERPART
from blueprints.registers.visitors.states import FIRST_NOW, NOW, STAFF, STAYS
from blueprints.registers.visitors.vouching import ASK_SOMEBODY, UNASKED
from desk.actions import Action
from desk.forms import Form, Length, NoteField, ReferenceField, Required, TextField
from desk.purposes import BELONGINGS, PLATE

# Whom they came with, or by what invitation, is not asked of a courier.
GOES_UP = (
    "room", "host", "id_kind", "purpose", "badge", "waits", "asks_host", "asked", "counterpart",
    "meeting_room",
)  # fmt: skip


class CourierForm(Form):
    """Whose courier, and for which home. Nothing else is needed in the lobby."""

    room = ReferenceField(_l("Room"), [Required()], of="room")
    host = ReferenceField(_l("Person visited"), of="person")
    company = TextField(_l("Company"), [Required(), Length(most=120)], personal=True)
    name = TextField(_l("Visitor’s name"), [Length(most=120)], personal=True)
    plate = TextField(PLATE, [Length(most=20)], personal=True)
    belongings = TextField(BELONGINGS, [Length(most=200)], personal=True)
    asked = ReferenceField(_l("Supervisor asked"), of="staff")
    note = NoteField(_l("Note"))


COURIER = Action(
    name="courier",
    title=lazy_pgettext("visitors", "Courier"),
    roles=STAFF,
    arrives=True,
    creates=True,
    form=CourierForm,
    set={
        "room": {"from": "room"},
        "host": {"from": "host"},
        "asked": {"from": "asked"},
        "purpose": "delivery",
        "lobby_at": NOW,
        "signed_in_at": NOW,
    },
    target="lobby",
    starts=("lobby_stay",),
    starts_when=(ASK_SOMEBODY,),
)
ENTER = Action(
    name="enter",
    title=lazy_pgettext("visitors", "Goes up: see the ID"),
    roles=STAFF,
    arrives=True,
    source=("lobby",),
    form=SignInForm,
    page=True,
    set={
        **{name: {"from": name} for name in GOES_UP},
        "stays": STAYS,
        "signed_in_at": FIRST_NOW,
        "on_site_at": NOW,
    },
    target_when=(
        TO_COUNTERPART,
        UNASKED,
        ({"value": "asks_host", "is": "yes"}, "pending_approval"),
        ({"value": "waits", "is": "yes"}, "waiting"),
    ),
    target="on_site",
    starts=("slip_out",),
    starts_when=((ASKS, "host_answer"), ASK_SOMEBODY),
    stops=("lobby_stay", "supervisor_asked"),
    documents=("slip",),
)
LEAVE_LOBBY = Action(
    name="leave_lobby",
    title=lazy_pgettext("visitors", "Left the lobby"),
    roles=STAFF,
    source=("lobby",),
    target="left_lobby",
    set={"left_at": NOW},
    stops=("lobby_stay", "supervisor_asked"),
)
