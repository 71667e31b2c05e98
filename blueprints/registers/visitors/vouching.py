"""Whoever may be on the do-not-admit list waits below until a supervisor has been asked."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from blueprints.registers.visitors.states import STAFF
from desk.actions import Action
from desk.forms import Form, ReferenceField, Required

NOBODY = "nobody"
UNASKED = ({"value": "asked", "is": NOBODY}, "waiting")
ASK_SOMEBODY = ({"field": "asked", "is": NOBODY}, "supervisor_asked")


class VouchForm(Form):
    """Which supervisor lets them in; the PIN that said so is checked where it is typed."""

    asked = ReferenceField(_l("Supervisor asked"), [Required()], of="staff")


VOUCH = Action(
    name="vouch",
    title=lazy_pgettext("visitors", "Supervisor lets them in"),
    roles=STAFF,
    form=VouchForm,
    set={"asked": {"from": "asked"}},
    stops=("supervisor_asked",),
)
