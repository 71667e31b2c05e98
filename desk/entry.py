"""An entry: one action as it happened, in a signed envelope.

The exact text of the body is what was signed; it is stored and hashed as it came.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import Any

from desk import keys, strict
from desk.ids import is_device, is_uuid7
from desk.time import parse_iso

DOMAIN = b"vestibule-entry-v1\n"
BODY_LIMIT = 16 * 1024
PERSONAL_LIMIT = 32 * 1024  # bytes in all; a drawn signature takes up to 12 kB
SALT_BYTES = 16
DEPTH = 3  # body, d, a list of values
DAY_MINUTES = 24 * 60
EXACT = 2**53 - 1

Values = dict[str, str | list[str]]

_TYPE = re.compile(r"[a-z][a-z0-9_]{0,29}\.[a-z][a-z0-9_]{0,29}")
_NUMBER = re.compile(r"[A-Z]-[A-Z0-9]{1,8}-[0-9]{1,10}")
_FIELD = re.compile(r"[a-z0-9_:-]{1,40}", re.ASCII)
_CODE = re.compile(r"[!-~]{0,40}", re.ASCII)


class RejectedError(Exception):
    """Say that no version of the code could apply these bytes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Body:
    """What happened; `at` in ms UTC as the device's clock showed it."""

    id: str
    site: int
    dev: str
    n: int
    op: str
    how: str
    t: str
    tv: int
    at: int
    tz: int
    off: int
    offage: int
    seen: tuple[str, int]
    rec: str
    no: str | None
    d: Values
    pc: dict[str, str]
    sh: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An envelope that was read: body, signature, and personal values with their salts."""

    text: str
    digest: bytes
    kid: str
    sig: bytes | None
    personal: dict[str, tuple[str, str]]
    body: Body

    def signed_by(self, public: bytes) -> bool:
        """Tell whether the key signed these exact bytes."""
        return self.sig is not None and keys.verify(public, self.sig, signed(self.text))

    @property
    def envelope(self) -> str:
        """Return the envelope as JSON, for quarantine."""
        sig = keys.b64(self.sig) if self.sig else ""
        whole = {"v": 1, "b": self.text, "k": self.kid, "s": sig, "p": self.personal}
        return json.dumps(whole, ensure_ascii=False)


def signed(text: str) -> bytes:
    """Return the bytes that a device signs for a body."""
    raw = text.encode()
    return DOMAIN + str(len(raw)).encode() + b"\n" + raw


def commitment(salt: bytes, field: str, value: str) -> str:
    """Commit to a personal value without telling it."""
    return keys.b64(hmac.digest(salt, field.encode() + b"\0" + value.encode(), "sha256"))


def read(envelope: Any) -> Entry:
    """Read an envelope; raise RejectedError with `malformed`, `too_large` or `commitment`."""
    if not isinstance(envelope, dict) or not strict.sound(envelope) or envelope.get("v") != 1:
        raise RejectedError("malformed")
    text = _text(envelope.get("b"))
    raw = text.encode()
    if len(raw) > BODY_LIMIT:
        raise RejectedError("too_large")
    body = read_body(text)
    return Entry(
        text=text,
        digest=hashlib.sha256(raw).digest(),
        kid=_matching(envelope.get("k"), _CODE),
        sig=_signature(envelope.get("s")),
        personal=_personal(envelope.get("p", {}), body.pc),
        body=body,
    )


def read_body(text: str) -> Body:
    """Read the text of a body; raise RejectedError. Unknown keys are left to newer versions."""
    try:
        found = strict.loads(text)
    except ValueError as error:
        raise RejectedError("malformed") from error
    sound = strict.plain(text) or strict.sound(found)
    if not isinstance(found, dict) or not sound or not strict.depth(found, DEPTH):
        raise RejectedError("malformed")
    return _body(found)


def _body(found: dict[str, Any]) -> Body:
    return Body(
        id=_id(found.get("id")),
        site=_whole(found.get("site"), 0, 2**31 - 1),
        dev=_device(found.get("dev")),
        n=_whole(found.get("n"), 1),
        op=_matching(found.get("op"), _CODE),
        how=_matching(found.get("how"), _CODE),
        t=_matching(found.get("t"), _TYPE),
        tv=_whole(found.get("tv"), 1, 9999),
        at=_moment(found.get("at")),
        tz=_whole(found.get("tz"), -DAY_MINUTES, DAY_MINUTES),
        off=_whole(found.get("off"), -EXACT),
        offage=_whole(found.get("offage"), 0),
        seen=_seen(found.get("seen")),
        rec=_id(found.get("rec")),
        no=None if found.get("no") is None else _matching(found["no"], _NUMBER),
        d=_values(found.get("d")),
        pc=_commitments(found.get("pc")),
        sh=_matching(found.get("sh"), _CODE),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise RejectedError("malformed")
    return value


def _matching(value: Any, pattern: re.Pattern[str]) -> str:
    text = _text(value)
    if not pattern.fullmatch(text):
        raise RejectedError("malformed")
    return text


def _whole(value: Any, low: int, high: int = EXACT) -> int:
    if type(value) is not int or not low <= value <= high:
        raise RejectedError("malformed")
    return value


def _id(value: Any) -> str:
    text = _text(value)
    if not is_uuid7(text):
        raise RejectedError("malformed")
    return text


def _device(value: Any) -> str:
    text = _text(value)
    if not is_device(text):
        raise RejectedError("malformed")
    return text


def _moment(value: Any) -> int:
    try:
        return parse_iso(_text(value))
    except ValueError as error:
        raise RejectedError("malformed") from error


def _seen(value: Any) -> tuple[str, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise RejectedError("malformed")
    return _matching(value[0], _CODE), _whole(value[1], 0)


def _fields(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RejectedError("malformed")
    for name in value:
        _matching(name, _FIELD)
    return value


def _values(value: Any) -> Values:
    found = _fields(value)
    for given in found.values():
        for text in given if isinstance(given, list) else [given]:
            _text(text)
    return found


def _commitments(value: Any) -> dict[str, str]:
    return {name: _text(given) for name, given in _fields(value).items()}


def _signature(value: Any) -> bytes | None:
    """Read r and s; an empty text says that the device could not read its key."""
    text = _text(value)
    if not text:
        return None
    try:
        raw = keys.unb64(text)
    except ValueError as error:
        raise RejectedError("bad_signature") from error
    if len(raw) != keys.SIGNATURE_BYTES:
        raise RejectedError("bad_signature")
    return raw


def _personal(value: Any, committed: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Read personal values and hold each against its commitment; purged ones are missing."""
    found = {name: _pair(pair) for name, pair in _fields(value).items()}
    if sum(len(text.encode()) for _, text in found.values()) > PERSONAL_LIMIT:
        raise RejectedError("too_large")
    for name, (salt, text) in found.items():
        expected = commitment(_salt(salt), name, text)
        if not hmac.compare_digest(expected, committed.get(name, "")):
            raise RejectedError("commitment")
    return found


def _pair(value: Any) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise RejectedError("malformed")
    return _text(value[0]), _text(value[1])


def _salt(text: str) -> bytes:
    try:
        raw = keys.unb64(text)
    except ValueError as error:
        raise RejectedError("malformed") from error
    if len(raw) != SALT_BYTES:
        raise RejectedError("malformed")
    return raw
