"""Make and recognise identifiers."""

import re
import secrets

from desk.time import now_ms

UUID7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_UUID7 = re.compile(UUID7)
_DEVICE = re.compile(r"d[0-9a-f]{8}")


def uuid7(at: int | None = None) -> str:
    """Make a UUIDv7 (RFC 9562, 5.7) in lower case; `at` is milliseconds UTC."""
    time = (now_ms() if at is None else at) & 0xFFFF_FFFF_FFFF
    value = time << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def is_uuid7(text: str) -> bool:
    """Tell whether `text` is a UUIDv7 in lower case."""
    return _UUID7.fullmatch(text) is not None


def device_id() -> str:
    """Make a device's id: `d` and eight hex digits."""
    return f"d{secrets.token_hex(4)}"


def is_device(text: str) -> bool:
    """Tell whether `text` has the form of a device's id."""
    return _DEVICE.fullmatch(text) is not None
