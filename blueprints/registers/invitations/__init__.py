"""Invitations: who is expected, for whom and on which days, before they come."""

from flask_babel import lazy_pgettext

from blueprints.registers.invitations.actions import ACTIONS, STATES
from blueprints.registers.invitations.form import InvitationForm
from blueprints.registers.invitations.model import Invitation
from desk.register import Register

register = Register(
    name="invitations",
    letter="E",
    title=lazy_pgettext("invitations", "Expected"),
    icon="expected",
    model=Invitation,
    form=InvitationForm,
    states=STATES,
    actions=ACTIONS,
    documents=("invitation",),
    columns=("no", "name", "room", "host_name", "from_day", "to_day", "arrived_at", "state"),
    personal={
        "name": 90,
        "company": 90,
        "host_name": 90,
        "belongings": 90,
        "plate": 90,
        "note": 90,
    },
)
