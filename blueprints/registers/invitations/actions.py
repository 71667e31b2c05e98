"""What becomes of an invitation: written ahead of time, used, let count once more, cancelled."""

from flask_babel import lazy_pgettext

from blueprints.registers.invitations.form import AcceptForm, ArriveForm, InvitationForm
from blueprints.registers.invitations.listing import LISTING
from desk.actions import Action
from desk.builtin import TAKEN_BACK
from desk.register import State
from desk.roles import DESK_STAFF, GATE_STAFF, SETTLERS

STATES = (
    State("expected", lazy_pgettext("invitations", "Is expected"), "open"),
    State("arrived", lazy_pgettext("invitations", "Arrived"), "done", final=True, paper=False),
    State("no_show", lazy_pgettext("invitations", "Did not come"), "void", final=True, paper=False),
    State("over", lazy_pgettext("invitations", "Days are over"), "done", final=True, paper=False),
    State("cancelled", lazy_pgettext("invitations", "Cancelled"), "void", final=True, paper=False),
    State(TAKEN_BACK, lazy_pgettext("invitations", "Taken back"), "void", final=True, paper=False),
)
NOW = {"now": True}
SAID = (
    "room", "host", "purpose", "from_day", "to_day", "weekdays", "at_time", "recurring", "party",
    "meeting_room",
)  # fmt: skip

ACTIONS = (
    Action(
        name="invite",
        title=lazy_pgettext("invitations", "Invite somebody"),
        roles=DESK_STAFF,
        creates=True,
        form=InvitationForm,
        listing=LISTING,
        set={
            **{name: {"from": name} for name in SAID},
            "stays": {"from": "stays", "as": "int"},
        },
        target="expected",
    ),
    # Whoever came was let in: it counts, whatever the state, and is flagged where it did not hold.
    Action(
        name="arrive",
        title=lazy_pgettext("invitations", "Has come"),
        roles=(*DESK_STAFF, *GATE_STAFF),
        source=("expected", "arrived", "no_show", "over", "cancelled"),
        presents=True,
        form=ArriveForm,
        set={"used_at": NOW, "arrived_at": {**NOW, "first": True}, "visit": {"from": "by"}},
        add={"uses": 1},
        target_when=(
            ({"field": "cancelled_at", "present": True}, "cancelled"),
            ({"field": "recurring", "is": "yes"}, "expected"),
        ),
        target="arrived",
    ),
    Action(
        name="accept",
        title=lazy_pgettext("invitations", "Let it count today"),
        roles=SETTLERS,
        source=("expected", "arrived", "no_show", "over", "cancelled"),
        form=AcceptForm,
        set={"allowed_at": NOW, "allowed_by": {"op": True}},
        clear=("cancelled_at",),
        target="expected",
    ),
    Action(
        name="cancel",
        title=lazy_pgettext("invitations", "Cancel"),
        roles=DESK_STAFF,
        source=("expected",),
        set={"cancelled_at": NOW},
        target="cancelled",
    ),
)
