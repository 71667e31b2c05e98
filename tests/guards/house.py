"""Read the house's own files, for the guards."""

import ast
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Migrations are written by a command, and as long as their tables are many.
SKIPPED = {"node_modules", "build", "var", "versions", "__pycache__", "test-results"}

# A guard yields one message for each violation in a house.
Guard = Callable[[Path], Iterator[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(root: Path, *suffixes: str) -> Iterator[tuple[str, Path]]:
    """Yield each of our own files with its path inside the house."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in SKIPPED and not f.startswith("."))
        for name in sorted(names):
            if name.endswith(suffixes):
                path = Path(folder) / name
                yield path.relative_to(root).as_posix(), path


def lines(path: Path) -> int:
    """Count the lines that are not blank."""
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of everything that a Python file imports, late imports too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def is_test(name: str) -> bool:
    """Tell tests and their tools from the house itself."""
    return name.startswith("tests/") or "/tests/" in name


def code(path: Path) -> list[tuple[int, str]]:
    """Return a JavaScript file's numbered lines without its comments."""
    text = re.sub(
        r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), path.read_text("utf-8"), flags=re.S
    )
    return [
        (number, re.sub(r"(^|\s)//.*", "", line))
        for number, line in enumerate(text.splitlines(), start=1)
    ]


def none(faults: Iterable[str]) -> None:
    """Fail with every message of a guard, if there is one."""
    if found := list(faults):
        pytest.fail("\n" + "\n".join(found), pytrace=False)


def plant(root: Path, name: str, text: str) -> None:
    """Put a violation into a house of its own."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
