"""What each setting is called on the office's page, and in which group it stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel.dates import get_day_names
from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _l

from desk.settings import DAYS, SETTINGS


@dataclass(frozen=True)
class Said:
    """The words of one setting; `unit` follows its number."""

    key: str
    title: LazyString
    hint: LazyString | str = ""
    unit: LazyString | str = ""


GROUPS: tuple[tuple[LazyString, tuple[Said, ...]], ...] = (
    (
        _l("The house"),
        (
            Said("site_name", _l("Name of the house"), _l("On the board and on every paper.")),
            Said("logo", _l("Logo"), _l("On every paper. PNG or JPEG; it is made small here.")),
            Said(
                "seal",
                _l("Seal"),
                _l("Printed in the box for the stamp. PNG or JPEG; it is made small here."),
            ),
            Said("zone", _l("Time zone"), _l("Every time on screens and papers is told in it.")),
            Said(
                "paper_languages",
                _l("Languages of papers"),
                _l("The first is the usual one; the other stands beside it."),
            ),
        ),
    ),
    (
        _l("Hours"),
        (
            Said("opening", _l("Working hours"), _l("Deadlines in working hours count these.")),
            Said("holidays", _l("Holidays"), _l("Nobody works on these days.")),
            Said("closing", _l("Slips are due back at"), _l("Whoever is inside later is late.")),
            Said(
                "auto_close",
                _l("Slips still open are closed by the house after"),
                _l("Counted from then; marked as closed automatically. 0: never."),
                _l("h"),
            ),
            Said(
                "quiet",
                _l("Quiet hours"),
                _l("Nobody is sent a message then: the desk telephones."),
            ),
        ),
    ),
    (
        _l("Places"),
        (
            Said("gates", _l("Gates"), _l("Offered as the place of a new tablet.")),
            Said(
                "meeting_rooms",
                _l("Meeting rooms"),
                _l("Offered for booked and long meetings, the free ones first."),
            ),
            Said("waiting_area", _l("Waiting area"), _l("Printed for whoever is asked to wait.")),
        ),
    ),
    (
        _l("At the desk"),
        (
            Said(
                "noticed_within",
                _l("Whoever comes is greeted within"),
                _l("After that the line shows them as late."),
                _l("min"),
            ),
            Said("couriers", _l("Couriers"), _l("One tap each when a courier comes to the lobby.")),
            Said(
                "lobby_within",
                _l("A courier has left the lobby within"),
                _l("After that the lobby shows them as late."),
                _l("min"),
            ),
            Said(
                "counterpart_within",
                _l("A counterpart comes within"),
                _l("After that, official visitors who wait for them are late."),
                _l("min"),
            ),
            Said(
                "meeting_minutes",
                _l("A meeting is long from"),
                _l("Then a meeting room is offered; 0: only to who is expected."),
                _l("min"),
            ),
            Said(
                "meeting_booked",
                _l("Offer a meeting room to who is expected"),
                _l("Whoever comes by an invitation, however long they stay."),
            ),
            Said(
                "photos",
                _l("Photos of visitors"),
                _l("The desk may take one of whoever comes in; nobody has to."),
            ),
            Said(
                "idle_lock",
                _l("A tablet locks itself after"),
                _l("Without a touch, and never during a signature or a scan."),
                _l("seconds"),
            ),
            Said(
                "closed_days",
                _l("Closed records stay on tablets for"),
                _l("The house keeps them longer."),
                _l("days"),
            ),
            Said("papers", _l("Which paper lies in the printer?")),
        ),
    ),
    (
        _l("Kept and erased"),
        (
            Said(
                "personal_days",
                _l("Personal data is kept for"),
                _l("Where a register says nothing else; counted from the end of the record."),
                _l("days"),
            ),
            Said(
                "leaver_days",
                _l("Who moved out is forgotten after"),
                _l("Name, telephone and address; counted from the day of moving out."),
                _l("days"),
            ),
        ),
    ),
)


def context() -> dict[str, Any]:
    """Return what the page of settings is made of, in the language that is set."""
    from desk.documents import documents  # with their letters, for this page alone
    from desk.print_pages import PAPER_WORDS

    names = get_day_names("wide", locale=get_locale())
    return {
        "settings": SETTINGS,
        "setting_groups": GROUPS,
        "week_days": {day: names[number] for number, day in enumerate(DAYS)},
        "printed": list(documents().values()),
        "paper_words": PAPER_WORDS,
    }
