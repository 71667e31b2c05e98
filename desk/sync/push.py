"""The request that hands in entries, read from its bytes."""

from dataclasses import dataclass
from typing import Any

from desk import strict
from desk.tables import Device

ENTRIES_LIMIT = 100
BYTES_LIMIT = 288 * 1024  # 256 KiB of entries, and the request around them
HASH_HEX = 64
EXACT = 2**53 - 1


class UnreadableError(ValueError):
    """Say that the request as a whole cannot be read."""


class TooMuchError(ValueError):
    """Say that the batch is too large: the device halves it."""


@dataclass(frozen=True, slots=True)
class Push:
    """What a device says of itself, and its entries as they came."""

    epoch: str
    head_seq: int
    head_hash: bytes | None
    last_n: int
    queued: int
    oldest: int | None
    shell: str
    entries: list[Any]


def quiet(device: Device, epoch: str, entries: list[Any]) -> Push:
    """Make a batch that says of the device only what is known of it already."""
    return Push(
        epoch=epoch,
        head_seq=0,
        head_hash=None,
        last_n=device.said_n,
        queued=device.queued,
        oldest=device.oldest,
        shell=device.shell,
        entries=entries,
    )


def read(raw: bytes) -> Push:
    """Read a request; raise UnreadableError or TooMuchError.

    Only the entries must be in order: a shell that says something odd about itself still gets
    its queue emptied.
    """
    if len(raw) > BYTES_LIMIT:
        raise TooMuchError
    try:
        found = strict.loads_marking(raw)
    except (ValueError, UnicodeDecodeError) as error:
        raise UnreadableError from error
    if not isinstance(found, dict) or not isinstance(found.get("entries"), list):
        raise UnreadableError
    if len(found["entries"]) > ENTRIES_LIMIT:
        raise TooMuchError
    return _push(found)


def _push(found: dict[str, Any]) -> Push:
    head = found.get("head")
    seq, digest = head if isinstance(head, list) and len(head) == 2 else (0, "")
    oldest = _count(found.get("oldest"))
    return Push(
        epoch=_code(found.get("epoch")),
        head_seq=_count(seq),
        head_hash=_hash(digest),
        last_n=_count(found.get("last_n")),
        queued=_count(found.get("queued")),
        oldest=oldest or None,
        shell=_code(found.get("shell"))[:24],
        entries=found["entries"],
    )


def _count(value: Any) -> int:
    return value if type(value) is int and 0 <= value <= EXACT else 0


def _code(value: Any) -> str:
    fits = isinstance(value, str) and len(value) <= 40 and value.isascii() and value.isprintable()
    return value if fits else ""


def _hash(value: Any) -> bytes | None:
    if not isinstance(value, str) or len(value) != HASH_HEX:
        return None
    try:
        return bytes.fromhex(value)
    except ValueError:
        return None
