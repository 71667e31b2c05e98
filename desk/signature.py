"""A signature as a personal value: whole numbers, stroke after stroke, as a finger drew them.

`600 240;12,40 5,-3 6,-4;80,10`: the pad's width and height, then for each stroke where it begins
and the steps from there. Twin of static/js/models/signature.js, on the same vectors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

MOST = 12_000  # characters
STEP = "-?[0-9]{1,4},-?[0-9]{1,4}"
PATTERN = f"[1-9][0-9]{{1,3}} [1-9][0-9]{{1,3}}(?:;{STEP}(?: {STEP})*)+"
WRITTEN = re.compile(PATTERN)
DOT = 0.05  # of the pad's height: no name is smaller

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Signature:
    """What was drawn, on a pad of this size, in the pad's own units."""

    width: int
    height: int
    strokes: tuple[tuple[Point, ...], ...]

    @property
    def path(self) -> str:
        """Return the strokes as an SVG path; a stroke of one point is a dot of a round pen."""
        return "".join(
            "M" + "L".join(f"{x} {y}" for x, y in (stroke if len(stroke) > 1 else stroke * 2))
            for stroke in self.strokes
        )

    @property
    def is_dot(self) -> bool:
        """Tell whether it is so small that it may have been a slip of the finger."""
        points = [point for stroke in self.strokes for point in stroke]
        across = [max(axis) - min(axis) for axis in zip(*points, strict=True)]
        return bool(max(across) < self.height * DOT)


def read(text: str) -> Signature | None:
    """Read the value; None for what no pad would write, or what leaves the pad."""
    if len(text) > MOST or WRITTEN.fullmatch(text) is None:
        return None
    size, *drawn = text.split(";")
    width, height = (int(one) for one in size.split(" "))
    strokes = tuple(_stroke(one) for one in drawn)
    inside = all(0 <= x <= width and 0 <= y <= height for stroke in strokes for x, y in stroke)
    return Signature(width, height, strokes) if inside else None


def _stroke(text: str) -> tuple[Point, ...]:
    steps = [tuple(int(one) for one in step.split(",")) for step in text.split(" ")]
    return tuple(accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1])))
