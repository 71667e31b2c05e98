"""Samples: what a good entry of an action holds. Each register's tests/factory.py lists its own."""

from dataclasses import dataclass, field
from importlib import import_module

from desk.register import PACKAGE

Values = dict[str, str | list[str]]


@dataclass(frozen=True)
class Sample:
    """One action with values that its form accepts."""

    action: str
    values: Values = field(default_factory=dict)
    personal: dict[str, str] = field(default_factory=dict)


def samples(register: str) -> tuple[Sample, ...]:
    """Return a register's samples, the creating one first."""
    found: tuple[Sample, ...] = import_module(f"{PACKAGE}.{register}.tests.factory").SAMPLES
    return found
