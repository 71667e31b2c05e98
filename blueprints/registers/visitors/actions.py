"""What is done to a slip, as it is offered. Leaving and giving back the slip are two things."""

from flask_babel import lazy_pgettext

from blueprints.registers.visitors.courier import COURIER, ENTER, LEAVE_LOBBY
from blueprints.registers.visitors.form import LeaveForm, SignInForm
from blueprints.registers.visitors.host import ASK_HOST, CALL_HOST, DENY
from blueprints.registers.visitors.meeting import TO_MEETING
from blueprints.registers.visitors.merging import MERGE
from blueprints.registers.visitors.official import ASKS, HAND_OVER, STAND_IN, TO_COUNTERPART
from blueprints.registers.visitors.states import (
    FIRST_NOW,
    HERE,
    LAPSED,
    NOW,
    SLIP_OUT,
    STAFF,
    STAYS,
)
from blueprints.registers.visitors.unidentified import ADMIT, IDENTIFY, UNIDENTIFIED
from blueprints.registers.visitors.vouching import ASK_SOMEBODY, UNASKED, VOUCH
from desk.actions import Action, Take, Tell
from desk.roles import LEADERS

ASKED = (
    "room", "host", "id_kind", "purpose", "badge", "waits", "asks_host", "party", "asked",
    "invitation", "counterpart", "meeting_room",
)  # fmt: skip
NOT_SEEN = ({"field": "auto_closed_at", "present": True}, "auto_closed")
TURNED_AWAY = ({"field": "decision", "is": "denied"}, "denied")

# Whoever came with somebody has a slip of their own, and is announced with them.
ARRIVED = Tell(
    to="host",
    unless="party",
    title=lazy_pgettext("visitors", "A visitor for you"),
    text=lazy_pgettext("visitors", "%(name)s is at the front desk for you. Slip %(no)s. %(site)s"),
)
# One whose invitation does not hold is a visitor like any other: the host is asked.
EXPECTED = Take(field="invitation", does="invitations.arrive", otherwise={"asks_host": "yes"})

ACTIONS = (
    Action(
        name="sign_in",
        title=lazy_pgettext("visitors", "Sign in"),
        roles=STAFF,
        arrives=True,
        creates=True,
        need="visitor",
        form=SignInForm,
        set={**{name: {"from": name} for name in ASKED}, "signed_in_at": NOW, "stays": STAYS},
        target_when=(
            TO_COUNTERPART,
            UNASKED,
            ({"value": "asks_host", "is": "yes"}, "pending_approval"),
            ({"value": "waits", "is": "yes"}, "waiting"),
        ),
        target="on_site",
        starts=("slip_out",),
        starts_when=((ASKS, "host_answer"), ASK_SOMEBODY),
        documents=("slip",),
        tells=(ARRIVED,),
        takes=(EXPECTED,),
    ),
    UNIDENTIFIED,
    HAND_OVER,
    STAND_IN,
    COURIER,
    ENTER,
    LEAVE_LOBBY,
    Action(
        name="go_up",
        title=lazy_pgettext("visitors", "Goes up"),
        roles=STAFF,
        source=("waiting",),
        target_when=(TO_COUNTERPART,),
        target="on_site",
        set={"on_site_at": NOW},
    ),
    TO_MEETING,
    ADMIT,
    CALL_HOST,
    IDENTIFY,
    Action(
        name="sign_out",
        title=lazy_pgettext("visitors", "Sign out"),
        roles=STAFF,
        source=(*SLIP_OUT, "auto_closed"),
        target_when=(TURNED_AWAY,),
        target="closed",
        set={"left_at": FIRST_NOW, "slip_returned_at": FIRST_NOW},
        stops=("slip_out", "host_answer", "supervisor_asked"),
    ),
    Action(
        name="leave",
        title=lazy_pgettext("visitors", "Left without the slip"),
        roles=STAFF,
        source=(*HERE, *LAPSED),
        form=LeaveForm,
        set={"left_at": NOW, "left_how": {"from": "left_how"}},
        target_when=(({"field": "slip_returned_at", "present": True}, "closed"),),
        target="checked_out",
        stops=("supervisor_asked",),
    ),
    Action(
        name="return_slip",
        title=lazy_pgettext("visitors", "Slip came back"),
        roles=STAFF,
        source=SLIP_OUT,
        set={"slip_returned_at": FIRST_NOW},
        target_when=(TURNED_AWAY, ({"field": "left_at", "present": True}, "closed"), NOT_SEEN),
        stops=("slip_out",),
    ),
    Action(
        name="slip_lost",
        title=lazy_pgettext("visitors", "Slip is lost"),
        roles=LEADERS,
        source=("checked_out", "unseen"),
        set={"slip_lost_at": NOW},
        target_when=(TURNED_AWAY, ({"field": "left_at", "present": True}, "closed")),
        target="auto_closed",
        stops=("slip_out",),
    ),
    ASK_HOST,
    VOUCH,
    DENY,
    MERGE,
)
