"""The slip should be back by the evening; a host who says nothing is phoned after two minutes;
a courier does not stay in the lobby for long.

The counterpart of an official visitor comes within ten minutes (S11), or a stand-in is named.
Who may be on the do-not-admit list is a supervisor's business at once.
"""

from flask_babel import lazy_pgettext

from desk.clocks import Clock
from desk.roles import RECEPTIONIST, SHIFT_LEADER, SUPERVISOR

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
    Clock(
        name="counterpart",
        title=lazy_pgettext("visitors", "The counterpart comes by"),
        length={
            "minutes": 10,
            "setting": "counterpart_within",
            "while": {"field": "state", "is": "to_hand_over"},
        },
        tell=((0, (RECEPTIONIST,)), (5, (SHIFT_LEADER,))),
    ),
    Clock(
        name="lobby_stay",
        title=lazy_pgettext("visitors", "Out of the lobby by"),
        length={"minutes": 30, "setting": "lobby_within"},
        tell=((0, (RECEPTIONIST,)),),
    ),
    Clock(
        name="supervisor_asked",
        title=lazy_pgettext("visitors", "A supervisor is asked by"),
        length={"minutes": 2},
        tell=((0, (SUPERVISOR,)),),
    ),
)
