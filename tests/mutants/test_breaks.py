"""The list of breaks keeps up with the code: each edit fits, each named test is there."""

import pytest

from tests.mutants.breaks import Break
from tests.mutants.found import ALL
from tests.mutants.runner import ROOT, edited

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
    assert len({one.name for one in ALL}) == len(ALL) >= 50


def test_old_text_that_is_gone_is_told() -> None:
    stale = Break("x", "app.py", (("no such text", ""),), "app.py::x")
    with pytest.raises(LookupError, match=r"stale: app\.py has this 0 times"):
        edited("something else", stale)
