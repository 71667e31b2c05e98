"""Say what a paper may show of a record; the twin of `static/js/models/papers.js`.

Both run on `tests/vectors/papers.json`. A paper is carried about in the open: of the host it
knows a room and initials, never a phone or a document's number.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desk import lines
from desk.hours import moment
from desk.qr import record_code
from desk.text import clean

# Sizes in mm; no height: a roll, cut where the content ends.
SIZES: Mapping[str, tuple[int, int | None]] = {
    "roll80": (80, None),
    "a6": (105, 148),
    "a5": (148, 210),
    "a4": (210, 297),
}
LISTED = 4  # numbers of companions on one slip; more become a count
IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
PUBLIC = ("name", "belongings")
NAMED = ("item",)  # of a record's lines: what leaves the house stands on its paper by its name
JAM_MS = 120_000
LONG = 24  # characters of a name that is set smaller


@dataclass(frozen=True)
class Surroundings:
    """What a paper needs besides its record: the site's settings and the rows it points to."""

    settings: Mapping[str, Any]
    host: str = ""
    room: str = ""
    party: Sequence[str] = ()
    counterpart: str = ""  # of the staff: their name is no secret


@dataclass(frozen=True)
class Wish:
    """How a copy is wanted: the bearer's language, and when an earlier copy is repeated."""

    lang: str
    reprint: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def scope(record: Mapping[str, Any], around: Surroundings, wish: Wish) -> dict[str, Any]:
    """Return the values that a document's template is filled with."""
    also = second_language(around.settings, wish.lang)
    personal = record.get("p", {})
    return {
        "no": record.get("no"),
        "state": record.get("state"),
        "opened": record.get("at"),
        "room": around.room or record.get("room"),
        "host": initials(around.host or personal.get("host_name", "")),
        "counterpart": around.counterpart or None,
        "f": record.get("f", {}),
        "days": days(record.get("f", {}), around.settings.get("zone", "UTC")),
        "weekdays": [one for one in (record.get("f", {}).get("weekdays") or "").split(",") if one],
        "p": {name: personal[name] for name in PUBLIC if personal.get(name)},
        "long": "yes" if len(personal.get("name", "")) > LONG else None,
        "party": party(around.party),
        "qr": record_code(record["id"]),
        "site": site(around.settings, wish.lang, also),
        "also": also,
        "lang": wish.lang,
        "demo": bool(around.settings.get("demo")),
        "reprint": wish.reprint,
        **{each: lines.rows(each, NAMED, record) for each in lines.kinds(record.get("f", {}))},
        **wish.extra,
    }


def days(fields: Mapping[str, Any], zone: str) -> dict[str, int]:
    """Return the noon of every day that a record names, in ms UTC, as papers write moments."""
    named = {name: value for name, value in fields.items() if name.endswith("_day") and value}
    return {name: moment(date.fromisoformat(day), "12:00", zone) for name, day in named.items()}


def second_language(settings: Mapping[str, Any], lang: str) -> str:
    """Return the language that stands beside the bearer's: the house's first other one."""
    return next((other for other in settings.get("paper_languages", ()) if other != lang), "")


def site(settings: Mapping[str, Any], lang: str, also: str) -> dict[str, Any]:
    """Return the site's own words, in one language or two."""
    names, areas = settings.get("site_name", {}), settings.get("waiting_area", {})
    return {
        "name": spoken(names, lang),
        "name_also": beside(names, lang, also),
        "waiting_area": spoken(areas, lang),
        "waiting_area_also": beside(areas, lang, also),
        "logo": settings.get("logo") or None,
        "seal": settings.get("seal") or None,
    }


def beside(words: Mapping[str, str] | str, lang: str, also: str) -> str:
    """Return a text in the second language where it says something else."""
    other = "" if isinstance(words, str) else words.get(also, "")
    return "" if other == spoken(words, lang) else other


def spoken(words: Mapping[str, str] | str, lang: str) -> str:
    """Return a text in a language, else in the first one it has; one text may serve all."""
    if isinstance(words, str):
        return words
    return words.get(lang) or next(iter(words.values()), "")


def initials(name: str) -> str:
    """Shorten a name for eyes that need not know it: 张*, or first and last initial."""
    words = clean(name, lines=False).replace("-", " ").split()
    if not words:
        return ""
    if IDEOGRAPH.match(words[0]):
        return words[0][0] + "*"
    ends = words[:1] + words[1:][-1:]
    return " ".join(f"{word[0].upper()}." for word in ends)


def copy_kind(printed: int | None, now: int) -> str:
    """Say whether printing now is the `first` copy, a `jam` within two minutes, or a `reprint`."""
    if printed is None:
        return "first"
    return "reprint" if now - printed > JAM_MS else "jam"


def party(numbers: Sequence[str]) -> list[str]:
    """List the numbers of those who came together."""
    more = len(numbers) - LISTED
    return [*numbers[:LISTED], *([f"+{more}"] if more > 0 else [])]
