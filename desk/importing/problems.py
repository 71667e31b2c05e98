"""What is wrong with a line, in words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from desk.importing.sheet import Unreadable

# Of one cell or line.
LINES = {
    "required": _l("This is needed and empty."),
    "too_long": _l("This is too long."),
    "formula": _l("This is a formula without a result. Open the file, save it, and try again."),
    "became_day": _l("A spreadsheet has taken this for a date. Format the column as text."),
    "rounded": _l("A spreadsheet has rounded these digits. Format the column as text."),
    "not_phone": _l("This is no telephone number."),
    "not_email": _l("This is no e-mail address."),
    "unknown_word": _l("This word is not known here."),
    "not_day": _l("This is no date. Write it like 2026-11-22."),
    "which_day": _l("Day or month first? Write it like 2026-11-22."),
    "no_room": _l("There is no such room. Bring in the rooms first, or correct the name."),
    "two_rooms": _l("Two rooms have this name."),
    "twice": _l("The same stands in an earlier line:"),
    "login_taken": _l("Somebody else signs in by this name."),
    "bad_login": _l("A user name has small letters, digits and . _ @ - only."),
    "above_you": _l("Only an administrator makes an administrator."),
    "phone_alone": _l("A telephone without a name."),
    "not_weekday": _l("These are no days of the week. Write them like Mon-Fri."),
    "not_hour": _l("This is no time of day. Write it like 08:30."),
    "ends_first": _l("This ends before it begins."),
    "other_room": _l("This code stands for somebody of another home. End that permission first."),
    "overlaps": _l("May come in at this time already, by a permission that is there."),
    "moved_out": _l("This person has moved out. Name somebody who lives here, or leave it empty."),
    "past": _l("This day is over."),
    "not_taken": _l("This cannot be taken in. Write it as the form at the desk asks it."),
    "stands": _l("This is there already, and otherwise than here. Change it at the desk."),
    "overlaps_line": _l("May come in at this time already, by line:"),
}
# Of the whole file.
FILES = {
    "too_large": _l("This file is larger than an estate's list can be."),
    "old_excel": _l("This is an old or a locked Excel file. Save it as .xlsx without a password."),
    "not_a_workbook": _l(
        "This workbook is damaged. Open it, save it again as .xlsx, and try again."
    ),
    "not_text": _l("This is neither a CSV nor an XLSX file."),
    "not_a_table": _l("A quotation mark is opened and never closed, from line:"),
    "encoding": _l("The characters of this file cannot be read. Save it as CSV UTF-8."),
    "no_heading": _l("No line of headings was found. These were read instead:"),
    "twice_heading": _l("Two columns mean the same:"),
    "too_many": _l("This list is too long. Bring it in in parts of so many lines:"),
    "empty": _l("There is nothing below the headings."),
}


@dataclass(frozen=True)
class Problem:
    """One line that cannot be taken in: where, what stood there, and why not."""

    line: int
    column: str
    value: str
    code: str
    detail: str = ""

    def shape(self) -> dict[str, Any]:
        """Return the problem in the reader's language."""
        return {
            "line": self.line,
            "column": self.column,
            "value": self.value[:80],
            "reason": told(LINES[self.code], self.detail),
        }


def unreadable(fault: Unreadable) -> str:
    """Say in the reader's language why a file as a whole cannot be read."""
    return told(FILES[fault.code], fault.detail)


def told(words: LazyString, detail: str) -> str:
    """Return a sentence and what it is about."""
    return f"{words} {detail}".strip()
