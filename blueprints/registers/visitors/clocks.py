"""The slip should be back by the evening; a host who says nothing is phoned after two minutes."""

from flask_babel import lazy_pgettext

from desk.clocks import Clock
from desk.roles import RECEPTIONIST, SHIFT_LEADER

CLOCKS = (
    Clock(
        name="slip_out",
        title=lazy_pgettext("visitors", "Slip is back by closing time"),
        length={"closing": True},
        tell=((0, (RECEPTIONIST,)), (30, (SHIFT_LEADER,))),
    ),
    Clock(
        name="host_answer",
        title=lazy_pgettext("visitors", "The host has answered"),
        length={"minutes": 2},
        tell=((0, (RECEPTIONIST,)), (5, (SHIFT_LEADER,))),
    ),
)
