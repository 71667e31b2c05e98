"""Gather the words of the house into its catalogs, and compile what runs.

`make words` after writing a new text; bin/setup compiles what is missing or older than its source.
"""

import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desk.i18n import DEFAULT, LOCALES

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = ("tests", "testing", "__pycache__")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
# Dates in a header would change with every run, and the journal of git tells them better.
BORN = datetime(2026, 11, 22, tzinfo=UTC)


def translated() -> tuple[str, ...]:
    """Return the locales that have a catalog; English stands in the code."""
    return tuple(locale for locale in LOCALES.values() if locale != DEFAULT)


def catalog_file(locale: str, root: Path = ROOT) -> Path:
    """Name the catalog of a locale."""
    return root / "desk" / "translations" / locale / "LC_MESSAGES" / "messages.po"


def methods(root: Path) -> list[tuple[str, str]]:
    """Read from pyproject.toml which files hold words, and how to find them there."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    found = settings["tool"]["babel"]["mappings"]
    return [(pattern, each["method"]) for each in found for pattern in each["pattern"]]


def template(root: Path = ROOT) -> Catalog:
    """Extract every word that a person may read."""
    words = Catalog(project="Vestibule", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(
        root, methods(root), keywords=KEYWORDS, comment_tags=("Words:",), directory_filter=wanted
    ):
        words.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return words


def wanted(folder: str) -> bool:
    """Say whether a folder holds the house's own words."""
    name = Path(folder).name
    return name not in SKIPPED and not name.startswith((".", "node_modules"))


def load(locale: str, root: Path = ROOT) -> Catalog:
    """Read a catalog, or begin one."""
    path = catalog_file(locale, root)
    if not path.exists():
        return Catalog(locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def update(root: Path = ROOT) -> None:
    """Bring new words into every catalog and drop those nobody says any more."""
    gathered = template(root)
    for locale in translated():
        words = load(locale, root)
        words.update(gathered, no_fuzzy_matching=True, update_creation_date=False)
        write(words, catalog_file(locale, root))


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
    for locale in translated():
        path = catalog_file(locale, root).with_suffix(".mo")
        with path.open("wb") as file:
            write_mo(file, load(locale, root))


def missing(root: Path = ROOT) -> Iterator[str]:
    """Name what keeps the catalogs from being fresh and complete."""
    said = {(each.context, each.id) for each in template(root) if each.id}
    for locale in translated():
        words = load(locale, root)
        known = {(each.context, each.id): each for each in words if each.id}
        for key in sorted(said - known.keys(), key=str):
            yield f"{locale}: {key} is not in the catalog; run make words"
        for key in sorted(known.keys() - said, key=str):
            yield f"{locale}: {key} is said nowhere; run make words"
        for key in sorted(said & known.keys(), key=str):
            if known[key].fuzzy or not all(forms(known[key].string)):
                yield f"{locale}: {key} waits for a translation"


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
