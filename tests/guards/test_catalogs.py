"""Every word in every language: catalogs fresh, placeholders equal, one sense for a message."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from desk.words import KEYWORDS
from tests.guards.house import ROOT, none, plant

LANGUAGES = ("zh_Hans", "zh_Hant", "es")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?\w+")
AGAIN = "run `make words` and translate it"


@dataclass(frozen=True)
class Key:
    """A message and the sense in which it is meant."""

    text: str
    sense: str = ""


def written(root: Path) -> set[Key]:
    """Return every message in the code and the templates."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(pattern, each["method"]) for each in mappings for pattern in each["pattern"]]
    found = extract_from_dir(str(root), methods, keywords=KEYWORDS)
    return {Key(one(message), sense or "") for _, _, message, _, sense in found}


def one(message: object) -> str:
    """Return a message's identity: of a plural its singular."""
    return str(message[0] if isinstance(message, tuple) else message)


def catalogs(root: Path, language: str) -> Iterator[tuple[str, Catalog]]:
    for path in sorted(root.glob(f"**/translations/{language}/LC_MESSAGES/messages.po")):
        if "node_modules" not in path.parts and ".venv" not in path.parts:
            with path.open("rb") as file:
                yield path.relative_to(root).as_posix(), read_po(file, locale=language)


def translated(catalog: Catalog) -> Iterator[tuple[Key, tuple[str, ...], bool]]:
    for message in catalog:
        if message.id:
            told = [message.string] if isinstance(message.string, str) else message.string
            strings = tuple(map(str, told or [""]))
            yield Key(one(message.id), message.context or ""), strings, message.fuzzy


def stale(root: Path, language: str, wanted: set[Key]) -> Iterator[str]:
    done: set[Key] = set()
    for name, catalog in catalogs(root, language):
        for key, strings, fuzzy in translated(catalog):
            if key not in wanted:
                yield f"{name}: {key.text!r} is written nowhere any more; {AGAIN}"
            if all(strings) and not fuzzy:
                done.add(key)
    for key in sorted(wanted - done, key=lambda key: key.text):
        yield f"{language}: {key.text!r} {key.sense} has no translation; {AGAIN}"


def unequal(root: Path, language: str) -> Iterator[str]:
    for name, catalog in catalogs(root, language):
        for key, strings, _ in translated(catalog):
            for text in filter(None, strings):
                if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(key.text)):
                    yield f"{name}: {key.text!r} and {text!r} differ in placeholders or tags"


def torn(root: Path, language: str) -> Iterator[str]:
    seen: dict[Key, tuple[str, ...]] = {}
    for name, catalog in catalogs(root, language):
        for key, strings, _ in translated(catalog):
            if seen.setdefault(key, strings) != strings:
                yield f"{name}: {key.text!r} is translated twice; use pgettext for its own sense"


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogs_are_complete(language: str) -> None:
    if not list(catalogs(ROOT, language)):
        pytest.skip(f"no catalog for {language} yet")
    faults = [*stale(ROOT, language, written(ROOT)), *unequal(ROOT, language)]
    none([*faults, *torn(ROOT, language)])


def po(root: Path, folder: str, *entries: str) -> None:
    plant(root, f"{folder}/translations/es/LC_MESSAGES/messages.po", "\n\n".join(entries) + "\n")


def test_it_sees_what_is_written(tmp_path: Path) -> None:
    plant(tmp_path, "desk/a.py", '_("One"); _l("Two"); pgettext("mail", "Name")')
    plant(tmp_path, "templates/a/b.html", "{{ _('Three') }}")
    assert written(tmp_path) == {Key("One"), Key("Two"), Key("Name", "mail"), Key("Three")}


def test_it_sees_a_missing_and_a_useless_translation(tmp_path: Path) -> None:
    po(tmp_path, "desk", 'msgid "Old"\nmsgstr "Viejo"', 'msgid "New"\nmsgstr ""')
    assert len(list(stale(tmp_path, "es", {Key("New")}))) == 2


@pytest.mark.parametrize("text", ["Faltan %(n)s", "<b>Faltan</b> %(count)s", "Faltan"])
def test_it_sees_unequal_placeholders(tmp_path: Path, text: str) -> None:
    po(tmp_path, "desk", f'msgid "%(count)s left"\nmsgstr "{text}"')
    assert len(list(unequal(tmp_path, "es"))) == 1


def test_it_sees_a_message_with_two_translations(tmp_path: Path) -> None:
    po(tmp_path, "desk", 'msgid "Name"\nmsgstr "Nombre"')
    po(tmp_path, "blueprints/registers/mail", 'msgid "Name"\nmsgstr "Título"')
    assert len(list(torn(tmp_path, "es"))) == 1
