"""A contact's states and what is done to it: first come, first served; all are noticed (S10)."""

from flask_babel import lazy_pgettext

from blueprints.registers.contacts.form import ContactForm, FinishForm, OutOfTurnForm, SortedForm
from desk.actions import Action
from desk.builtin import TAKEN_BACK
from desk.register import State
from desk.roles import DESK_STAFF

STATES = (
    State("waiting", lazy_pgettext("contacts", "Waiting"), "open"),
    State("acknowledged", lazy_pgettext("contacts", "Waiting, has been told"), "open"),
    State("served", lazy_pgettext("contacts", "Being served"), "calm"),
    State("done", lazy_pgettext("contacts", "Done"), "done", final=True),
    State("left", lazy_pgettext("contacts", "Left unserved"), "void", final=True),
    State(TAKEN_BACK, lazy_pgettext("contacts", "Taken back"), "void", final=True),
)
IN_LINE = ("waiting", "acknowledged")
NOW = {"now": True}
HERE = {"dev": True}
NEED = {"need": {"from": "need"}}
# What is already there stays, unless the form says something else.
TAKEN_DOWN = {name: {"from": name, "keep": True} for name in ("room", "person")}
# Called for a visit, somebody goes on with a slip of their own: nothing is written down twice.
TO_THE_SLIP = (({"field": "need", "is": "visitor"}, "done"),)
UNLESS_A_VISIT = (({"not": {"field": "need", "is": "visitor"}}, "finished"),)

ACTIONS = (
    Action(
        name="begin",
        title=lazy_pgettext("contacts", "New contact"),
        roles=DESK_STAFF,
        creates=True,
        form=ContactForm,
        set={**NEED, **TAKEN_DOWN, "served_at": NOW, "desk": HERE},
        target="served",
        starts=("finished",),
    ),
    Action(
        name="take_place",
        title=lazy_pgettext("contacts", "Takes a number"),
        roles=DESK_STAFF,
        creates=True,
        form=SortedForm,
        set=NEED,
        target="waiting",
        starts=("noticed",),
    ),
    Action(
        name="acknowledge",
        title=lazy_pgettext("contacts", "Told: I will be with you"),
        roles=DESK_STAFF,
        source=("waiting",),
        target="acknowledged",
        set={"acknowledged_at": NOW},
        stops=("noticed",),
    ),
    Action(
        name="call",
        title=lazy_pgettext("contacts", "Call"),
        roles=DESK_STAFF,
        source=IN_LINE,
        target_when=TO_THE_SLIP,
        target="served",
        set={"served_at": NOW, "desk": HERE},
        starts_when=UNLESS_A_VISIT,
        stops=("noticed",),
    ),
    Action(
        name="call_out_of_turn",
        title=lazy_pgettext("contacts", "Serve out of turn"),
        roles=DESK_STAFF,
        source=IN_LINE,
        target_when=TO_THE_SLIP,
        target="served",
        form=OutOfTurnForm,
        set={"served_at": NOW, "desk": HERE, "out_of_turn": "yes"},
        starts_when=UNLESS_A_VISIT,
        stops=("noticed",),
    ),
    Action(
        name="finish",
        title=lazy_pgettext("contacts", "Finish"),
        roles=DESK_STAFF,
        source=("served",),
        target="done",
        form=FinishForm,
        set={**TAKEN_DOWN, "outcome": {"from": "outcome"}, "ended_at": NOW},
        stops=("finished",),
    ),
    Action(
        name="leave",
        title=lazy_pgettext("contacts", "Left unserved"),
        roles=DESK_STAFF,
        source=(*IN_LINE, "served"),
        target="left",
        set={"outcome": "left", "ended_at": NOW},
        stops=("noticed", "finished"),
    ),
)
