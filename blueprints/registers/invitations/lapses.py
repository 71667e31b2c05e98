"""An invitation whose days are over: whoever was expected once did not come."""

from flask_babel import lazy_pgettext

from desk.actions import Action, Lapse

LAPSES = (
    Lapse(
        action=Action(
            name="lapse",
            title=lazy_pgettext("invitations", "Days were over"),
            roles=(),
            source=("expected",),
            target_when=(({"field": "uses", "present": True}, "over"),),
            target="no_show",
        ),
        length={"field": "to_day", "else": {"field": "from_day"}},
        spared="allowed_at",
    ),
)
