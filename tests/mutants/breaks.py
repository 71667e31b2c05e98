"""What a break is: something that somebody could do to the code by mistake (offline.md T18)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Break:
    """A change to one file: old text, which must be there once, and new; the test that fails.

    A test is `file::name` as pytest knows it, with its options; in JavaScript the name's first
    words.
    """

    name: str
    file: str
    edits: tuple[tuple[str, str], ...]
    test: str
    options: tuple[str, ...] = ()


def one(
    name: str, file: str, old: str, new: str, test: str, options: tuple[str, ...] = ()
) -> Break:
    """Make a break of a single edit."""
    return Break(name, file, ((old, new),), test, options)
