"""What befalls the server itself: killed at a statement, no lock in time, an older version."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from desk.actions import Action
from desk.register import registers

TAKES_LOCK = ("BEGIN IMMEDIATE", "FOR UPDATE")


class Killed(BaseException):
    """The process that ran the request is no more."""


class NotInTime(Exception):
    """What PostgreSQL says when a lock was not free in time."""

    sqlstate = "55P03"


@dataclass
class Server:
    """Watch the statements of all instances, and stop some of them."""

    engines: list[Engine]
    left: int | None = None  # statements before the process is killed
    busy: bool = False
    withdrawn: dict[str, Action] = field(default_factory=dict)
    fired: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for engine in self.engines:
            event.listen(engine, "before_cursor_execute", self._before)

    def leave(self) -> None:
        """Watch no longer."""
        for engine in self.engines:
            event.remove(engine, "before_cursor_execute", self._before)
        self.deploy()

    @contextmanager
    def doomed(self, statements: int) -> Iterator[None]:
        """Let the process be killed after some statements, if it comes that far."""
        self.left = statements
        try:
            yield
        finally:
            self.left = None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let somebody else have the site's lock for too long."""
        self.busy = True
        try:
            yield
        finally:
            self.busy = False

    def roll_back(self, *actions: str) -> None:
        """Put an older version in place, that does not know some actions yet."""
        table = registers()["visitors"].table
        self.withdrawn |= {name: table.pop(name) for name in actions if name in table}

    def deploy(self) -> None:
        """Put the newest version in place."""
        registers()["visitors"].table.update(self.withdrawn)
        self.withdrawn.clear()

    def _before(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise Killed
        if self.busy and any(words in statement for words in TAKES_LOCK):
            self.fired["lock_refused"] += 1
            cause = NotInTime() if "FOR" in statement else sqlite3.OperationalError("locked")
            raise OperationalError(statement, {}, cause)
