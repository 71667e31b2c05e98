"""Render papers to PDF in a process of its own, which may be killed without harm.

Run as `python -m desk.render_worker <folder of fonts>`. A request on standard input is a length
and JSON `{html, css, width, height}` (mm; height null for a roll); the answer on standard output
is `+` or `-`, a length, and the PDF or the name of what went wrong.
"""

import json
import resource
import struct
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, TypedDict

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from desk.fonts import faces, fonts

MEMORY = 1536 * 1024 * 1024  # bytes of address space, mapped fonts included
CPU = 10  # seconds a job
PIXELS = 96 / 25.4  # CSS pixels in a millimetre
TALL = 3000  # mm: a roll is laid out on this and cut where its content ends
LEAST = 60  # mm: a shorter strip jams in the cutter


class Job(TypedDict):
    """What to print, and on which paper."""

    html: str
    css: str
    width: int
    height: int | None


class MemoryFetcher(URLFetcher):  # type: ignore[misc]
    """Serve what the process holds and small data: pictures; anything else ends the job."""

    def __init__(self, files: dict[str, bytes]) -> None:
        """Keep the files under their names."""
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
        self.files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a file in memory. Raises FatalURLFetchingError, which nothing swallows."""
        if url.startswith("data:image/"):
            return super().fetch(url, headers)
        data = self.files.get(url.removeprefix("memory:"))
        if data is None or not url.startswith("memory:"):
            self.refused.append(url[:80])
            raise FatalURLFetchingError(f"outside of memory: {url[:80]}")
        return URLFetcherResponse(url, data, {"Content-Type": "font/ttf"})


class Press:
    """Everything that stays warm between two papers."""

    def __init__(self, folder: Path) -> None:
        """Load the fonts once."""
        found = [font for font in fonts(folder) if font.target.exists()]
        self.fetcher = MemoryFetcher({font.target.name: font.target.read_bytes() for font in found})
        self.config = FontConfiguration()
        self.faces = self.sheet(faces(found))
        self.sheet = lru_cache(32)(self.sheet)  # type: ignore[method-assign]

    def sheet(self, text: str) -> CSS:
        """Parse a stylesheet."""
        return CSS(string=text, font_config=self.config, url_fetcher=self.fetcher)

    def print(self, job: Job) -> bytes:
        """Lay a paper out and write it. Raises FatalURLFetchingError."""
        self.fetcher.refused.clear()
        height = job["height"] or TALL
        page = self.sheet(f"@page{{size:{job['width']}mm {height}mm;margin:0}}")
        html = HTML(string=job["html"], url_fetcher=self.fetcher)
        document = html.render(
            self.config,
            stylesheets=[self.faces, self.sheet(job["css"]), page],
            presentational_hints=False,
        )
        if job["height"] is None:
            cut(document)
        pdf: bytes = document.write_pdf()
        if self.fetcher.refused:  # drawing SVG swallows even what is fatal
            raise FatalURLFetchingError(f"outside of memory: {self.fetcher.refused[0]}")
        return pdf


def cut(document: Document) -> None:
    """End the page of a roll where the element `#end` stands."""
    for page in document.pages:
        end = page.anchors.get("end", (0, page.height))[1]
        page.height = max(round(end / PIXELS + 0.5), LEAST) * PIXELS


def limit() -> None:
    """Allow this job its own seconds of processor time, and the process its memory."""
    spent = int(time.process_time()) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU, hard))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def answer(out: BinaryIO, mark: bytes, data: bytes) -> None:
    """Write one framed answer."""
    out.write(mark + struct.pack("!I", len(data)) + data)
    out.flush()


def serve(source: BinaryIO, out: BinaryIO, press: Press) -> None:
    """Answer jobs until the other side closes the pipe."""
    while len(head := source.read(4)) == 4:
        body = source.read(struct.unpack("!I", head)[0])
        limit()
        try:
            answer(out, b"+", press.print(json.loads(body)))
        except (Exception, FatalURLFetchingError) as fault:
            answer(out, b"-", f"{type(fault).__name__}: {fault}".encode()[:500])


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, Press(Path(sys.argv[1])))
