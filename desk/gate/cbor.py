"""The few shapes of CBOR that a pass is made of: deterministic, nothing else (RFC 8949, 4.2.1).

Whole numbers, bytes, text, lists, and maps with whole numbers for keys. Whatever could be spelt in
two ways is refused: long forms, indefinite lengths, keys out of order or twice, bytes at the end.
The twin of static/js/models/gate/cbor.js.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "int | bytes | str | Sequence[Value] | Mapping[int, Value]"

UINT, NEGATIVE, BYTES, TEXT, LIST, MAP = range(6)
DEPTH = 4
MOST = 2**53 - 1  # what JavaScript counts exactly


class Fault(ValueError):
    """These bytes are not what we write."""


class CutShort(Fault):
    """They end too early."""


def encode(value: Value) -> bytes:
    """Write a value; raise Fault when it has another shape."""
    match value:
        case bool():
            raise Fault("no truth values")
        case int() if abs(value) <= MOST:
            return _head(UINT, value) if value >= 0 else _head(NEGATIVE, -1 - value)
        case bytes():
            return _head(BYTES, len(value)) + value
        case str():
            raw = value.encode()
            return _head(TEXT, len(raw)) + raw
        case Mapping():
            pairs = sorted((encode(key), encode(one)) for key, one in value.items())
            return _head(MAP, len(pairs)) + b"".join(key + one for key, one in pairs)
        case Sequence():
            return _head(LIST, len(value)) + b"".join(encode(one) for one in value)
    raise Fault("no such shape")


def _head(major: int, count: int) -> bytes:
    if count < 24:
        return bytes([major << 5 | count])
    width = next(width for width in (1, 2, 4, 8) if count < 1 << (8 * width))
    return bytes([major << 5 | 23 + width.bit_length()]) + count.to_bytes(width)


def decode(raw: bytes) -> Value:
    """Read a value that `encode` would write in the same bytes; raise Fault."""
    reader = _Reader(raw)
    value = reader.value(DEPTH)
    if reader.at != len(raw):
        raise Fault("bytes at the end")
    return value


class _Reader:
    """Bytes, and how far they were read."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, count: int) -> bytes:
        """Read so many bytes."""
        if count > len(self.raw) - self.at:
            raise CutShort("cut short")
        self.at += count
        return self.raw[self.at - count : self.at]

    def head(self) -> tuple[int, int]:
        """Read what follows: its kind and its number, in the shortest form."""
        major, short = divmod(self.take(1)[0], 32)
        if short < 24:
            return major, short
        if short > 27:
            raise Fault("no such length")
        width = 1 << (short - 24)
        count = int.from_bytes(self.take(width))
        least = 24 if width == 1 else 1 << (4 * width)
        if not least <= count <= MOST:
            raise Fault("not the shortest form")
        return major, count

    def value(self, depth: int) -> Value:
        """Read one value, at most so many levels deep."""
        if depth < 0:
            raise Fault("too deep")
        major, count = self.head()
        match major:
            case 0:
                return count
            case 1:
                return self.negative(count)
            case 2:
                return self.take(count)
            case 3:
                return self.text(count)
            case 4:
                return [self.value(depth - 1) for _ in range(self.few(count))]
            case 5:
                return self.map(self.few(count), depth - 1)
        raise Fault("no such kind")

    def negative(self, count: int) -> int:
        """Return a number below zero."""
        if count >= MOST:
            raise Fault("too large a number")
        return -1 - count

    def few(self, count: int) -> int:
        """Return how many there are, each of which takes a byte at least."""
        if count > len(self.raw) - self.at:
            raise CutShort("cut short")
        return count

    def text(self, count: int) -> str:
        """Read UTF-8."""
        try:
            return self.take(count).decode()
        except UnicodeDecodeError as error:
            raise Fault("not UTF-8") from error

    def map(self, count: int, depth: int) -> dict[int, Value]:
        """Read keys, each once and in order, with their values."""
        found: dict[int, Value] = {}
        before = b""
        for _ in range(count):
            start = self.at
            key = self.value(0)
            spelt = self.raw[start : self.at]
            if not isinstance(key, int) or spelt <= before:
                raise Fault("keys out of order")
            before = spelt
            found[key] = self.value(depth)
        return found
