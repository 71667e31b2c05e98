"""The list of breaks keeps up with the code: each edit fits, each named test is there."""

import pytest

from tests.mutants.breaks import Break
from tests.mutants.everything import ALL
from tests.mutants.runner import ROOT, edited, failed

every = pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)


@every
def test_it_fits_the_code(one: Break) -> None:
    text = (ROOT / one.file).read_text("utf-8")
    assert edited(text, one) != text


@every
def test_its_test_is_there(one: Break) -> None:
    file, _, name = one.test.partition("::")
    assert name.split("::")[-1] in (ROOT / file).read_text("utf-8")


def test_there_are_enough() -> None:
    assert len({one.name for one in ALL}) == len(ALL) >= 120


def test_old_text_that_is_gone_is_told() -> None:
    stale = Break("x", "app.py", (("no such text", ""),), "app.py::x")
    with pytest.raises(LookupError, match=r"stale: app\.py has this 0 times"):
        edited("something else", stale)


@pytest.mark.parametrize(
    ("told", "noticed"),
    [
        ("F\n1 failed, 2 passed in 3.21s\n", True),
        ("FAILED a.py::b\n!!! stopping after 1 failures !!!\n1 failed in 3.21s", True),
        ("E\n1 error in 3.21s\n", False),
        ("2 passed in 3.21s\n", False),
        ("no tests ran in 0.01s\n", False),
        ("    not ok 2 - two tabs take no number twice\n# fail 1\n", True),
        ("not ok 1 - tests/js/saving.test.js\n# fail 1\n", False),
        ("ok 1 - two tabs take no number twice\n# fail 0\n", False),
    ],
)
def test_a_test_that_could_not_begin_has_noticed_nothing(told: str, noticed: bool) -> None:
    assert failed(told, "two tabs") is noticed
