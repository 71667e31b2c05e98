"""A slip's states and what is done to it. Leaving and giving back the slip are two things."""

from flask_babel import lazy_pgettext

from blueprints.registers.visitors.form import LeaveForm, SignInForm
from desk.actions import Action, Tell
from desk.builtin import TAKEN_BACK
from desk.register import State
from desk.roles import DESK_STAFF, GATE_STAFF

STATES = (
    State("waiting", lazy_pgettext("visitors", "Waiting"), "open"),
    State("on_site", lazy_pgettext("visitors", "On site"), "calm"),
    State("checked_out", lazy_pgettext("visitors", "Left, slip still out"), "late"),
    State("closed", lazy_pgettext("visitors", "Closed"), "done", final=True),
    State(TAKEN_BACK, lazy_pgettext("visitors", "Taken back"), "done", final=True),
)
INSIDE = ("waiting", "on_site")
OPEN = (*INSIDE, "checked_out")
STAFF = (*DESK_STAFF, *GATE_STAFF)
NOW = {"now": True}
FIRST_NOW = {"now": True, "first": True}
ASKED = ("room", "host", "id_kind", "purpose", "badge", "waits", "party", "asked")

# Whoever came with somebody has a slip of their own, and is announced with them.
ARRIVED = Tell(
    to="host",
    unless="party",
    title=lazy_pgettext("visitors", "A visitor for you"),
    text=lazy_pgettext("visitors", "%(name)s is at the front desk for you. Slip %(no)s. %(site)s"),
)

ACTIONS = (
    Action(
        name="sign_in",
        title=lazy_pgettext("visitors", "Sign in"),
        roles=STAFF,
        creates=True,
        form=SignInForm,
        set={**{name: {"from": name} for name in ASKED}, "signed_in_at": NOW},
        target_when=(({"value": "waits", "is": "yes"}, "waiting"),),
        target="on_site",
        starts=("slip_out",),
        documents=("slip",),
        tells=(ARRIVED,),
    ),
    Action(
        name="go_up",
        title=lazy_pgettext("visitors", "Goes up"),
        roles=STAFF,
        source=("waiting",),
        target="on_site",
        set={"on_site_at": NOW},
    ),
    Action(
        name="sign_out",
        title=lazy_pgettext("visitors", "Sign out"),
        roles=STAFF,
        source=OPEN,
        target="closed",
        set={"left_at": FIRST_NOW, "slip_returned_at": FIRST_NOW},
        stops=("slip_out",),
    ),
    Action(
        name="leave",
        title=lazy_pgettext("visitors", "Left without the slip"),
        roles=STAFF,
        source=INSIDE,
        form=LeaveForm,
        set={"left_at": NOW, "left_how": {"from": "left_how"}},
        target_when=(({"field": "slip_returned_at", "present": True}, "closed"),),
        target="checked_out",
    ),
    Action(
        name="return_slip",
        title=lazy_pgettext("visitors", "Slip came back"),
        roles=STAFF,
        source=OPEN,
        set={"slip_returned_at": FIRST_NOW},
        target_when=(({"field": "left_at", "present": True}, "closed"),),
        stops=("slip_out",),
    ),
)
