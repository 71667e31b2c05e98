"""Every setting of a site: its type and default in one table."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk.i18n import LOCALES

CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PAPERS = ("roll80", "a6", "a5x2", "a4", "cr80", "label62", "label100x150")
PICTURE = re.compile(r"data:image/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})")
PICTURE_LIMIT = 64 * 1024  # characters
BEGINS = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True)
class Kind:
    """One setting: what it is when nobody has set it, what it may be, how it is asked for."""

    default: Any
    fits: Callable[[Any], bool]
    asked: str = ""  # empty: not on the office's page of settings
    low: int = 0
    high: int = 0


def words(longest: int, least: int = 0) -> Callable[[Any], bool]:
    """Accept a text of a length."""
    return lambda value: isinstance(value, str) and least <= len(value.strip()) <= longest


def number(low: int, high: int) -> Callable[[Any], bool]:
    """Accept a whole number within bounds."""
    return lambda value: type(value) is int and low <= value <= high


def count(default: int, low: int, high: int) -> Kind:
    """Return a setting that is a whole number within bounds."""
    return Kind(default, number(low, high), "number", low, high)


def by_language(value: Any) -> bool:
    """Accept a short text for each language that has one."""
    return isinstance(value, dict) and all(
        key in LOCALES and words(200)(item) for key, item in value.items()
    )


def is_zone(value: Any) -> bool:
    """Accept an IANA time zone."""
    try:
        return isinstance(value, str) and bool(value) and ZoneInfo(value) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def is_yes_or_no(value: Any) -> bool:
    """Accept yes or no."""
    return isinstance(value, bool)


def is_time(value: Any) -> bool:
    """Accept HH:MM."""
    return isinstance(value, str) and CLOCK.fullmatch(value) is not None


def is_week(value: Any) -> bool:
    """Accept `{mon: [["09:00", "18:00"], …], …}`: spans in order, a missing day is closed."""
    return isinstance(value, dict) and all(
        day in DAYS and isinstance(spans, list) and _ordered(spans) for day, spans in value.items()
    )


def _ordered(spans: list[Any]) -> bool:
    if not all(
        isinstance(span, list) and len(span) == 2 and all(map(is_time, span)) for span in spans
    ):
        return False
    flat = [moment for span in spans for moment in span]
    return all(before < after for before, after in pairwise(flat))


def is_night(value: Any) -> bool:
    """Accept nothing, or `["22:00", "08:00"]`: from when to when, over midnight as well."""
    if not isinstance(value, list):
        return False
    return not value or (len(value) == 2 and all(map(is_time, value)) and value[0] != value[1])


def are_dates(value: Any) -> bool:
    """Accept a list of days written YYYY-MM-DD."""
    return isinstance(value, list) and len(value) <= 400 and all(map(_is_date, value))


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def are_papers(value: Any) -> bool:
    """Accept `{document: paper}`."""
    return (
        isinstance(value, dict)
        and len(value) <= 100
        and all(words(60, 1)(key) and paper in PAPERS for key, paper in value.items())
    )


def are_names(value: Any) -> bool:
    """Accept a list of up to 40 different short names."""
    return (
        isinstance(value, list)
        and len(value) <= 40
        and all(map(words(40, 1), value))
        and len(set(value)) == len(value)
    )


def is_picture(value: Any) -> bool:
    """Accept nothing, or a small PNG or JPEG as a data address: what it says it is."""
    if not isinstance(value, str) or len(value) > PICTURE_LIMIT:
        return False
    named = PICTURE.fullmatch(value)
    if named is None:
        return value == ""
    try:
        return b64decode(named[2], validate=True).startswith(BEGINS[named[1]])
    except ValueError:
        return False


def are_languages(value: Any) -> bool:
    """Accept a list of languages that we speak."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, str) and item in LOCALES for item in value)
    )


def are_terms(value: Any) -> bool:
    """Accept `{register.field: days}`: how long a personal value is kept."""
    return (
        isinstance(value, dict)
        and len(value) <= 200
        and all(words(80, 3)(key) and number(1, 3650)(days) for key, days in value.items())
    )


WEEK = {day: [["09:00", "18:00"]] for day in DAYS[:5]}

SETTINGS: dict[str, Kind] = {
    "site_name": Kind({}, by_language, "words"),
    "logo": Kind("", is_picture, "picture"),
    "seal": Kind("", is_picture, "picture"),  # the house's stamp, in the box of a paper
    "zone": Kind("Asia/Hong_Kong", is_zone, "zone"),
    "paper_languages": Kind(["en", "zh-Hant"], are_languages, "pair"),
    "closing": Kind("22:00", is_time, "time"),
    "opening": Kind(WEEK, is_week, "week"),
    "holidays": Kind([], are_dates, "dates"),
    "waiting_area": Kind({}, by_language, "words"),
    "demo": Kind(False, lambda value: isinstance(value, bool)),  # papers say so
    "papers": Kind({"visitors.slip": "roll80"}, are_papers, "papers"),
    "quiet": Kind([], is_night, "night"),  # when nobody is sent a message: the desk telephones
    "gates": Kind([], are_names, "names"),  # offered where a new tablet is named
    "photos": Kind(False, is_yes_or_no, "yes"),  # whether the desk may take them of visitors
    "idle_lock": count(90, 30, 600),  # seconds
    "auto_close": count(4, 0, 72),  # hours after closing; 0: the house closes nothing by itself
    "meeting_rooms": Kind([], are_names, "names"),  # by their short names
    "meeting_minutes": count(60, 0, 480),  # from how long on a meeting is long; 0: none is
    "meeting_booked": Kind(True, is_yes_or_no, "yes"),  # a room is offered to who is expected
    "counterpart_within": count(10, 1, 120),  # minutes until who is sent for should have come
    "noticed_within": count(1, 1, 30),  # minutes until who waits should have been greeted
    "couriers": Kind([], are_names, "names"),  # offered when a courier comes
    "lobby_within": count(30, 5, 240),  # minutes until a courier should have left the lobby
    "closed_days": count(14, 1, 90),  # how long closed records stay on devices
    "personal_days": count(180, 1, 3650),  # unless the register says otherwise
    "leaver_days": count(180, 1, 3650),  # how long the list remembers who moved out
    "setup_skipped": Kind([], are_names),  # steps of setting up that are left out on purpose
    "retention": Kind({}, are_terms),  # and this, unless both do; it has a page of its own
}

# Those that a form asks for; the others have pages of their own.
ASKED = tuple(key for key, kind in SETTINGS.items() if kind.asked)


def fits(key: str, value: Any) -> bool:
    """Tell whether a value may be given to a setting."""
    return key in SETTINGS and SETTINGS[key].fits(value)
