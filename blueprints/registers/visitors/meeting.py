"""A booked or long meeting moves to a meeting room (S13): offered, never asked for."""

from flask_babel import lazy_pgettext

from blueprints.registers.visitors.states import HERE, NOW, OPERATOR, STAFF
from desk.actions import Action
from desk.forms import Form
from desk.meetings import room

ROOMS = "meeting_rooms"  # the setting that names them


class MeetingForm(Form):
    """Which room; none: they have left it."""

    meeting_room = room()


TO_MEETING = Action(
    name="to_meeting",
    title=lazy_pgettext("visitors", "To the meeting room"),
    roles=STAFF,
    source=HERE,
    needs=ROOMS,
    form=MeetingForm,
    recalls={"meeting_room": "f.meeting_room"},
    set={"meeting_room": {"from": "meeting_room"}, "meeting_at": NOW, "meeting_by": OPERATOR},
)
