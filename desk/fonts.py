"""Turn the whole-font WOFF2 files from npm into the TTF files that papers embed.

Converted once, because unpacking at print time costs nine seconds a process. Never the packages'
unicode-range slices: WeasyPrint tells embedded fonts apart by family and weight alone, and would
set wrong glyphs.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules" / "@fontsource"
BUILT = ROOT / "build" / "fonts"
WEIGHTS = (400, 700)
SUBSETS = {
    "House Latin": ("noto-sans", "latin"),
    "House Latin Ext": ("noto-sans", "latin-ext"),
    "House Cyrillic": ("noto-sans", "cyrillic"),
    "House Greek": ("noto-sans", "greek"),
    "House Vietnamese": ("noto-sans", "vietnamese"),
    "House SC": ("noto-sans-sc", "chinese-simplified"),
    "House TC": ("noto-sans-tc", "chinese-traditional"),
}


@dataclass(frozen=True)
class Font:
    """One converted file: its family on paper, its weight, where it comes from and goes to."""

    family: str
    weight: int
    source: Path
    target: Path

    @property
    def stale(self) -> bool:
        """Say whether the file is missing or older than its source."""
        made = self.target.stat().st_mtime if self.target.exists() else -1.0
        return made < self.source.stat().st_mtime


def fonts(built: Path = BUILT) -> list[Font]:
    """List every font that papers use."""
    return [
        Font(
            family,
            weight,
            PACKAGES / package / "files" / f"{package}-{subset}-{weight}-normal.woff2",
            built / f"{re.sub(' ', '-', family.lower())}-{weight}.ttf",
        )
        for family, (package, subset) in SUBSETS.items()
        for weight in WEIGHTS
    ]


def build(wanted: Iterable[Font] | None = None) -> int:
    """Convert what is stale; return how many files were written. Needs the build group."""
    stale = [font for font in (fonts() if wanted is None else wanted) if font.stale]
    for font in stale:
        convert(font)
    return len(stale)


def convert(font: Font) -> None:
    """Write one TTF beside its place and move it there, so that no reader sees half a file."""
    from fontTools.ttLib import TTFont

    font.target.parent.mkdir(parents=True, exist_ok=True)
    draft = font.target.with_suffix(".part")
    with TTFont(font.source) as opened:
        opened.flavor = None
        opened.save(draft)
    draft.replace(font.target)


def faces(found: Iterable[Font]) -> str:
    """Return the @font-face rules under which papers find the files in memory."""
    return "".join(
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};'
        f"src:url(memory:{font.target.name})}}"
        for font in found
    )


if __name__ == "__main__":
    sys.stdout.write(f"{build()} fonts converted\n")
