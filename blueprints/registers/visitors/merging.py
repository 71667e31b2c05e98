"""Two slips for one visitor become one: the other is kept, and counts no more."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from blueprints.registers.visitors.states import MERGED, NOW, OPERATOR
from desk.actions import Action
from desk.forms import ChoiceField, Form, NoteField, ReferenceField, Required, RequiredIf
from desk.roles import LEADERS

WHY = (
    ("two_desks", lazy_pgettext("visitors", "Two desks wrote them down")),
    ("again", lazy_pgettext("visitors", "Written down once more by mistake")),
    ("other", lazy_pgettext("visitors", "Something else")),
)


class MergeForm(Form):
    """Which slip stays, and how there came to be two."""

    merged_into = ReferenceField(
        lazy_pgettext("visitors", "The slip that stays"), [Required()], of="record"
    )
    merged_why = ChoiceField(lazy_pgettext("visitors", "Why"), [Required()], choices=WHY)
    merged_note = NoteField(
        _l("Note"), [RequiredIf({"value": "merged_why", "is": "other"})], kept=False
    )


# The page of a slip offers it beside the pair, not among the steps: any state may lead there but
# those that nobody can be taken for, which desk/sync/pairs.py sees to.
MERGE = Action(
    name="merge",
    title=lazy_pgettext("visitors", "Same person: merge"),
    roles=LEADERS,
    form=MergeForm,
    set={
        "merged_into": {"from": "merged_into"},
        "merged_why": {"from": "merged_why"},
        "merged_at": NOW,
        "merged_by": OPERATOR,
    },
    target=MERGED,
    stops=("lobby_stay", "slip_out", "host_answer", "counterpart", "supervisor_asked"),
)
