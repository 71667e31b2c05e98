"""Lists of guests: a party's, a management office's, a contractor's gang for a month."""

from pathlib import Path

from flask_babel import lazy_pgettext

from desk.listing import Listing

LISTING = Listing(
    title=lazy_pgettext("invitations", "Invitations"),
    icon="expected",
    same=("name", "room", "from_day"),
    headings=Path(__file__).parent / "headings.ini",
    begins="from_day",
    ends="to_day",
    group="party",
    named={"host": "host_name"},
    usual={"purpose": "visit"},
    implied={"recurring": ("to_day", "weekdays")},
)
