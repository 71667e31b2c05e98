"""Nothing in the house depends on, or tells of, the place where it was made."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.house import ROOT, files, none, plant

# Written in pieces, so that this file does not find itself.
HOSTS = "|".join(
    re.escape(host)
    for host in (
        "py" + "pi.org",
        "python" + "hosted.org",
        "registry." + "npmjs",
        "registry." + "yarnpkg",
        "deb." + "debian.org",
        "archive." + "ubuntu.com",
        "proxy." + "golang.org",
    )
)
PLACES = "|".join(f"/{place}/" for place in ("ro" + "ot", "wo" + "rk", "Us" + "ers"))
WRONG = (
    (re.compile(HOSTS), "tools know their registry; name the package only"),
    (re.compile(rf"(?<![\w.$}}/-])(?:{PLACES}|/ho" + r"me/\w+/)"), "make it relative to the house"),
)
# Signed vectors and locks are long and come from our own tools; the locks have their own guard.
SUFFIXES = (".py", ".js", ".mjs", ".html", ".css", ".md", ".toml", ".json", ".yml", ".po", ".cfg")
PROGRAMS = ("bin", ".ci")


def readable(root: Path) -> Iterator[tuple[str, Path]]:
    yield from files(root, *SUFFIXES)
    for folder in PROGRAMS:
        for path in sorted((root / folder).glob("*")):
            yield f"{folder}/{path.name}", path
    yield from (("Makefile", root / "Makefile"),) if (root / "Makefile").exists() else ()


def telling(root: Path) -> Iterator[str]:
    for name, path in readable(root):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            for pattern, advice in WRONG:
                if match := pattern.search(line):
                    yield f"{name}:{number} {match[0]}: {advice}"


def test_no_file_tells_of_a_machine() -> None:
    none(telling(ROOT))


@pytest.mark.parametrize(
    "text",
    ["see https://py" + "pi.org/project/flask", "open('/ro" + "ot/.cache')", "cd /ho" + "me/ann/x"],
)
def test_it_sees_a_machine(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "docs/a.md", text)
    assert len(list(telling(tmp_path))) == 1
