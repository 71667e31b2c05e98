"""A slip that is still open hours after closing: nobody was seen leaving, and nobody says so."""

from flask_babel import lazy_pgettext

from blueprints.registers.visitors.states import HERE, NOW, SLIP_IS_OUT, STRANGERS
from desk.actions import Action, Lapse

LAPSES = (
    Lapse(
        action=Action(
            name="auto_close",
            title=lazy_pgettext("visitors", "Closed automatically, not seen leaving"),
            roles=(),
            source=("lobby", *STRANGERS, "pending_approval", "unwelcome", *HERE),
            set={"auto_closed_at": NOW},
            target_when=((SLIP_IS_OUT, "unseen"),),
            target="auto_closed",
            stops=("lobby_stay", "slip_out", "host_answer", "counterpart", "supervisor_asked"),
        ),
        length={"closing": True},
        setting="auto_close",
    ),
)
