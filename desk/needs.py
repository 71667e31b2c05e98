"""What people come to the desk for (S14)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_pgettext

from desk.actions import Action
from desk.register import Register


@dataclass(frozen=True)
class Need:
    """One kind of contact: its name, the word for it, its drawing."""

    name: str
    title: str
    icon: str


NEEDS = (
    Need("enquiry", lazy_pgettext("need", "Enquiry"), "enquiry"),
    Need("repair", lazy_pgettext("need", "Repair"), "repair"),
    Need("complaint", lazy_pgettext("need", "Complaint"), "complaint"),
    Need("payment", lazy_pgettext("need", "Payment"), "payment"),
    Need("visitor", lazy_pgettext("need", "Visitor"), "visitors"),
)


def begun_by(found: Mapping[str, Register]) -> dict[str, tuple[Register, Action]]:
    """Name the register, and its action, that begins what somebody came for, by need."""
    rows = ((register, action) for register in found.values() for action in register.actions)
    return {action.need: (register, action) for register, action in rows if action.need}
