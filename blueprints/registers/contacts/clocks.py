"""Nobody waits unnoticed, and nobody is forgotten at the desk."""

from flask_babel import lazy_pgettext

from desk.clocks import Clock
from desk.roles import RECEPTIONIST, SHIFT_LEADER

CLOCKS = (
    Clock(
        name="noticed",
        title=lazy_pgettext("contacts", "Noticed and told so by"),
        length={"minutes": 1, "setting": "noticed_within"},
        tell=((0, (RECEPTIONIST,)), (5, (SHIFT_LEADER,))),
    ),
    Clock(
        name="finished",
        title=lazy_pgettext("contacts", "Finished at the desk by"),
        length={"minutes": 30},
        tell=((0, (RECEPTIONIST,)),),
    ),
)
