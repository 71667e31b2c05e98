"""The audit as people read it: what was done in which words, by whom, on which device, to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from desk.db import db
from desk.period import Period, wall
from desk.roles import ROLES
from desk.sheets import Cell
from desk.tables import Audit, Device, Staff

MOST = 500  # lines on the page; a file has them all
BATCH = 500
PARTS = 6  # of what a line tells beside who and what
LONGEST = 80  # letters of a part

GROUPS = {
    "auth": _l("Signing in"),
    "staff": _l("Staff"),
    "device": _l("Tablets"),
    "setting": _l("Settings"),
    "prompt": _l("What is said"),
    "home": _l("What homes say"),
    "import": _l("Lists brought in"),
    "export": _l("Registers taken out"),
    "message": _l("Messages"),
    "keep": _l("Kept and erased"),
    "alarm": _l("Roll-call"),
    "proof": _l("Held, rejected, alarms"),
    "site": _l("Set up"),
}
# What was done: its group, its words.
KINDS = {
    "auth.pin": ("auth", _l("signed in with a PIN")),
    "auth.password": ("auth", _l("signed in to the office")),
    "auth.fail": ("auth", _l("a wrong PIN, password or code")),
    "staff.add": ("staff", _l("took on")),
    "staff.change": ("staff", _l("changed the facts of")),
    "staff.leave": ("staff", _l("let go")),
    "staff.pin": ("staff", _l("gave a PIN to")),
    "staff.password": ("staff", _l("gave or chose a password")),
    "staff.unlock": ("staff", _l("unlocked")),
    "device.code": ("device", _l("made a code for a tablet")),
    "device.enrol": ("device", _l("a tablet joined")),
    "device.revoke": ("device", _l("revoked a tablet")),
    "fork.clear": ("proof", _l("cleared an alarm")),
    "setting.change": ("setting", _l("changed a setting")),
    "prompt.change": ("prompt", _l("changed what is said")),
    "prompt.drop": ("prompt", _l("took own words back")),
    "permission.add": ("home", _l("added a permission")),
    "permission.change": ("home", _l("changed a permission")),
    "permission.end": ("home", _l("ended a permission")),
    "household.add": ("home", _l("wrote down what a home asks for")),
    "household.change": ("home", _l("changed what a home asks for")),
    "household.end": ("home", _l("ended what a home asked for")),
    "barred.add": ("home", _l("put somebody on the do-not-admit list")),
    "barred.change": ("home", _l("changed a line of the do-not-admit list")),
    "barred.end": ("home", _l("took somebody off the do-not-admit list")),
    "barred.look": ("home", _l("looked at who may not come in")),
    "import.rooms": ("import", _l("brought in rooms")),
    "import.people": ("import", _l("brought in people")),
    "import.staff": ("import", _l("brought in staff")),
    "import.permissions": ("import", _l("brought in permissions")),
    "import.households": ("import", _l("brought in wishes of homes")),
    "import.records": ("import", _l("brought in records of a register")),
    "rescue.import": ("import", _l("took a rescue file in")),
    "export": ("export", _l("took a register out")),
    "channel.put": ("message", _l("set up a service")),
    "channel.drop": ("message", _l("took a service away")),
    "channel.test": ("message", _l("sent a test message")),
    "message.phoned": ("message", _l("telephoned instead")),
    "message.stop": ("message", _l("stopped a message")),
    "message.again": ("message", _l("tried a message again")),
    "retention.change": ("keep", _l("changed how long something is kept")),
    "hold.set": ("keep", _l("set a legal hold")),
    "hold.lift": ("keep", _l("lifted a legal hold")),
    "record.erase": ("keep", _l("erased personal data")),
    "subject.file": ("keep", _l("handed over what is kept of somebody")),
    "subject.erase": ("keep", _l("erased personal data")),
    "person.purge": ("keep", _l("forgot who moved out")),
    "roll_call.open": ("alarm", _l("opened the roll-call")),
    "roll_call.end": ("alarm", _l("ended the roll-call")),
    "quarantine.seen": ("proof", _l("marked a rejected entry as seen")),
    "quarantine.download": ("proof", _l("saved the bytes of an entry")),
    "entry.release": ("proof", _l("let a held entry in")),
    "entry.set_aside": ("proof", _l("set a held entry aside")),
    "device_copied": ("proof", _l("two tablets said that they were one")),
    "journal_fork": ("proof", _l("a tablet had seen another journal")),
    "journal.damage": ("proof", _l("marked damaged rows")),
    "site.create": ("site", _l("made this house")),
    "setup.print": ("site", _l("found the test print right")),
    "demo.fill": ("site", _l("filled the demonstration")),
}


@dataclass(frozen=True)
class Wish:
    """What is asked for: days, and perhaps one person and one group."""

    site: int
    period: Period
    op: str = ""
    group: str = ""

    def query(self) -> Select[Audit]:
        """Return the lines, the newest first."""
        query = select(Audit).where(
            Audit.site == self.site, Audit.at >= self.period.begin, Audit.at < self.period.end
        )
        if self.op:
            query = query.where(Audit.op == self.op)
        if self.group:
            known = [what for what, (group, _words) in KINDS.items() if group == self.group]
            query = query.where(Audit.what.in_(known))
        return query.order_by(Audit.at.desc(), Audit.id.desc())


def listed(wish: Wish) -> list[dict[str, Any]]:
    """Return the newest lines in the reader's words; one too many tells that there are more."""
    names = _names(wish.site)
    rows = db.session.scalars(wish.query().limit(MOST + 1))
    return [
        {"id": row.id, "at": row.at, "who": names.get(row.op, row.op), "what": said(row.what),
         "where": names.get(row.dev, row.dev), "detail": told(row.detail or {}, names)}
        for row in rows
    ]  # fmt: skip


def table(wish: Wish) -> Iterator[list[Cell]]:
    """Yield the headings, then every line."""
    names = _names(wish.site)
    yield [_("Time"), _("Who"), _("What was done"), _("To what"), _("Tablet"), _("Code")]
    for row in db.session.scalars(wish.query(), execution_options={"yield_per": BATCH}):
        detail = told(row.detail or {}, names, LONGEST * PARTS)
        who, device = names.get(row.op, row.op), names.get(row.dev, row.dev)
        yield [wall(row.at, wish.period.zone), who, said(row.what), detail, device, row.what]


def people(site: int) -> list[dict[str, str]]:
    """Return who could have done something, those who have left as well."""
    query = select(Staff.id, Staff.name).where(Staff.site == site).order_by(Staff.name)
    return [{"id": id, "name": name} for id, name in db.session.execute(query)]


def said(what: str) -> str:
    """Say what was done."""
    return str(KINDS[what][1]) if what in KINDS else what


def told(detail: Mapping[str, Any], names: Mapping[str, str], longest: int = LONGEST) -> str:
    """Tell to what and from what to what; people, tablets and roles by their names."""
    parts = [_part(value, names)[:longest] for value in detail.values()]
    return " · ".join([part for part in parts if part][:PARTS])


def _part(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_part(one, names)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(_part(one, names) for one in value)
    return "" if value is None else names.get(str(value), str(value))


def _names(site: int) -> dict[str, str]:
    staff = db.session.execute(select(Staff.id, Staff.name).where(Staff.site == site))
    query = select(Device.id, Device.letters, Device.name).where(Device.site == site)
    devices = {id: f"{letters} {name}".strip() for id, letters, name in db.session.execute(query)}
    roles = {role.name: str(role.title) for role in ROLES}
    kinds = {"desk": _("desk"), "gate": _("gate"), "office": _("office")}
    return {**roles, **kinds, **_settings(), **devices, **{id: str(name) for id, name in staff}}


def _settings() -> dict[str, str]:
    from desk.settings_words import GROUPS as SETTINGS  # they bring calendars along

    return {one.key: str(one.title) for _title, group in SETTINGS for one in group}
