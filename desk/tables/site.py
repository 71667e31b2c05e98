"""The site: the one row that every write locks."""

import secrets

from sqlalchemy.orm import Mapped, mapped_column

from desk.db import Model
from desk.tables.columns import Count, Digest, Ms, Number

NO_HASH = bytes(32)


class Site(Model):
    """Count a site's journal and its reference rows."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # 16 random bytes in hex: a restored backup begins a new epoch.
    epoch: Mapped[str] = mapped_column(default=lambda: secrets.token_hex(16))
    seq: Mapped[Count] = mapped_column(default=0)
    head: Mapped[Digest] = mapped_column(default=NO_HASH)
    # The newest reference row; a second counter, so that set-up needs no journal.
    ver: Mapped[Count] = mapped_column(default=0)
    # The newest seq inside a backup that was read back.
    safe_seq: Mapped[Count] = mapped_column(default=0)
    trust_version: Mapped[Count] = mapped_column(default=0)
    # Entries up to here have been looked at for messages.
    told_seq: Mapped[Count] = mapped_column(default=0)
    # Entries waiting in quarantine: at zero nobody looks for one to release.
    held: Mapped[Count] = mapped_column(default=0)
    # Records closed before this (ms UTC) have left the devices.
    aged_to: Mapped[Ms] = mapped_column(default=0)
    # The oldest shell that may go on without an update.
    min_shell: Mapped[Number] = mapped_column(default="")
