"""The host is asked: each attempt and its answer is written down, and what follows from it."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from blueprints.registers.visitors.official import HANDS_OVER, UNHANDED
from blueprints.registers.visitors.states import (
    NOW,
    OPERATOR,
    SLIP_IS_OUT,
    STAFF,
    STRANGERS,
)
from desk.actions import Action, Value
from desk.forms import ChoiceField, Form, NoteField, Required, RequiredIf

ANSWERS = (
    ("come", lazy_pgettext("visitors", "May come up")),
    ("wait", lazy_pgettext("visitors", "Should wait here")),
    ("no", lazy_pgettext("visitors", "Must not come")),
    ("no_answer", lazy_pgettext("visitors", "Nobody answers")),
    ("not_known", lazy_pgettext("visitors", "Does not know them")),
)
TURNED_AWAY = (
    ("refused", lazy_pgettext("visitors", "The host does not want the visit")),
    ("silent", lazy_pgettext("visitors", "The host could not be reached")),
    ("not_known", lazy_pgettext("visitors", "The host does not know them")),
    ("no_id", lazy_pgettext("visitors", "Would show no ID and say nothing")),
    ("barred", lazy_pgettext("visitors", "The house does not admit them")),
    ("gone", lazy_pgettext("visitors", "Went away before there was an answer")),
    ("other", lazy_pgettext("visitors", "Something else")),
)
STRANGER = {"field": "unidentified", "is": "yes"}
SILENT = {"field": "call_result", "is": "no_answer"}


class CallForm(Form):
    """What came of phoning the host. No number stands here: the visitor may look on."""

    call_result = ChoiceField(
        lazy_pgettext("visitors", "What the host says"), [Required(rule="S6")], choices=ANSWERS
    )
    call_said = NoteField(lazy_pgettext("visitors", "In their words"))


class DenyForm(Form):
    """Why somebody was turned away."""

    denied_why = ChoiceField(
        lazy_pgettext("visitors", "Why"), [Required(rule="S7")], choices=TURNED_AWAY
    )
    denied_note = NoteField(
        _l("Note"), [RequiredIf({"value": "denied_why", "is": "other"}, rule="S7")]
    )


CALLED: dict[str, Value] = {
    "call_result": {"from": "call_result"},
    "called_at": NOW,
    "called_by": OPERATOR,
}
CALL_HOST = Action(
    name="call_host",
    title=lazy_pgettext("visitors", "Host phoned"),
    roles=STAFF,
    source=(*STRANGERS, "pending_approval", "unwelcome", "waiting"),
    form=CallForm,
    set=CALLED,
    add={"calls": 1},
    target_when=(
        ({"value": "call_result", "is": "no"}, "unwelcome"),
        (STRANGER, "to_decide"),
        ({"all": [UNHANDED, {"not": SILENT}]}, HANDS_OVER),
        ({"value": "call_result", "is": "come"}, "on_site"),
        ({"value": "call_result", "is": "wait"}, "waiting"),
    ),
    target="pending_approval",
    stops=("host_answer",),
    starts_when=(({"all": [SILENT, {"not": STRANGER}]}, "host_answer"),),
    documents=("slip",),
)
ASK_HOST = Action(
    name="ask_host",
    title=lazy_pgettext("visitors", "Ask the host first"),
    roles=STAFF,
    source=("waiting",),
    target="pending_approval",
    set={"asks_host": "yes"},
    starts=("host_answer",),
)
DENY = Action(
    name="deny",
    title=lazy_pgettext("visitors", "Turn away"),
    roles=STAFF,
    source=(*STRANGERS, "pending_approval", "unwelcome", "waiting", HANDS_OVER),
    form=DenyForm,
    set={
        "decision": "denied",
        "denied_why": {"from": "denied_why"},
        "decided_at": NOW,
        "decided_by": OPERATOR,
        "left_at": NOW,
    },
    target_when=((SLIP_IS_OUT, "checked_out"),),
    target="denied",
    stops=("host_answer", "slip_out", "supervisor_asked"),
)
