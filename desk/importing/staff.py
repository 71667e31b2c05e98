"""Who works here, out of a file; PINs and passwords never come this way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from flask_babel import force_locale

from desk import roles
from desk.i18n import LOCALES
from desk.importing.headings import bare
from desk.importing.values import CODE_LIMIT, LANGUAGES, Bad, one_line, required, said
from desk.importing.wanted import Key, Reading, Wanted
from desk.staff import LOGIN

SEPARATORS = str.maketrans("、，；/|&+;", ",,,,,,,,")


def read(reading: Reading, usual_lang: str, administers: bool) -> Iterator[Wanted]:
    """Yield a member of staff for each line that can be read."""
    for line in reading.lines():
        name = reading.value("name", required, "")
        held: list[str] = reading.value("roles", held_roles, [])
        login = reading.value("login", user_name, "")
        ref = reading.value("ref", lambda text: one_line(text, CODE_LIMIT), "")
        lang = reading.value("lang", lambda text: said(text, LANGUAGES, usual_lang), usual_lang)
        if roles.ADMINISTRATOR in held and not administers:
            reading.bad("roles", "above_you")
        if reading.faulty:
            continue
        values: dict[str, object] = {"name": name, "roles": held}
        if reading.has("lang"):
            values["lang"] = lang
        if reading.has("login"):
            values["login"] = login or None
        yield Wanted(line.number, values, ref, keys(login, name))


def keys(login: str, name: str) -> tuple[Key, ...]:
    """Return what finds a member of staff again: the user name, then the name."""
    by_login = ((login,),) if login else ()
    return (*by_login, ("", bare(name)))


def held_roles(text: str) -> list[str]:
    """Return roles named in any of the four languages, parted by commas; raise Bad."""
    known = titles()
    said_roles = [bare(one) for one in required(text).translate(SEPARATORS).split(",")]
    found = [known.get(one, "") for one in said_roles if one]
    if not all(found):
        raise Bad("unknown_word")
    return list(dict.fromkeys(found))


@cache
def titles() -> dict[str, str]:
    """Return every role by its titles, folded."""
    known = {bare(role.name): role.name for role in roles.ROLES}
    for locale in LOCALES.values():
        with force_locale(locale):
            known |= {bare(str(role.title)): role.name for role in roles.ROLES}
    return known


def user_name(text: str) -> str:
    """Return a login; raise Bad."""
    found = one_line(text, 80).casefold()
    if found and not LOGIN.fullmatch(found):
        raise Bad("bad_login")
    return found
