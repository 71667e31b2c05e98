"""How long a visit is expected to be and which meeting room it has, wherever it is asked (S13)."""

from typing import Any

from flask_babel import lazy_gettext as _l

from desk.forms import Length, NumberField, Range, TextField

DAY = 1440  # minutes


def stays() -> Any:
    """Ask how many minutes a visit is expected to take."""
    return NumberField(_l("Expected stay, in minutes"), [Range(1, DAY)])


def room() -> Any:
    """Ask for a meeting room by its short name."""
    return TextField(_l("Meeting room"), [Length(most=40)])
