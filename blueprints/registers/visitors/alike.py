"""When two slips look like one visitor, written down at two desks."""

from blueprints.registers.visitors.states import MERGED
from desk.alike import Alike
from desk.builtin import TAKEN_BACK

VOID = (MERGED, TAKEN_BACK, "denied")
ALIKE = Alike(
    same=(("id_kind", "id_last4", "room"), ("name", "room")),
    spelt="name",
    ends=("left_at", "auto_closed_at"),
    group="party",
    twin="twin",
    into="merged_into",
    merged=MERGED,
    void=VOID,
)
