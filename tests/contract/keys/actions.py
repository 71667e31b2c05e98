"""A key is lent, and comes back."""

from flask_babel import lazy_pgettext

from desk.actions import Action
from desk.builtin import TAKEN_BACK
from desk.register import State
from desk.roles import DESK_STAFF

from .form import LendForm

STATES = (
    State("lent", lazy_pgettext("keys", "Lent"), "open"),
    State("back", lazy_pgettext("keys", "Back"), "done", final=True),
    State(TAKEN_BACK, lazy_pgettext("keys", "Taken back"), "done", final=True),
)
COUNT = {"from": "count", "as": "int"}
ACTIONS = (
    Action(
        name="lend",
        title=lazy_pgettext("keys", "Lend"),
        roles=DESK_STAFF,
        creates=True,
        form=LendForm,
        set={"room": {"from": "room"}, "tag": {"from": "tag"}, "lent_at": {"now": True}},
        each={"bunch": {"new": True, "set": {"count": COUNT, "metal": {"from": "metal"}}}},
        target="lent",
    ),
    Action(
        name="give_back",
        title=lazy_pgettext("keys", "Came back"),
        roles=DESK_STAFF,
        source=("lent",),
        set={"back_at": {"now": True}},
        target="back",
    ),
)
