"""Gather the words of the house into its catalogs, and compile what runs.

A word that only one register says lives in that register's folder; all others live in desk/. To
gettext they are one namespace: a sense of its own wants `pgettext("mail", …)`.
`make words` after writing a new text; bin/setup compiles what is missing or older than its source.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desk.i18n import DEFAULT, LOCALES

ROOT = Path(__file__).resolve().parent.parent
REGISTERS = "blueprints/registers"
SKIPPED = ("tests", "testing", "__pycache__")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
Key = tuple[str | None, str]
# Dates in a header would change with every run, and the journal of git tells them better.
BORN = datetime(2026, 11, 22, tzinfo=UTC)


def translated() -> tuple[str, ...]:
    """Return the locales that have a catalog; English stands in the code."""
    return tuple(locale for locale in LOCALES.values() if locale != DEFAULT)


def homes(root: Path = ROOT) -> list[Path]:
    """Return the folders that keep catalogs: the desk's, then each register's."""
    registers = sorted((root / REGISTERS).glob("*/__init__.py"))
    return [root / "desk", *(each.parent for each in registers)]


def directories(root: Path = ROOT) -> list[Path]:
    """Return the folders of translations that are there, for gettext to read."""
    found = [home / "translations" for home in homes(root)]
    return [each for each in found if each.is_dir()]


def catalog_file(locale: str, home: Path = ROOT / "desk") -> Path:
    """Name a home's catalog of a locale."""
    return home / "translations" / locale / "LC_MESSAGES" / "messages.po"


def methods(root: Path) -> list[tuple[str, str]]:
    """Read from pyproject.toml which files hold words, and how to find them there."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    found = settings["tool"]["babel"]["mappings"]
    return [(pattern, each["method"]) for each in found for pattern in each["pattern"]]


def said(root: Path = ROOT) -> dict[Path, Catalog]:
    """Extract every word that a person may read, and give each to its home."""
    settings: dict[str, Any] = {"keywords": KEYWORDS, "comment_tags": ("Words:",)}
    found = list(extract_from_dir(root, methods(root), directory_filter=wanted, **settings))
    sayers: dict[Key, set[Path]] = {}
    for name, _line, message, _comments, context in found:
        sayers.setdefault(key(message, context), set()).add(home_of(name, root))
    catalogs = {home: Catalog(charset="utf-8") for home in homes(root)}
    for name, _line, message, comments, context in found:
        owners = sayers[key(message, context)]
        home = next(iter(owners)) if len(owners) == 1 else root / "desk"
        catalogs[home].add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalogs


def key(message: object, context: str | None) -> Key:
    """Return what tells a message from another: its sense, and its text or singular."""
    return context, str(message[0] if isinstance(message, tuple) else message)


def home_of(name: str, root: Path) -> Path:
    """Return the folder whose catalog a file's own words go to."""
    parts = Path(name).parts
    inside = Path(*parts[:2]) == Path(REGISTERS) and len(parts) > 3
    return root / REGISTERS / parts[2] if inside else root / "desk"


def wanted(folder: str) -> bool:
    """Say whether a folder holds the house's own words."""
    name = Path(folder).name
    return name not in SKIPPED and not name.startswith((".", "node_modules"))


def load(locale: str, home: Path = ROOT / "desk") -> Catalog:
    """Read a home's catalog, or begin one."""
    path = catalog_file(locale, home)
    if not path.exists():
        return Catalog(locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def known(locale: str, root: Path = ROOT) -> dict[Key, Message]:
    """Return every translation of a locale, wherever it lives."""
    everywhere = (each for home in homes(root) for each in load(locale, home))
    return {key(each.id, each.context): each for each in everywhere if each.id}


def update(root: Path = ROOT) -> None:
    """Bring new words into every catalog, move those that changed home, drop those unsaid."""
    gathered = said(root)
    for locale in translated():
        before = known(locale, root)
        for home, words in gathered.items():
            if len(words) or catalog_file(locale, home).exists():
                write(filled(words, before, locale), catalog_file(locale, home))


def filled(words: Catalog, before: Mapping[Key, Message], locale: str) -> Catalog:
    """Return a catalog of these words with the translations that there are."""
    catalog = Catalog(locale)
    for each in words:
        if each.id:
            had = before.get(key(each.id, each.context))
            catalog.add(
                each.id,
                had.string if had else None,
                each.locations,
                auto_comments=each.auto_comments,
                user_comments=had.user_comments if had else (),
                context=each.context,
            )
    return catalog


def write(words: Catalog, path: Path) -> None:
    """Write a catalog the same way each time."""
    words.project, words.version = "Vestibule", "0"
    words.header_comment = (
        f"# Vestibule in {words.locale_identifier}. New texts come by `make words`."
    )
    words.msgid_bugs_address = words.last_translator = words.language_team = "Vestibule"
    words.creation_date = words.revision_date = BORN
    words.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, words, width=100, ignore_obsolete=True, include_lineno=False)


def compile_all(root: Path = ROOT) -> None:
    """Write the compiled catalogs, which git does not keep."""
    for path in (each for folder in directories(root) for each in folder.glob("*/*/messages.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read_po(source, locale=path.parts[-3]))


def missing(root: Path = ROOT) -> Iterator[str]:
    """Name what keeps the catalogs from being fresh and complete."""
    gathered = said(root)
    for locale in translated():
        for home, words in gathered.items():
            wanted_here = {key(each.id, each.context) for each in words if each.id}
            there = {key(each.id, each.context): each for each in load(locale, home) if each.id}
            where = f"{locale}, {home.relative_to(root)}"
            for each in sorted(wanted_here - there.keys(), key=str):
                yield f"{where}: {each} is not in the catalog; run make words"
            for each in sorted(there.keys() - wanted_here, key=str):
                yield f"{where}: {each} is said nowhere there; run make words"
            for each in sorted(wanted_here & there.keys(), key=str):
                if there[each].fuzzy or not all(forms(there[each].string)):
                    yield f"{where}: {each} waits for a translation"


def forms(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the plural forms of a translation, or its one form."""
    return (string or "",) if isinstance(string, str) or string is None else tuple(string)


def main(task: str) -> None:
    """Run one task by name."""
    if task in ("update", "compile"):
        update() if task == "update" else None
        compile_all()
    found = [] if task == "compile" else list(missing())
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found and task == "check" else 0)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "update")
