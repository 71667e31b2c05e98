"""The states of a visitor's slip, and who may do what to it."""

from flask_babel import lazy_pgettext

from desk.builtin import TAKEN_BACK
from desk.register import State
from desk.roles import DESK_STAFF, GATE_STAFF

MERGED = "merged"
STATES = (
    State("lobby", lazy_pgettext("visitors", "In the lobby"), "open", paper=False),
    State("unidentified", lazy_pgettext("visitors", "No ID: phone the host"), "late", paper=False),
    State("to_decide", lazy_pgettext("visitors", "No ID: to be decided"), "open", paper=False),
    State("pending_approval", lazy_pgettext("visitors", "Host is asked"), "open", paper=False),
    State("unwelcome", lazy_pgettext("visitors", "The host said no"), "late", paper=False),
    State("waiting", lazy_pgettext("visitors", "Waiting"), "open"),
    State("to_hand_over", lazy_pgettext("visitors", "Waits for the counterpart"), "open"),
    State("on_site", lazy_pgettext("visitors", "On site"), "calm"),
    State("checked_out", lazy_pgettext("visitors", "Left, slip still out"), "late"),
    State("unseen", lazy_pgettext("visitors", "Not seen leaving, slip still out"), "late"),
    State("closed", lazy_pgettext("visitors", "Closed"), "done", final=True),
    State("auto_closed", lazy_pgettext("visitors", "Closed automatically"), "void", final=True),
    State(
        "left_lobby",
        lazy_pgettext("visitors", "Left the lobby"),
        "done",
        final=True,
        paper=False,
    ),
    State("denied", lazy_pgettext("visitors", "Turned away"), "void", final=True, paper=False),
    State(MERGED, lazy_pgettext("visitors", "Entered twice"), "void", final=True, paper=False),
    State(TAKEN_BACK, lazy_pgettext("visitors", "Taken back"), "void", final=True, paper=False),
)
STRANGERS = ("unidentified", "to_decide")
INSIDE = ("waiting", "on_site")
HERE = (*INSIDE, "to_hand_over")
SLIP_OUT = (*HERE, "unwelcome", "checked_out", "unseen")
# What a tablet without a network wrote in time may come after the house has closed the slip.
LAPSED = ("unseen", "auto_closed")
STAFF = (*DESK_STAFF, *GATE_STAFF)
NOW = {"now": True}
FIRST_NOW = {"now": True, "first": True}
SLIP_IS_OUT = {
    "all": [
        {"field": "printed_at", "present": True},
        {"field": "slip_returned_at", "present": False},
    ]
}
OPERATOR = {"op": True}
STAYS = {"from": "stays", "as": "int"}
