"""The server's public keys, old ones too: what it once signed must stay readable."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Ms, Number


class ServerKey(Model):
    """Know one public key and its time; believed only as far as the newest key signs for it."""

    kid: Mapped[Number] = mapped_column(primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary(65))
    since: Mapped[Ms]
    # None: in use.
    until: Mapped[Ms | None]
    # By the key before it, so that a device that knows that one may follow; none for the first.
    vouched: Mapped[bytes | None] = mapped_column(LargeBinary(64))
    # By the newest key, over all of the above.
    endorsed: Mapped[bytes] = mapped_column(LargeBinary(64))
