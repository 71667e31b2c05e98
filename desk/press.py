"""Keep one warm process that renders papers; kill and replace it when it takes too long."""

import json
import os
import select
import struct
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from desk.fonts import BUILT, ROOT, SUBSETS

SECONDS = 10.0
# Nothing else of the environment reaches the worker: no key, no database.
PASSED = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "XDG_CACHE_HOME")

LETTERS = {
    "latin": "Aé", "latin-ext": "ğ", "cyrillic": "Ж", "greek": "Ω", "vietnamese": "ạ",
    "chinese-simplified": "张", "chinese-traditional": "張",
}  # fmt: skip
# One line in each family, thin and bold: what the first paper would otherwise wait for.
LINES = "".join(
    f"<p style=\"font-family:'{name}'\">{LETTERS[subset]}<b>{LETTERS[subset]}</b>"
    for name, (_, subset) in SUBSETS.items()
)
ALPHABET = f"<!doctype html><title>-</title>{LINES}<i id=end></i>"


class RenderError(RuntimeError):
    """A paper could not be rendered; the text names the reason for the log."""


class RenderTimeout(RenderError):
    """A paper took longer than the wall clock allows."""


@dataclass
class Press:
    """The worker's process and its pipes. One job at a time; threads queue."""

    seconds: float = SECONDS
    fonts: Path = BUILT
    process: subprocess.Popen[bytes] | None = None
    owner: int = 0
    scratch: tempfile.TemporaryDirectory[str] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def render(self, html: str, css: str, width: int, height: int | None) -> bytes:
        """Return the PDF. Raises RenderError, or RenderTimeout when the clock ran out."""
        job = {"html": html, "css": css, "width": width, "height": height}
        body = json.dumps(job).encode()
        with self.lock:
            try:
                return self._ask(self._running(), struct.pack("!I", len(body)) + body)
            except (RenderTimeout, OSError, EOFError) as fault:
                self.stop()
                if isinstance(fault, RenderTimeout):
                    raise
                raise RenderError(f"the worker is gone: {fault}") from fault

    def warm(self) -> None:
        """Start the worker before anybody waits for it, and let it open every font."""
        self.render(ALPHABET, "", 80, None)

    def stop(self) -> None:
        """Kill the worker and remove what it left on disk."""
        if self.process is not None and self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None:
                    pipe.close()
        if self.scratch is not None and self.owner == os.getpid():
            self.scratch.cleanup()
        self.process = self.scratch = None

    def _running(self) -> subprocess.Popen[bytes]:
        """Return a living worker of this very process: a fork must not share pipes."""
        ours = self.process is not None and self.owner == os.getpid()
        if not ours or self.process is None or self.process.poll() is not None:
            self.stop()
            self.owner = os.getpid()
            self.scratch = tempfile.TemporaryDirectory(prefix="vestibule-press-")
            self.process = self._spawn(self.scratch.name)
        return self.process

    def _spawn(self, scratch: str) -> subprocess.Popen[bytes]:
        """Start the worker with its own place for temporary files."""
        kept = {name: os.environ[name] for name in PASSED if name in os.environ}
        return subprocess.Popen(
            [sys.executable, "-m", "desk.render_worker", str(self.fonts)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=ROOT, env={**kept, "TMPDIR": scratch}, bufsize=-1,
        )  # fmt: skip

    def _ask(self, process: subprocess.Popen[bytes], frame: bytes) -> bytes:
        """Send a job and read its answer before the clock runs out."""
        if process.stdin is None or process.stdout is None:
            raise EOFError("no pipes")
        until = time.monotonic() + self.seconds
        process.stdin.write(frame)
        process.stdin.flush()
        head = self._read(process.stdout.fileno(), 5, until)
        data = self._read(process.stdout.fileno(), struct.unpack("!I", head[1:])[0], until)
        if head[:1] != b"+":
            raise RenderError(data.decode(errors="replace"))
        return data

    def _read(self, pipe: int, size: int, until: float) -> bytes:
        """Read exactly so many bytes. Raises RenderTimeout or EOFError."""
        found = bytearray()
        while len(found) < size:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise RenderTimeout(f"no paper after {self.seconds} s")
            piece = os.read(pipe, min(size - len(found), 1 << 20))
            if not piece:
                raise EOFError("the pipe closed")
            found += piece
        return bytes(found)


press = Press()
