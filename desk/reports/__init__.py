"""Reports on a register of comings and goings: a folder says in `report.py` which times count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from desk.register import PACKAGE, registers


@dataclass(frozen=True, kw_only=True)
class Report:
    """Name the columns of a register's table that a report is made of."""

    came: str
    left: str
    back: str  # when the slip came back
    unseen: str  # when the house closed it by itself, nobody having been seen leaving
    reason: str  # a choice of the form
    meeting: str = ""  # which meeting room they had
    also: tuple[str, ...] = ()  # final states without a paper that are visits all the same


@cache
def reports() -> dict[str, Report]:
    """Return the reports of this house by register."""
    modules = {name: f"{PACKAGE}.{name}.report" for name in registers()}
    return {name: import_module(path).report for name, path in modules.items() if find_spec(path)}
