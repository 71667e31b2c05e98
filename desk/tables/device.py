"""Devices: the browsers that act."""

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.db import Model
from desk.tables.columns import Code, Count, Digest, Json, Ms, Name, Number, SiteRef
from desk.tables.site import Site

HOUSE = "house"  # the kind of device that the house itself is: desk/house_hand.py


class Device(Model):
    """Know an enrolled browser by its key, and how far it has come."""

    __table_args__ = (
        UniqueConstraint("site", "letters"),
        Index("ix_device_site_kid", "site", "kid"),
    )

    id: Mapped[Code] = mapped_column(primary_key=True)
    site: Mapped[SiteRef]
    # desk, gate or office; HOUSE
    kind: Mapped[Code]
    name: Mapped[Name]
    # For numbers people read: L2 in V-L2-000118.
    letters: Mapped[Number]
    # The public key: 65 bytes, and eight hex digits of its digest.
    public: Mapped[bytes] = mapped_column(LargeBinary(65))
    kid: Mapped[Number]
    enrolled: Mapped[Ms]
    revoked_at: Mapped[Ms | None]
    revoked_reason: Mapped[Name | None]
    # After a revocation: the last n that is still believed.
    trust_until: Mapped[Count | None]

    # The devices that this browser was before, the last one first: their entries are its own.
    former: Mapped[Json] = mapped_column(default=list)

    # When the newest nonce was made that it signed for a cookie: each works once.
    nonce_at: Mapped[Ms] = mapped_column(default=0)

    last_n: Mapped[Count] = mapped_column(default=0)
    # [[from, to], …] that never came; what the device itself says it wrote last.
    gaps: Mapped[Json] = mapped_column(default=list)
    said_n: Mapped[Count] = mapped_column(default=0)
    queued: Mapped[Count] = mapped_column(default=0)
    # When its oldest waiting entry was made.
    oldest: Mapped[Ms | None]
    shell: Mapped[Number] = mapped_column(default="")
    last_seen: Mapped[Ms | None]
    head_seq: Mapped[Count] = mapped_column(default=0)
    head_hash: Mapped[Digest | None]
    # When it showed a head that is not ours: history was rewritten.
    fork_at: Mapped[Ms | None]

    # Read with the device that a cookie names: an idle pull asks for nothing more.
    home: Mapped[Site] = relationship(viewonly=True)

    # What Flask-Login asks of the one that a cookie names.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Tell whether the device is still trusted."""
        return self.revoked_at is None

    def get_id(self) -> str:
        """Return what the cookie says."""
        return self.id


class EnrolCode(Model):
    """Keep a one-time code until it is used: its digest only."""

    digest: Mapped[Digest] = mapped_column(primary_key=True)
    site: Mapped[SiteRef]
    kind: Mapped[Code]
    name: Mapped[Name]
    made_by: Mapped[Code]
    expires: Mapped[Ms]
    used_at: Mapped[Ms | None]
