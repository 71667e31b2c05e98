"""What a camera or a scanner sees: our own papers, as pictures and as a film."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from desk.qr import qr

SIZE = (640, 480)
FRAMES = 10
DPI = 203  # of a thermal head

Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def code_picture(text: str) -> Picture:
    """Draw a QR code as a scanner would meet it: black modules on white, with a quiet border."""
    code = qr(text)
    modules = np.full((code.size + 8, code.size + 8), 255, np.uint8)
    for run in code.path.split("M")[1:]:
        place, _, rest = run.partition("h")
        x, y = (int(one) for one in place.split())
        modules[y + 4, x + 4 : x + 4 + int(rest.partition("v")[0])] = 0
    scale = 400 // len(modules)
    return cv2.resize(modules, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)  # type: ignore[return-value]


def printed_picture(pdf: bytes, folder: Path) -> Picture:
    """Turn a printed page into the picture that a scanner has of it."""
    (folder / "slip.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-gray", "-r", str(DPI), "-singlefile", "slip.pdf", "slip"]
    subprocess.run(command, cwd=folder, check=True)
    picture = cv2.imread(str(folder / "slip.pgm"), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    return picture  # type: ignore[return-value]


def held_to_camera(paper: Picture) -> Picture:
    """Cut out what a camera sees when the paper's code is held close to it."""
    left, top, width, height = _where(paper)
    around = width // 3
    part = paper[
        max(0, top - around) : top + height + around, max(0, left - around) : left + width + around
    ]
    scale = SIZE[1] / max(part.shape)
    return cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def film(pictures: list[Picture], path: Path) -> Path:
    """Write each picture in turn as Motion JPEG, which Chromium plays as a camera."""
    with path.open("wb") as out:
        for picture in pictures:
            shown = np.full((SIZE[1], SIZE[0]), 200, np.uint8)
            height, width = (min(picture.shape[0], SIZE[1]), min(picture.shape[1], SIZE[0]))
            top, left = (SIZE[1] - height) // 2, (SIZE[0] - width) // 2
            shown[top : top + height, left : left + width] = picture[:height, :width]
            done, frame = cv2.imencode(".jpg", cv2.cvtColor(shown, cv2.COLOR_GRAY2BGR))
            assert done
            out.write(frame.tobytes() * FRAMES)
    return path


def code_on(paper: Picture) -> str:
    """Return what the paper's code says."""
    codes = (cv2.QRCodeDetector().detectAndDecode(scaled)[0] for _, scaled in _sizes(paper))
    return next(filter(None, codes), "")


def _sizes(paper: Picture) -> Iterator[tuple[float, Picture]]:
    """Yield the paper in several sizes: OpenCV misses one code in twenty at one of them."""
    for size in (1.0, 0.8, 1.25, 0.6):
        yield size, cv2.resize(paper, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)  # type: ignore[misc]


def _where(paper: Picture) -> tuple[int, int, int, int]:
    """Find the code."""
    for size, scaled in _sizes(paper):
        seen, corners = cv2.QRCodeDetector().detect(scaled)
        if seen:
            left, top, width, height = cv2.boundingRect((corners[0] / size).astype(np.int32))
            return left, top, width, height
    raise AssertionError("there is no code on the paper")
