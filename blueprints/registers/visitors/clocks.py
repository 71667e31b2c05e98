"""The slip should be back by the evening."""

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
)
