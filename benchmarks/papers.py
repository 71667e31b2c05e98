"""What a slip costs against the floor: the finished HTML through WeasyPrint, with the same fonts.

Every ratio is measured inside one run, turn by turn.
"""

from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from flask import Flask
from weasyprint import HTML

from benchmarks.table import Row, clock
from desk import i18n
from desk.documents import Document, document_of, sample_page
from desk.fonts import BUILT, ROOT
from desk.press import Press
from desk.render_worker import Job
from desk.render_worker import Press as Here

TIMES = 20


def floor(here: Here, html: str, css: str) -> bytes:
    """Render as anybody would: HTML(final_html).write_pdf(), with the fonts loaded before."""
    sheets = [here.faces, here.sheet(css), here.sheet("@page{size:105mm 148mm;margin:0}")]
    pdf: bytes = HTML(string=html).write_pdf(stylesheets=sheets, font_config=here.config)
    return pdf


def slips(document: Document) -> dict[str, float]:
    """Measure filling, our press and the floor in turns; A6, so that all lay out one page."""
    cold, press, here = Press(), Press(), Here(Path(BUILT))
    html, css = sample_page(document, "zh-Hans", "a6"), document.css + "body{margin:0}"
    job: Job = {"html": html, "css": css, "width": 105, "height": 148}
    at_once = clock(lambda: cold.render(html, css, 105, 148))
    cold.stop()
    press.warm()  # as every server's process does when it begins
    first = clock(lambda: press.render(html, css, 105, 148))
    found: dict[str, list[float]] = {"fill": [], "ours": [], "same": [], "floor": []}
    for _ in range(TIMES):
        found["fill"].append(clock(lambda: sample_page(document, "zh-Hans", "a6")))
        found["ours"].append(clock(lambda: press.render(html, css, 105, 148)))
        found["same"].append(clock(lambda: here.print(job)))
        found["floor"].append(clock(lambda: floor(here, html, css)))
    size = len(press.render(html, css, 105, 148))
    press.stop()
    middle = {name: median(times) for name, times in found.items()}
    return {
        "fill_ms": round(middle["fill"], 1),
        "warm_ms": round(middle["ours"], 1),
        "floor_ms": round(middle["floor"], 1),
        "warm_to_floor": round(middle["ours"] / middle["floor"], 2),
        "same_process_to_floor": round(middle["same"] / middle["floor"], 2),
        "filled_and_warm_to_floor": round((middle["fill"] + middle["ours"]) / middle["floor"], 2),
        "first_of_a_process_to_warm": round(first / middle["ours"], 1),
        "before_it_is_warm": round(at_once / middle["ours"], 1),
        "p99_to_p50": round(quantiles(found["ours"], n=100)[98] / middle["ours"], 2),
        "bytes": size,
    }


def measure(_: frozenset[str]) -> Iterator[Row]:
    """Tell what a slip costs."""
    app = Flask("papers", root_path=str(ROOT))
    app.config["TRANSLATIONS"] = ROOT / "desk" / "translations"
    i18n.init_app(app)
    with app.test_request_context():
        found = slips(document_of("visitors", "slip"))
    times = found["warm_to_floor"]
    yield Row("a slip against HTML(…).write_pdf(), same fonts", "≤ 1.3×",
              f"{times:.2f}× ({found['warm_ms']:.0f} ms)", times <= 1.3)  # fmt: skip
    yield Row("… filled from the record as well", "", f"{found['filled_and_warm_to_floor']:.2f}×")
    yield Row("… p99 / p50", "≤ 3", f"{found['p99_to_p50']:.1f}", found["p99_to_p50"] <= 3)
    yield Row("… the PDF", "≤ 60 kB", f"{found['bytes'] / 1000:.1f} kB", found["bytes"] <= 60_000)
    first = found["first_of_a_process_to_warm"]
    yield Row("… first of a fresh process against the later ones", "≤ 3×", f"{first:.1f}×",
              first <= 3)  # fmt: skip
    yield Row("… asked for before that process was warm", "", f"{found['before_it_is_warm']:.1f}×")
