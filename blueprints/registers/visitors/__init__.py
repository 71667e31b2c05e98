"""Visitors: one slip for each visitor, filled once the ID has been seen, closed on its return."""

from flask_babel import lazy_pgettext

from blueprints.registers.visitors.actions import ACTIONS
from blueprints.registers.visitors.clocks import CLOCKS
from blueprints.registers.visitors.form import SignInForm
from blueprints.registers.visitors.model import Visitor
from blueprints.registers.visitors.states import STATES
from desk.register import Register

register = Register(
    name="visitors",
    letter="V",
    title=lazy_pgettext("visitors", "Visitors"),
    icon="person",
    model=Visitor,
    form=SignInForm,
    states=STATES,
    actions=ACTIONS,
    clocks=CLOCKS,
    documents=("slip",),
    columns=("no", "name", "room", "host_name", "badge", "signed_in_at", "state"),
    personal={
        "name": 180,
        "host_name": 180,
        "id_last4": 30,
        "company": 180,
        "belongings": 180,
        "plate": 180,
        "note": 90,
        "photo": 30,
        "taken_by_name": 180,
        "questions": 90,
        "reply": 90,
        "call_said": 90,
        "decision_reason": 180,
        "agreed_with": 180,
        "denied_note": 180,
    },
)
