"""Everything about an entry that can be found out before the site is locked."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from desk import entry as entries
from desk import forms, ids, judging, strict
from desk.actions import Action
from desk.clocks import Times
from desk.db import db
from desk.entry import Entry, RejectedError, Values
from desk.hours import today
from desk.lifting import lifted
from desk.lines import plain
from desk.reference import settings
from desk.register import Register, registers
from desk.searchkey import search_key
from desk.tables import Device, Hours, Person, Staff
from desk.tables.device import HOUSE
from desk.time import adjusted, clock_flags

STALE_MS = 60_000
MOVED_OUT = "host_moved_out"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a site before its lock: devices and staff that entries name, its times."""

    site: int
    devices: Mapping[str, Device]
    staff: Mapping[str, Staff]
    times: Times
    left: Mapping[str, str] = field(default_factory=dict)  # person -> day of moving out


@dataclass(frozen=True, slots=True)
class Judged:
    """What an entry wants to do, and what is odd about it."""

    register: Register
    action: Action
    values: Values
    # Field -> the entry itself: it holds the value.
    personal: dict[str, str]
    search: dict[str, str]
    # Personal fields whose bytes come apart.
    pictures: tuple[str, ...]
    flags: frozenset[str]
    errors: dict[str, list[str]]
    roles: tuple[str, ...]
    # Adjusted, ms UTC.
    at: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry on its way: rejected, to be held, or judged; `raw` is what could not be read."""

    digest: bytes
    id: str
    raw: str = ""
    entry: Entry | None = None
    reject: str | None = None
    hold: str | None = None
    refuse: str | None = None
    judged: Judged | None = None

    @property
    def envelope(self) -> str:
        """Return the whole entry as JSON, for quarantine."""
        return self.entry.envelope if self.entry else self.raw

    @property
    def odd_key(self) -> str:
        """Return the receipt's key for bytes that may not take an entry's id."""
        return "!" + hashlib.sha256(self.envelope.encode()).hexdigest()

    @property
    def key(self) -> str:
        """Return the receipt's key."""
        return self.odd_key if self.reject or self.entry is None else self.entry.body.id


def prepare(site: int, envelopes: list[Any], recv: int) -> tuple[list[Prepared], Facts]:
    """Read, verify and judge entries; `recv` in ms UTC."""
    found = [read(envelope) for envelope in envelopes]
    facts = gather(site, [one.entry for one in found if one.entry])
    return [examine(one, facts, recv) for one in found], facts


def gather(site: int, found: Iterable[Entry]) -> Facts:
    """Look up what entries name: one read of devices, one of staff."""
    bodies = [one.body for one in found]
    devices = select(Device).where(Device.site == site, Device.id.in_({b.dev for b in bodies}))
    staff = select(Staff).where(Staff.site == site, Staff.id.in_({b.op for b in bodies}))
    return Facts(
        site=site,
        devices={row.id: row for row in db.session.scalars(devices)},
        staff={row.id: row for row in db.session.scalars(staff)},
        times=times_of(site),
        left=_left(site, bodies),
    )


def _left(site: int, bodies: Iterable[entries.Body]) -> dict[str, str]:
    """Return when the people moved out whom entries name as visited, where they did."""
    named = {value for body in bodies for value in _people(body.t, body.d)}
    if not named:
        return {}
    query = select(Person.id, Person.moved_out).where(Person.site == site, Person.id.in_(named))
    rows = db.session.execute(query.where(Person.moved_out != ""))
    return {row.id: row.moved_out for row in rows}


def _people(t: str, values: Values) -> Iterable[str]:
    """Yield the people that an entry's values name."""
    _, action = _wanted(t)
    for row in action.row["form"] if action else ():
        value = values.get(row["name"])
        if row.get("of") == "person" and isinstance(value, str) and value:
            yield value


def examine(one: Prepared, facts: Facts, recv: int, *, trusted: bool = False) -> Prepared:
    """Verify and judge an entry that was read; a manager's word stands in for trust."""
    if one.entry is None:
        return one
    body = one.entry.body
    if body.site != facts.site:
        return replace(one, reject="wrong_site")
    device = facts.devices.get(body.dev)
    doubt = None if trusted else _doubt(one.entry, device)
    if doubt == "bad_signature":
        return replace(one, reject=doubt)
    if device is None and not trusted:
        return replace(one, hold=doubt)
    register, action = _wanted(body.t)
    if register is None or action is None or body.tv > action.tv:
        return replace(one, hold=doubt or "unknown_type")
    judged = _judge(one.entry, register, action, facts, recv)
    if action.nature == "online":
        return replace(one, judged=judged, refuse=_refusal(one.entry, judged, doubt, recv))
    return replace(one, judged=judged, hold=doubt)


def read(envelope: Any) -> Prepared:
    """Read an envelope; what cannot be read is rejected, with what identifies it."""
    try:
        found = entries.read(envelope)
    except RejectedError as error:
        text = json.dumps(envelope, default=str, sort_keys=True)
        digest, key = _blind(envelope, text)
        return Prepared(digest=digest, id=key, raw=text, reject=error.code)
    return Prepared(digest=found.digest, id=found.body.id, entry=found)


def _blind(envelope: Any, text: str) -> tuple[bytes, str]:
    """Find what the device needs to know its own entry again: digest, and id if there is one."""
    body = envelope.get("b") if isinstance(envelope, dict) else None
    if not isinstance(body, str) or not strict.sound(body):
        return hashlib.sha256(text.encode()).digest(), ""
    try:
        found = strict.loads_marking(body)
    except ValueError:
        found = None
    key = found.get("id") if isinstance(found, dict) else None
    known = isinstance(key, str) and ids.is_uuid7(key)
    return hashlib.sha256(body.encode()).digest(), str(key) if known else ""


def _doubt(found: Entry, device: Device | None) -> str | None:
    """Say why an entry cannot be believed at once."""
    if device is None:
        return "unknown_device"
    if found.sig is None:
        return "unsigned"
    if found.kid != device.kid or not found.signed_by(device.public):
        return "bad_signature"
    revoked = device.revoked_at is not None and found.body.n > (device.trust_until or 0)
    return "device_revoked" if revoked else None


def _wanted(t: str) -> tuple[Register | None, Action | None]:
    name, _, act = t.partition(".")
    register = registers().get(name)
    return register, register.table.get(act) if register else None


def _judge(found: Entry, register: Register, action: Action, facts: Facts, recv: int) -> Judged:
    body = found.body
    at = adjusted(body.at, body.off, body.offage, recv)
    values, personal, failures, strays = _checked(action, found)
    device = facts.devices.get(body.dev)
    # The house asked whoever had it write whether they may; on a server's shell everybody may.
    house = device is not None and device.kind == HOUSE
    flags = clock_flags(body.at, body.off, body.offage, recv)
    if strays or any(rule is None for failed in failures.values() for _, rule in failed):
        flags.add("invalid")
    if any(rule is not None for failed in failures.values() for _, rule in failed):
        flags.add("rule_broken")
    day = today(at, facts.times.zone).isoformat()
    if any(facts.left.get(who, day + "+") <= day for who in _people(body.t, values)):
        flags.add(MOVED_OUT)
    return Judged(
        register=register,
        action=action,
        values=values,
        personal=dict.fromkeys(personal, body.id),
        search=_search(action, personal),
        pictures=_pictures(action, personal),
        flags=frozenset(flags),
        errors={name: [kind for kind, _ in failed] for name, failed in failures.items()},
        roles=action.roles if house else _roles(facts.staff.get(body.op), at),
        at=at,
    )


def _checked(
    action: Action, found: Entry
) -> tuple[Values, dict[str, str], judging.Failures, set[str]]:
    """Return the good values, the good personal ones, what failed, and what was out of place."""
    given = {name: text for name, (_, text) in found.personal.items()}
    if action.form is None:
        return {}, {}, {}, set(given) | set(found.body.d)
    said = lifted(action.row.get("lifts", ()), found.body.tv, found.body.d)
    fields = {field.name: field for field in forms.outline(action.form)}
    asked = {name: judging.declared(action.form, name) for name in said}
    values = {k: v for k, v in said.items() if (field := asked[k]) and not field.personal}
    spoken = {k: v for k, v in given.items() if k in fields and fields[k].personal}
    strays = {*(said.keys() - values.keys()), *(given.keys() - spoken.keys())}
    clean, failures = judging.judge(action.form, {**values, **judging.apart(action.form, spoken)})
    kept = {k: v for k, v in clean.items() if v and k not in failures and k in values}
    wrong = {plain(name) for name in failures}
    return kept, {k: v for k, v in spoken.items() if v and k not in wrong}, failures, strays


def _search(action: Action, personal: dict[str, str]) -> dict[str, str]:
    """Make the search keys of the short texts that stay on the record."""
    kept = action.row["personal"]
    return {
        name: search_key(text)
        for name, text in personal.items()
        if name in kept and len(text) <= 80 and not any(sign.isdigit() for sign in text)
    }


def _pictures(action: Action, personal: dict[str, str]) -> tuple[str, ...]:
    rows = forms.outline(action.form) if action.form and personal else ()
    return tuple(row.name for row in rows if row.kind == "picture" and row.name in personal)


def _roles(member: Staff | None, at: int) -> tuple[str, ...]:
    """Return the roles a member of staff had; whoever had left has none."""
    if member is None or (member.left_at is None and member.deleted):
        return ()
    return () if member.left_at is not None and at >= member.left_at else tuple(member.roles)


def _refusal(found: Entry, judged: Judged, doubt: str | None, recv: int) -> str | None:
    """Say why a decision that needs the newest state cannot be taken."""
    if doubt:
        return "not_allowed"
    if recv - judged.at > STALE_MS:
        return "stale"
    return "invalid" if judged.errors or "invalid" in judged.flags else None


def times_of(site: int) -> Times:
    """Return what a site's clocks go by."""
    known = settings(site)
    days = db.session.scalar(select(Hours.days).where(Hours.site == site, ~Hours.deleted))
    minutes = {key: value for key, value in known.items() if type(value) is int}
    return Times(known["zone"], known["closing"], days or {}, minutes)
