"""Official business is not the desk's: the visitor waits, and the counterpart takes over (S11)."""

from flask_babel import lazy_pgettext

from blueprints.registers.visitors.states import INSIDE, NOW, OPERATOR, STAFF
from desk.actions import Action
from desk.forms import Form, Length, ReferenceField, RequiredIf, TextField

OFFICIAL = {"value": "purpose", "is": "official"}
UNHANDED = {
    "all": [{"field": "purpose", "is": "official"}, {"field": "handed_at", "present": False}]
}
HANDS_OVER = "to_hand_over"
# Whoever comes on official business is fetched by the counterpart: the desk asks nobody else.
ASKS = {"all": [{"field": "asks_host", "is": "yes"}, {"not": UNHANDED}]}
# First wherever an action leads inside: nobody goes up past the counterpart.
TO_COUNTERPART = (UNHANDED, HANDS_OVER)
IS_INSIDE = {"any": [{"field": "state", "is": one} for one in INSIDE]}
# A purpose that is corrected later leaves no way round, nor anybody waiting in vain.
CORRECTED = (
    ({"all": [IS_INSIDE, UNHANDED]}, HANDS_OVER),
    ({"all": [{"field": "state", "is": HANDS_OVER}, {"not": UNHANDED}]}, "waiting"),
)


class HandOverForm(Form):
    """Who took the visitor over: of the staff, or by name."""

    taken_by = ReferenceField(lazy_pgettext("visitors", "Who took over"), of="staff")
    taken_by_name = TextField(
        lazy_pgettext("visitors", "Their name, if not of the staff"),
        [RequiredIf({"not": {"value": "taken_by", "present": True}}, rule="S11"), Length(most=120)],
        personal=True,
    )


class StandInForm(Form):
    """Who comes in the counterpart's place."""

    counterpart = ReferenceField(lazy_pgettext("visitors", "Stand-in"), of="staff")
    host_name = TextField(
        lazy_pgettext("visitors", "Their name, if not of the staff"),
        [
            RequiredIf({"not": {"value": "counterpart", "present": True}}, rule="S11"),
            Length(most=120),
        ],
        personal=True,
    )


HAND_OVER = Action(
    name="hand_over",
    title=lazy_pgettext("visitors", "Handed over"),
    roles=STAFF,
    source=(HANDS_OVER,),
    target="on_site",
    form=HandOverForm,
    recalls={"taken_by": "f.counterpart", "taken_by_name": "host"},
    set={"handed_at": NOW, "handed_by": OPERATOR, "taken_by": {"from": "taken_by"}},
)
STAND_IN = Action(
    name="stand_in",
    title=lazy_pgettext("visitors", "Name a stand-in"),
    roles=STAFF,
    source=(HANDS_OVER,),
    form=StandInForm,
    set={
        "counterpart": {"from": "counterpart"},
        "stand_in_at": NOW,
        "stand_in_by": OPERATOR,
    },
    clear=("host", "host_name"),
    starts=("counterpart",),
)


def counterpart() -> ReferenceField:
    """Ask for the member of staff whom the visitor comes to see."""
    return ReferenceField(lazy_pgettext("visitors", "Counterpart"), of="staff")
