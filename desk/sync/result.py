"""What became of an entry, as the device is told and as it is remembered."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from desk.tables import Receipt

Outcome = Literal["applied", "duplicate", "held", "rejected", "refused", "retry"]


@dataclass(frozen=True, slots=True)
class Result:
    """One entry's result."""

    id: str
    status: Outcome
    digest: bytes
    seq: int = 0
    hash: bytes = b""
    flags: list[str] = field(default_factory=list)
    reason: str | None = None
    code: str | None = None
    errors: dict[str, list[str]] | None = None
    after: int | None = None

    @classmethod
    def remembered(cls, row: Receipt) -> "Result":
        """Read a result back from its receipt."""
        return cls(
            id=row.id,
            status=row.status,  # type: ignore[arg-type]
            digest=row.digest,
            seq=row.seq,
            hash=row.hash,
            flags=row.flags,
            reason=row.reason,
            code=row.code,
            errors=row.errors,
        )

    def again(self) -> "Result":
        """Return the result for an entry that was sent before."""
        return replace(self, status="duplicate") if self.status == "applied" else self

    def receipt(self, site: int, key: str, dev: str) -> dict[str, Any]:
        """Return the row that remembers the result."""
        return {
            "site": site,
            "key": key,
            "id": self.id,
            "status": self.status,
            "digest": self.digest,
            "seq": self.seq,
            "hash": self.hash,
            "flags": self.flags,
            "reason": self.reason,
            "code": self.code,
            "errors": self.errors,
            "dev": dev,
        }

    def wire(self) -> dict[str, Any]:
        """Return the result as JSON."""
        return {
            "id": self.id,
            "status": self.status,
            "seq": self.seq,
            "hash": self.hash.hex(),
            "receipt": self.digest.hex(),
            "flags": self.flags,
            "reason": self.reason,
            "code": self.code,
            "errors": self.errors or {},
            "after": self.after,
        }
