"""What a new house still needs: the state of each step is read from what is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, literal, select

from desk import roles
from desk.db import db, write
from desk.errors import Refusal
from desk.reference import audit, change_setting, setting
from desk.tables import Audit, Channel, Device, Journal, Person, Room, Setting, Staff
from desk.tables.device import HOUSE

PRINTED, SENT = "setup.print", "channel.test"
AT_DESK = frozenset(roles.DESK_STAFF + roles.GATE_STAFF)
SKIPPED = "setup_skipped"


@dataclass(frozen=True)
class Step:
    """One thing to do: its words, the page that does it, how to see that it is done."""

    name: str
    title: LazyString
    page: str
    done: Callable[[int], bool]
    hint: LazyString | str = ""
    needed: bool = False  # it cannot be left out
    told: bool = False  # only a person can say that it went well


def there(query: Select[int]) -> bool:
    """Tell whether a query finds anything."""
    return db.session.scalar(query.limit(1)) is not None


def one() -> Select[int]:
    """Begin a question that is answered by the first row."""
    return select(literal(1))


def is_set(*keys: str) -> Callable[[int], bool]:
    """Tell whether somebody has chosen one of these settings."""
    return lambda site: there(
        one().where(Setting.site == site, Setting.id.in_(keys), Setting.deleted.is_(False))
    )


def any_of(table: type[Room | Person]) -> Callable[[int], bool]:
    """Tell whether a list has been brought in."""
    return lambda site: there(one().where(table.site == site, table.deleted.is_(False)))


def line_of(what: str) -> Callable[[int], bool]:
    """Tell whether something was done, by its line in the audit."""
    return lambda site: there(one().where(Audit.site == site, Audit.what == what))


def staffed(site: int) -> bool:
    """Tell whether somebody can sign in at a desk or a gate."""
    query = select(Staff.roles).where(
        Staff.site == site, Staff.pin.is_not(None), Staff.left_at.is_(None)
    )
    return any(AT_DESK.intersection(held) for held in db.session.scalars(query))


def tablets(least: int) -> Callable[[int], bool]:
    """Tell whether so many tablets and phones have joined and are still trusted."""

    def joined(site: int) -> bool:
        query = select(func.count()).where(
            Device.site == site, Device.revoked_at.is_(None), Device.kind.not_in(("office", HOUSE))
        )
        return (db.session.scalar(query) or 0) >= least

    return joined


def channelled(site: int) -> bool:
    """Tell whether messages can leave the house."""
    return there(one().where(Channel.site == site))


def printed(site: int) -> bool:
    """Tell whether a paper of a record has been printed."""
    return there(one().where(Journal.site == site, Journal.t.like("%.print")))


SETTING = "office/settings/#"
STEPS: tuple[Step, ...] = (
    Step("name", _l("Name of the house"), f"{SETTING}site_name", is_set("site_name"), needed=True),
    Step("zone", _l("Time zone"), f"{SETTING}zone", is_set("zone"), needed=True),
    Step(
        "logo",
        _l("Logo"),
        f"{SETTING}logo",
        is_set("logo"),
        _l("Papers also leave a box for the house’s stamp."),
    ),
    Step("hours", _l("Hours"), f"{SETTING}opening", is_set("opening", "closing")),
    Step("gates", _l("Gates"), f"{SETTING}gates", is_set("gates")),
    Step("waiting", _l("Waiting area"), f"{SETTING}waiting_area", is_set("waiting_area")),
    Step("papers", _l("Which paper lies in the printer?"), f"{SETTING}papers", is_set("papers")),
    Step(
        "print",
        _l("Test print"),
        "print/test/",
        line_of(PRINTED),
        _l("Print the ruler and hold a real one against it."),
        told=True,
    ),
    Step("channels", _l("Services for messages"), "office/outbox/", channelled),
    Step("message", _l("Test message"), "office/outbox/", line_of(SENT)),
    Step("rooms", _l("List of rooms"), "office/import/", any_of(Room), needed=True),
    Step("people", _l("List of people"), "office/import/", any_of(Person)),
    Step(
        "staff",
        _l("Staff with a PIN"),
        "office/staff/",
        staffed,
        _l("At least one who works at the desk or the gate."),
        needed=True,
    ),
    Step("tablet", _l("The first tablet"), "office/devices/", tablets(1), needed=True),
    Step("second", _l("A second tablet"), "office/devices/", tablets(2)),
    Step(
        "slip",
        _l("The first slip, printed"),
        "visitors/new/",
        printed,
        _l("A colleague can play the visitor."),
        needed=True,
    ),
)
KNOWN = {step.name: step for step in STEPS}


def states(site: int) -> dict[str, str]:
    """Return each step as `done`, `skipped` or `open`."""
    skipped = setting(site, SKIPPED)
    return {
        step.name: "done" if step.done(site) else "skipped" if step.name in skipped else "open"
        for step in STEPS
    }


def left(site: int) -> int:
    """Count the steps that somebody has yet to do or to leave out."""
    return list(states(site).values()).count("open")


def skip(site: int, name: str, out: bool, by: str, dev: str) -> None:
    """Leave a step out on purpose, or take it up again; raise Refusal."""
    step = known(name)
    if step.needed and out:
        raise Refusal("needed", 409)
    others = [one for one in setting(site, SKIPPED) if one != name]
    change_setting(site, SKIPPED, [*others, name] if out else others, by, dev)


def confirm(site: int, name: str, by: str, dev: str) -> None:
    """Take somebody's word that a step went well; raise Refusal where there is no need for it."""
    if not known(name).told:
        raise Refusal("not_found", 404)
    with write(site):
        audit(site, f"setup.{name}", by, dev)


def known(name: str) -> Step:
    """Return a step; raise Refusal."""
    if name not in KNOWN:
        raise Refusal("not_found", 404)
    return KNOWN[name]
