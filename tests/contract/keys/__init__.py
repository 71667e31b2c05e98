"""Keys: a toy register that a test puts into a scratch copy of the house, to see what it takes."""

from flask_babel import lazy_pgettext

from desk.register import Register

from .actions import ACTIONS, STATES
from .form import LendForm
from .model import Key

register = Register(
    name="keys",
    letter="Y",
    title=lazy_pgettext("keys", "Keys"),
    icon="badge",
    model=Key,
    form=LendForm,
    states=STATES,
    actions=ACTIONS,
    columns=("no", "room", "borrower", "lent_at", "state"),
    personal={"borrower": 90, "mark": 90},
)
