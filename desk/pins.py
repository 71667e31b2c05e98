"""What a PIN and a password must be, how they are kept, how guessing is slowed."""

from __future__ import annotations

import hmac
import secrets
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FREE_TRIES = 5
FIRST_WAIT_MS = 30_000
LONGEST_WAIT_MS = 15 * 60_000
LOCK_AFTER = 10
PIN_DIGITS = 6
PASSWORD_LENGTH = (12, 128)
COMMON = frozenset(
    {
        "112233",
        "123123",
        "123321",
        "121212",
        "147258",
        "159753",
        "159357",
        "520520",
        "521521",
        "131452",
        "168168",
        "188188",
        "789456",
        "741852",
        "696969",
        "100200",
        "102030",
        "246810",
        "135790",
        "999888",
        "888666",
        "666888",
        "110110",
        "119119",
    }
)
COMMON_WORDS = ("password", "vestibule", "qwerty", "letmein", "welcome", "reception", "12345678")


# Without those that are taken for each other when read aloud or from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def fresh_pin() -> str:
    """Draw a PIN that nobody would try early."""
    while weak_pin(pin := f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"):
        continue
    return pin


def fresh_password(login: str) -> str:
    """Draw a password to be given once, by voice or on paper: 79 bits."""
    while weak_password(
        drawn := "-".join("".join(map(secrets.choice, [LETTERS] * 4)) for _ in range(4)), login
    ):
        continue
    return drawn


def weak_pin(pin: str) -> bool:
    """Tell whether a PIN is no six digits or among the first that a thief would try."""
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        return True
    return pin in COMMON or repeats(pin) or runs(pin) or is_date(pin)


def repeats(pin: str) -> bool:
    """Find one to three digits repeated: 111111, 121212, 123123; or only two digits used."""
    if any(pin == pin[:size] * (PIN_DIGITS // size) for size in (1, 2, 3)):
        return True
    return len(set(pin)) <= 2 or pin == "".join(digit * 2 for digit in pin[::2])


def runs(pin: str) -> bool:
    """Find digits that climb or fall in even steps: 123456, 987654, 135791, 890123."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1


def is_date(pin: str) -> bool:
    """Find a day written YYMMDD, DDMMYY or MMDDYY, or a month YYYYMM or MMYYYY since 1900."""
    a, b, c = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    if any(1 <= month <= 12 and 1 <= day <= 31 for month, day in ((b, c), (b, a), (a, b))):
        return True
    return _month(pin[:4], pin[4:]) or _month(pin[2:], pin[:2])


def _month(year: str, month: str) -> bool:
    return year[:2] in ("19", "20") and 1 <= int(month) <= 12


def weak_password(password: str, login: str) -> bool:
    """Tell whether a password is too short, too long, or holds what a thief tries first."""
    low = password.casefold()
    if not PASSWORD_LENGTH[0] <= len(password) <= PASSWORD_LENGTH[1] or len(set(low)) < 5:
        return True
    return any(word in low for word in (*COMMON_WORDS, login.casefold()) if word)


@cache
def hasher() -> PasswordHasher:
    """Return the hasher, made when the first secret comes; OWASP's first choice."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def nobody() -> str:
    """Make a verifier of nothing, so that an unknown name takes as long as a known one."""
    return hasher().hash("nobody")


def seal(secret: str, pepper: str) -> str:
    """Make the verifier that is kept: Argon2id over an HMAC with the pepper."""
    return hasher().hash(_peppered(secret, pepper))


def matches(secret: str, pepper: str, verifier: str | None) -> bool:
    """Compare a PIN or password with its verifier; as slow for nobody as for somebody."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        hasher().verify(verifier or nobody(), _peppered(secret, pepper))
    except (VerificationError, InvalidHashError):
        return False
    return bool(verifier)


def _peppered(secret: str, pepper: str) -> bytes:
    return hmac.digest(pepper.encode(), b"vestibule-secret-v1\0" + secret.encode(), "sha256")


def wait_after(failed: int, at: int) -> int | None:
    """Return until when (ms) the next try must wait after so many failures; None: locked."""
    if failed >= LOCK_AFTER:
        return None
    if failed < FREE_TRIES:
        return 0
    return at + min(FIRST_WAIT_MS << (failed - FREE_TRIES), LONGEST_WAIT_MS)


def tries_left(failed: int) -> int:
    """Return how many tries are left before the next wait or the lock."""
    return max(0, FREE_TRIES - failed) or (1 if failed < LOCK_AFTER else 0)
