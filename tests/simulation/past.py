"""What the house knew when: who might do what, how clocks went, and values that are gone now."""

from dataclasses import dataclass, field

from sqlalchemy import select

from desk.clocks import Times
from desk.db import db
from desk.sync.prepare import Facts, times_of
from desk.tables import Device, Personal, Site, Staff

Seen = dict[tuple[int, str, str], tuple[str, str]]


@dataclass(frozen=True)
class Moment:
    """Staff and times of a site, after its row `seq`."""

    seq: int
    staff: dict[str, Staff]
    times: Times


@dataclass
class Past:
    """Moments by site, oldest first; a restore takes back those since the backup."""

    moments: dict[int, list[Moment]] = field(default_factory=dict)
    kept: dict[int, list[Moment]] = field(default_factory=dict)

    def note(self, site: int) -> None:
        """Note what is known from the site's next row on."""
        db.session.rollback()
        row = db.session.get_one(Site, site, populate_existing=True)
        query = select(Staff).where(Staff.site == site).execution_options(populate_existing=True)
        staff = {
            one.id: Staff(id=one.id, roles=list(one.roles), left_at=one.left_at, deleted=False)
            for one in db.session.scalars(query)
        }
        self.moments.setdefault(site, []).append(Moment(row.seq, staff, times_of(site)))

    def keep(self) -> None:
        """Keep the past with a backup."""
        self.kept = {site: list(moments) for site, moments in self.moments.items()}

    def restore(self) -> None:
        """Go back to what was kept."""
        self.moments = {site: list(moments) for site, moments in self.kept.items()}

    def facts(self, site: int, seq: int, devices: dict[str, Device]) -> Facts:
        """Return what was known when the site's row `seq` was written."""
        known = [one for one in self.moments[site] if one.seq < seq][-1]
        return Facts(site=site, devices=devices, staff=known.staff, times=known.times)


@dataclass
class Values:
    """Personal values as they were before some of them were deleted."""

    seen: Seen = field(default_factory=dict)

    def keep(self) -> None:
        """Note every value that is there now."""
        db.session.rollback()
        for row in db.session.scalars(select(Personal)):
            self.seen[row.site, row.entry, row.field] = (row.salt, row.value)

    def of(self, site: int, entry: str) -> dict[str, tuple[str, str]]:
        """Return the values that an entry carried, as far as they were ever seen."""
        found = {f: pair for (s, e, f), pair in self.seen.items() if (s, e) == (site, entry)}
        query = select(Personal).where(Personal.site == site, Personal.entry == entry)
        return found | {one.field: (one.salt, one.value) for one in db.session.scalars(query)}
