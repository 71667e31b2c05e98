"""The kinds of pass that a gate reads: how long one may hold, how old a trust list may be."""

from collections.abc import Mapping
from typing import Final

from desk.gate.verdict import Kind

RELEASE: Final = 1

KINDS: Final[Mapping[int, Kind]] = {RELEASE: Kind(longest=24 * 3600)}
NAMES: Final[Mapping[int, str]] = {RELEASE: "item-release pass"}
