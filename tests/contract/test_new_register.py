"""A new register is one folder, and one migration that a command writes."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
TOY = Path(__file__).with_name("keys")
SHARED = (".venv", "node_modules")  # brought by bin/setup, and only read here
LEFT = (".git", "build", "var", "__pycache__", ".*_cache", ".hypothesis", *SHARED)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Copy the house, and put the toy register into it."""
    copy = tmp_path_factory.mktemp("scratch") / "house"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT))
    for name in SHARED:
        (copy / name).symlink_to(ROOT / name)
    shutil.copytree(TOY, copy / "blueprints" / "registers" / "keys")
    yield copy
    shutil.rmtree(copy)


def files(house: Path) -> set[str]:
    """Name the sources of a house."""
    left = {".venv", "node_modules", "__pycache__", "build", "var"}
    found = {path.relative_to(house) for path in house.rglob("*") if path.is_file()}
    return {
        str(path)
        for path in found
        if not left.intersection(path.parts) and not path.parts[0].endswith("_cache")
    }


def run(house: Path, *command: str) -> str:
    """Run a command of the scratch house with a data folder of its own; return what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VESTIBULE_")}
    env = {
        **kept,
        "PATH": f"{house}/.venv/bin:{kept['PATH']}",
        "VESTIBULE_DATA": str(house / "var"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        command, cwd=house, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_a_command_writes_the_one_file_that_is_not_in_the_folder(scratch: Path) -> None:
    before = files(scratch)
    run(scratch, "bin/migration", "keys")
    fresh = files(scratch) - before
    assert len(fresh) == 1
    migration = scratch / fresh.pop()
    assert migration.parent == scratch / "migrations" / "versions"
    assert 'create_table(\n        "key"' in migration.read_text("utf-8")


def test_the_contract_covers_it_at_once(scratch: Path) -> None:
    run(scratch, "flask", "roles", "--write")  # a page made from the code, like the migration
    said = run(scratch, "python", "-m", "pytest", "-q", "-k", "keys", "tests/contract")
    assert " passed" in said
    assert " failed" not in said


def test_its_pages_are_built_in_every_language(scratch: Path) -> None:
    run(scratch, "flask", "pages", "build")
    for language in ("en", "zh-Hans", "zh-Hant", "es"):
        for page in ("", "new/", "detail/"):
            html = scratch / "build" / "site" / language / "keys" / page / "index.html"
            assert "<h1" in html.read_text("utf-8")
