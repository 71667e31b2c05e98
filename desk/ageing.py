"""Let closed records leave the devices once they are old; the house keeps them."""

from sqlalchemy import update

from desk.changes import oldest_shown
from desk.db import db, write
from desk.journal import Pen
from desk.tables import Record, Site
from desk.time import HOUR_MS


def retire(site: int, now: int) -> int:
    """Send what has aged since the last time as gone; return how many; `now` in ms UTC.

    They are touched by one journal row, so that the feed finds them like any other change.
    """
    row = db.session.get(Site, site, populate_existing=True)
    cutoff = oldest_shown(site, now)
    if row is None or cutoff - row.aged_to < HOUR_MS:
        return 0
    with write(site) as locked:
        pen = Pen(locked, now)
        aged = (Record.site == site, Record.closed >= locked.aged_to, Record.closed < cutoff)
        count = db.session.query(Record.id).where(*aged).count()
        if count:
            seq, _ = pen.server("records.aged", {"closed_before": cutoff, "count": count})
            query = update(Record.__table__).where(*aged).values(seq=seq)  # type: ignore[arg-type]
            db.session.connection().execute(query)
        pen.flush()
        locked.aged_to = cutoff
    return count
