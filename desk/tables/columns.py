"""Name the kinds of column that many tables share."""

from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import mapped_column

# Milliseconds UTC, and counters that never come to an end.
Ms = Annotated[int, mapped_column(BigInteger)]
Count = Annotated[int, mapped_column(BigInteger)]
Digest = Annotated[bytes, mapped_column(LargeBinary(32))]
Uuid = Annotated[str, mapped_column(String(36))]
# Short ids and codes that people or programs choose.
Code = Annotated[str, mapped_column(String(64))]
Number = Annotated[str, mapped_column(String(24))]
Name = Annotated[str, mapped_column(String(200))]
# Of a register's own table: the lines of a record, {"0-qty": 2} (desk.lines).
Lines = Annotated[dict[str, str | int], mapped_column(JSON(none_as_null=True))]
Json = Annotated[Any, mapped_column(JSON(none_as_null=True))]

SiteKey = Annotated[int, mapped_column(ForeignKey("site.id"), primary_key=True)]
SiteRef = Annotated[int, mapped_column(ForeignKey("site.id"))]
