"""The house budget: what fits on a screen is read, what does not is not."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.guards.house import ROOT, Guard, files, functions, is_test, lines, none, plant

SPLIT = "split it by noun: one file per thing the front desk would name"
LONG_FUNCTION = 40
MEDIAN_FILE, MEDIAN_FUNCTION = 75, 10


def limit(name: str) -> int:
    """Return how many lines a file may have."""
    if is_test(name):
        return 450
    return {".py": 300, ".js": 150, ".mjs": 150, ".html": 150}[Path(name).suffix]


def long_files(root: Path) -> Iterator[str]:
    for name, path in files(root, ".py", ".js", ".mjs", ".html"):
        if (found := lines(path)) > limit(name):
            yield f"{name}: {found} lines, at most {limit(name)}; {SPLIT}"


def long_functions(root: Path) -> Iterator[str]:
    for name, path in files(root, ".py"):
        for function in functions(path):
            found = (function.end_lineno or 0) - function.lineno + 1
            if found > LONG_FUNCTION:
                yield (
                    f"{name}:{function.lineno} {function.name}: {found} lines, at most "
                    f"{LONG_FUNCTION}; name its paragraphs and make each a function"
                )


def medians(root: Path) -> Iterator[str]:
    ours = [path for name, path in files(root, ".py") if not is_test(name)]
    sizes = [found for path in ours if (found := lines(path))]
    spans = [(f.end_lineno or 0) - f.lineno + 1 for path in ours for f in functions(path)]
    if sizes and median(sizes) > MEDIAN_FILE:
        yield f"the median Python file has {median(sizes)} lines, at most {MEDIAN_FILE}; {SPLIT}"
    if spans and median(spans) > MEDIAN_FUNCTION:
        yield f"the median function has {median(spans)} lines, at most {MEDIAN_FUNCTION}"


@pytest.mark.parametrize("guard", [long_files, long_functions, medians])
def test_the_house_keeps_its_budget(guard: Guard) -> None:
    none(guard(ROOT))


@pytest.mark.parametrize(
    ("name", "count"), [("desk/a.py", 300), ("static/js/a.js", 150), ("templates/a.html", 150)]
)
def test_it_sees_one_line_too_many(tmp_path: Path, name: str, count: int) -> None:
    plant(tmp_path, name, "x\n\n" * count)
    assert list(long_files(tmp_path)) == []
    plant(tmp_path, name, "x\n" * (count + 1))
    assert SPLIT in "".join(long_files(tmp_path))


def test_it_sees_a_long_function(tmp_path: Path) -> None:
    plant(tmp_path, "desk/a.py", "def f():\n" + "    x = 1\n" * 40)
    assert "desk/a.py:1 f: 41 lines" in "".join(long_functions(tmp_path))


def test_it_sees_medians_climb(tmp_path: Path) -> None:
    plant(tmp_path, "desk/a.py", "def f():\n" + "    x = 1\n" * 80)
    assert len(list(medians(tmp_path))) == 2
