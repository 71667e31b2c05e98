"""What a page loads first: a tablet on a poor line must not wait for what another page needs."""

from pathlib import Path

from benchmarks.weight import MOST_KB, weight
from tests.guards.house import none


def test_no_page_loads_more_than_a_poor_line_bears(built: Path) -> None:
    site = built / "site"
    pages = [page.parent for page in (site / "en").rglob("index.html")]
    # Nobody begins with a page that prints; it brings the paper's look and the writer of codes.
    sizes = {page: weight(site, page) for page in pages if "print" not in page.parts}
    assert len(sizes) > 10
    none(f"{page.relative_to(site)}: {size / 1000:.1f} kB, at most {MOST_KB}"
         for page, size in sorted(sizes.items()) if size > MOST_KB * 1000)  # fmt: skip
