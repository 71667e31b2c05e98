"""Settings as a form asks for them: typed values out of what was typed, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import gettext as _

from desk.errors import Refusal
from desk.i18n import DEFAULT, LOCALES, NAMES, request_code
from desk.papers import spoken
from desk.settings import DAYS, SETTINGS, fits

Given = Mapping[str, Any]
SPAN = re.compile(r"\s*[-–—~～至到]\s*")
BETWEEN = re.compile(r"\s*[,;，；、\n]\s*")
TOLD = 3  # of a list, before the rest is only counted


def typed(key: str, given: Given, now: Any) -> Any:
    """Return the value that a form means; `now` is what stands. Raises Refusal."""
    kind = SETTINGS[key]
    value = READERS[kind.asked](given, now)
    if not fits(key, value):
        raise Refusal(f"setting_{kind.asked}", 400, field=key, low=kind.low, high=kind.high)
    return value


def asked(key: str, value: Any) -> dict[str, Any]:
    """Return what stands in the form's fields at first."""
    return WRITERS[SETTINGS[key].asked](value)


def told(key: str, value: Any) -> str:
    """Say a value in a line, in the reader's language; empty for what a line cannot say."""
    return TELLERS[SETTINGS[key].asked](value)


def line(given: Given, name: str = "value") -> str:
    """Return one thing that was typed, without the space around it."""
    found = given.get(name, "")
    return found.strip() if isinstance(found, str) else ""


def lines(given: Given, name: str = "value") -> list[str]:
    """Return what was typed one a line, or with commas between."""
    return [one for one in BETWEEN.split(line(given, name)) if one]


def whole(given: Given, _now: Any) -> int | None:
    """Return a whole number; None for anything else."""
    text = line(given)
    return int(text) if text.isdecimal() and len(text) < 10 else None


def clock(text: str) -> str:
    """Write a time as it is kept: 9:30 and 9：30 are 09:30."""
    return text.replace("：", ":").zfill(5)


def span(text: str) -> list[str]:
    """Return from when to when."""
    return [clock(end) for end in SPAN.split(text.strip())]


def night(given: Given, _now: Any) -> list[str]:
    """Return from when to when, nothing where nothing was typed."""
    return [clock(text) for name in ("from", "to") if (text := line(given, name))]


READERS: dict[str, Callable[[Given, Any], Any]] = {
    "words": lambda given, _now: {code: text for code in LOCALES if (text := line(given, code))},
    "picture": lambda given, _now: line(given),
    "zone": lambda given, _now: line(given),
    "time": lambda given, _now: clock(line(given)),
    "number": whole,
    "yes": lambda given, _now: line(given) == "yes",
    "names": lambda given, _now: lines(given),
    "dates": lambda given, _now: sorted(lines(given)),
    "pair": lambda given, _now: list(
        dict.fromkeys(code for name in ("first", "second") if (code := line(given, name)))
    ),
    "week": lambda given, _now: {day: [span(one) for one in lines(given, day)] for day in DAYS},
    "night": night,
    "papers": lambda given, now: {**now, **given},
}
WRITERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "words": lambda value: {DEFAULT: value} if isinstance(value, str) else dict(value),
    "picture": lambda value: {"value": value},
    "zone": lambda value: {"value": value},
    "time": lambda value: {"value": value},
    "number": lambda value: {"value": str(value)},
    "yes": lambda value: {"value": "yes" if value else ""},
    "names": lambda value: {"value": "\n".join(value)},
    "dates": lambda value: {"value": "\n".join(value)},
    "pair": lambda value: dict(zip(("first", "second"), value, strict=False)),
    "week": lambda week: {day: hours(week.get(day, [])) for day in DAYS},
    "night": lambda value: dict(zip(("from", "to"), value, strict=False)),
    "papers": dict,
}


def hours(spans: list[list[str]]) -> str:
    """Write the working hours of a day."""
    return ", ".join("–".join(ends) for ends in spans)


def some(values: list[str]) -> str:
    """Name the first of a list, and count the rest."""
    rest = len(values) - TOLD
    return ", ".join(values[:TOLD]) + (f" +{rest}" if rest > 0 else "")


def week(value: Mapping[str, list[list[str]]]) -> str:
    """Say working hours, days that are alike together."""
    names = get_day_names("abbreviated", locale=get_locale())
    told: list[str] = []
    numbered = list(enumerate(DAYS))
    for text, group in groupby(numbered, lambda day: hours(value.get(day[1], []))):
        days = [number for number, _day in group]
        ends = dict.fromkeys((names[days[0]], names[days[-1]]))
        told += [f"{'–'.join(ends)} {text}"] if text else []
    return " · ".join(told)


def languages(value: list[str]) -> str:
    """Name languages as they call themselves."""
    return ", ".join(NAMES[code] for code in value)


def papers(value: Mapping[str, str]) -> str:
    """Name the papers that are printed on, each once."""
    from desk.print_pages import PAPER_WORDS  # it knows all pages of the house

    return ", ".join(dict.fromkeys(str(PAPER_WORDS.get(one, one)) for one in value.values()))


TELLERS: dict[str, Callable[[Any], str]] = {
    "words": lambda value: spoken(value, request_code()),
    "picture": lambda _value: "",
    "zone": str,
    "time": str,
    "number": str,
    "yes": lambda value: str(_("Yes") if value else _("No")),
    "names": some,
    "dates": some,
    "pair": languages,
    "week": week,
    "night": lambda value: "–".join(value),
    "papers": papers,
}
