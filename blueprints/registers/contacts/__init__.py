"""Contacts: whoever comes to the desk, by what they need, in the order in which they came."""

from flask_babel import lazy_pgettext

from blueprints.registers.contacts.actions import ACTIONS, STATES
from blueprints.registers.contacts.clocks import CLOCKS
from blueprints.registers.contacts.form import ContactForm
from blueprints.registers.contacts.model import Contact
from desk.register import Register

register = Register(
    name="contacts",
    letter="K",
    title=lazy_pgettext("contacts", "Contacts"),
    icon="contacts",
    model=Contact,
    form=ContactForm,
    states=STATES,
    actions=ACTIONS,
    clocks=CLOCKS,
    columns=("no", "need", "name", "room", "about", "outcome", "served_at", "state"),
    personal={"name": 90, "reach": 90, "about": 90, "passed_to": 90, "note": 90},
)
