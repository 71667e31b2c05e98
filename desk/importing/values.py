"""Read what a cell says in any of the four languages; a value that cannot be read says why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from desk.importing.headings import HERE, bare, table
from desk.importing.sheet import UNCOUNTED
from desk.messages.channels import fits
from desk.text import clean

NAME_LIMIT, CODE_LIMIT = 200, 64  # signs
FAULTS = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)")
ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
NOT_PHONE = re.compile(r"[^\d+*#,;/()\-.\s extEXT分机轉转]")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
DAY_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
# 1-2 typed into a spreadsheet becomes the second of January before anybody sees it.
MADE_DAY = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}"
)


class Bad(Exception):
    """Say by a code what is wrong with one cell."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


WORDS = table(HERE / "words.ini")
PEOPLE, ROOMS, LANGUAGES = WORDS["people"], WORDS["rooms"], WORDS["languages"]
DAYS, YES = WORDS["weekdays"], WORDS["yes"]


def one_line(text: str, longest: int = NAME_LIMIT) -> str:
    """Return a short text on one line; raise Bad."""
    if text == UNCOUNTED or FAULTS.fullmatch(text):
        raise Bad("formula")
    text = clean(text)
    if len(text) > longest:
        raise Bad("too_long")
    return text


def required(text: str, longest: int = NAME_LIMIT) -> str:
    """Return a text that must be there; raise Bad."""
    found = one_line(text, longest)
    if not found:
        raise Bad("required")
    return found


def room(text: str) -> str:
    """Return the name of a room; raise Bad for one that a spreadsheet took for a day."""
    found = required(text)
    if MADE_DAY.fullmatch(found):
        raise Bad("became_day")
    return found


def phone(text: str) -> str:
    """Return a telephone number as written; raise Bad when its digits were rounded away."""
    found = one_line(text)
    if ROUNDED.fullmatch(found):
        raise Bad("rounded")
    if found and (NOT_PHONE.search(found) or sum(sign.isdigit() for sign in found) < 3):
        raise Bad("not_phone")
    return found


def email(text: str) -> str:
    """Return an e-mail address as written, empty for none; raise Bad for what is none."""
    found = one_line(text)
    if found and not fits("email", found):
        raise Bad("not_email")
    return found


def said(text: str, meanings: Mapping[str, str], usual: str) -> str:
    """Return what a word means, `usual` for none; raise Bad for a word that we do not know."""
    found = bare(one_line(text))
    if not found:
        return usual
    if found not in meanings:
        raise Bad("unknown_word")
    return meanings[found]


def day(text: str) -> str:
    """Return a day as YYYY-MM-DD, empty for none; raise Bad where day and month may be swapped."""
    text = one_line(text)
    if not text:
        return ""
    if match := DAY.fullmatch(text):
        year, month, number = map(int, match.groups())
    elif match := DAY_LAST.fullmatch(text):
        first, second, year = map(int, match.groups())
        if first <= 12 and second <= 12 and first != second:
            raise Bad("which_day")
        month, number = (first, second) if second > 12 else (second, first)
    else:
        raise Bad("not_day")
    try:
        return date(year, month, number).isoformat()
    except ValueError as fault:
        raise Bad("not_day") from fault
