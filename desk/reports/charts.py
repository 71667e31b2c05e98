"""Draw counts as columns: one path, in whole units, for the binder to set."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 4000, 100  # of the box that templates give it


def columns(counts: Sequence[int]) -> str:
    """Return a path with a column for each count, the highest as high as the box."""
    most, step = max(counts, default=0) or 1, WIDTH // max(len(counts), 1)
    gap = step // 10
    heights = [-(-HEIGHT * count // most) for count in counts]
    return "".join(
        f"M{place * step + gap} {HEIGHT}v-{high}h{step - 2 * gap}v{high}z"
        for place, high in enumerate(heights)
        if high
    )
