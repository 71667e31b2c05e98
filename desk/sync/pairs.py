"""Records that look like one person entered twice, and those that a supervisor made one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from desk import effects, records
from desk.alike import FLAG, SOON_MS, Alike, Key
from desk.db import db
from desk.entry import Entry
from desk.records import BASE, POINTERS, Stored, own
from desk.register import Register
from desk.sync.prepare import Judged, Prepared
from desk.tables import Personal, Record

# A batch is compared with so many values at most: more are never in a few rooms at once.
MOST = 500

Wire = effects.Record
Wanted = tuple[Entry, Judged]


def joined(judged: Judged) -> Iterable[str]:
    """Name the record that an action leaves standing for another."""
    alike = judged.register.alike
    stays = alike and alike.merges(judged.action) and judged.values.get(alike.into)
    if isinstance(stays, str):
        yield stays


class Pairs:
    """What a batch knows of records beside those that its entries name."""

    def __init__(self, site: int, kept: dict[str, Stored]) -> None:
        self.site = site
        self.kept = kept  # the batch's own records, as they become
        self.near: dict[str, Stored] = {}  # others, as they are
        self.seen: dict[str, tuple[Register, dict[str, str]]] = {}  # of others, who said what
        self.said: dict[tuple[str, str], str] = {}  # personal values by entry and field
        self.index: dict[Key, set[str]] = {}

    # Before anything is applied

    def load(self, batch: Iterable[Prepared]) -> None:
        """Read what the entries of a batch may be compared with: nothing, where nobody arrives."""
        wanted = [(o.entry, o.judged) for o in batch if o.entry and o.judged]
        for register in {j.register.name: j.register for _, j in wanted}.values():
            if register.alike is None:
                continue
            ours = [(e, j) for e, j in wanted if j.register is register]
            self._load_similar(register, register.alike, [o for o in ours if o[1].action.arrives])
            back = {e.body.rec for e, j in ours if j.action.does == "take_back"}
            if back:
                self._keep_near(register, own(register.model).c[register.alike.into].in_(back))

    def _load_similar(self, register: Register, alike: Alike, ours: Sequence[Wanted]) -> None:
        """Read by what those are found who were in the rooms to which somebody comes."""
        rooms = {room for one in ours if (room := self._room(one))}
        if not rooms:
            return
        at = [judged.at for _, judged in ours]
        rows = db.session.execute(
            self._others(register, alike).where(
                BASE.c.site == self.site,
                BASE.c.reg == register.name,
                BASE.c.room.in_(rooms),
                BASE.c.closed.is_(None) | (BASE.c.closed > min(at)),
                BASE.c.opened <= max(at) + SOON_MS,
            )
        )
        seen: dict[str, Any] = {}
        names = alike.typed(register.personal)
        for id, field, entry, value, room, *typed in rows:
            typed_fields = dict(zip(names, typed, strict=True))
            one = seen.setdefault(id, {"id": id, "room": room, "f": typed_fields, "p": {}})
            one["p"][field] = entry
            self.said[entry, field] = value
        for id, one in seen.items():
            self.seen[id] = (register, one["p"])
            self._note(register, alike, self.kept[id].wire if id in self.kept else one)

    def _others(self, register: Register, alike: Alike) -> Select[Any]:
        """Ask for personal values and fields by which records look alike, the latest first."""
        table = own(register.model)
        typed = [table.c[name] for name in alike.typed(register.personal)]
        value = (Personal.entry == POINTERS.c.entry) & (Personal.field == POINTERS.c.field)
        source = BASE.join(table, table.c.id == BASE.c.id)
        source = source.join(POINTERS, POINTERS.c.record == BASE.c.id).join(Personal, value)
        said = (BASE.c.id, POINTERS.c.field, POINTERS.c.entry, Personal.value, BASE.c.room)
        query = select(*said, *typed).select_from(source)
        query = query.where(Personal.site == self.site, POINTERS.c.field.in_(alike.names))
        return query.order_by(BASE.c.opened.desc()).limit(MOST)

    def _room(self, one: Wanted) -> str:
        """Return the room to which somebody comes, by the entry or else by its record."""
        entry, judged = one
        stored = self.kept.get(entry.body.rec)
        known = effects.fields(stored.wire).get("room") if stored else None
        return str(judged.values.get("room") or known or "")

    def _keep_near(self, register: Register, condition: ColumnElement[bool]) -> None:
        here = (Record.site == self.site) & condition
        for one in records.read([register.model], here):
            self.near.setdefault(one.wire["id"], one)

    # While it is applied

    def hear(self, entry: Entry) -> None:
        """Remember what an entry says of whom it is about."""
        for field, (_, value) in entry.personal.items():
            self.said[entry.body.id, field] = value

    def breaks(self, judged: Judged, wire: Wire) -> bool:
        """Tell whether an action would leave nobody: the record that should stay is none, or goes.

        Of two tablets that merged the same two records in opposite directions, the one that the
        house hears first is right.
        """
        alike = judged.register.alike
        if alike is None:
            return False
        if judged.action.does == "take_back":
            undo = wire["undo"]
            begins = undo is not None and undo["before"] is None
            return begins and any(self._joined(alike, wire["id"]))
        if not alike.merges(judged.action):
            return False
        if wire["state"] in alike.void:
            return True
        stays = self.kept.get(str(judged.values.get(alike.into)))
        known = stays is not None and stays.site == self.site
        if stays is None or not known or stays.wire["reg"] != wire["reg"]:
            return True
        return alike.apart(wire, stays.wire)

    def _joined(self, alike: Alike, id: str) -> Iterable[str]:
        known = self.near | self.kept
        return (key for key, one in known.items() if one.wire["f"].get(alike.into) == id)

    def mark(self, judged: Judged, before: Wire | None, after: Wire) -> tuple[Wire, set[str]]:
        """Return a record that names whom it looks like, and the flag that says so.

        Whoever takes a merger back puts the question again.
        """
        alike = judged.register.alike
        if alike is None:
            return after, set()
        merged = before and before["f"].get(alike.into)
        if merged and not after["f"].get(alike.into):
            other: Any = merged
        else:
            other = self._like(judged, alike, after) if judged.action.arrives else None
        if not other or (other == after["f"].get(alike.twin) and not merged):
            return after, set()
        return {**after, "f": {**after["f"], alike.twin: other}}, {FLAG}

    def _like(self, judged: Judged, alike: Alike, new: Wire) -> str | None:
        """Return the first of those who look like somebody who arrives."""
        keys = self._keys(judged.register, alike, new)
        ids = {id for key in keys for id in self.index.get(key, ())} - {new["id"]}
        self._load_whole(ids)
        others = [self._record(id) for id in ids]
        found = [
            (one["at"], one["id"])
            for one in others
            if not alike.apart(new, one)
            and alike.meets(judged.at, one)
            and keys & self._keys(judged.register, alike, one)
        ]
        return min(found)[1] if found else None

    def settled(self, judged: Judged, after: Wire) -> Iterable[str]:
        """Name the records of which a merger has answered whether they are one person."""
        alike = judged.register.alike
        if alike is None or not alike.merges(judged.action):
            return
        stays = self.kept.get(str(after["f"].get(alike.into)))
        if stays is not None and after["state"] in alike.void:
            yield after["id"]
            if stays.wire["f"].get(alike.twin) == after["id"]:
                yield stays.wire["id"]

    def note(self, judged: Judged, before: Wire | None, after: Wire) -> None:
        """Remember by what a record that was just applied may be found, if that is new."""
        alike = judged.register.alike
        if alike and alike.news(before, after):
            self._note(judged.register, alike, after)

    def _note(self, register: Register, alike: Alike, wire: Wire) -> None:
        for key in self._keys(register, alike, wire):
            self.index.setdefault(key, set()).add(wire["id"])

    def _keys(self, register: Register, alike: Alike, wire: Wire) -> set[Key]:
        return alike.keys(wire, self._value, frozenset(register.personal))

    def _value(self, record: Wire, field: str) -> str:
        """Return a personal value; what no entry of the batch and no likeness told is looked up."""
        entry = record["p"].get(field)
        if entry is None:
            return ""
        if (entry, field) not in self.said:
            row = db.session.get(Personal, (self.site, entry, field))
            self.said[entry, field] = row.value if row else ""
        return self.said[entry, field]

    def _load_whole(self, ids: set[str]) -> None:
        """Read whole all who were seen, once somebody who arrives looks like one: seldom."""
        if ids <= self.kept.keys() | self.near.keys():
            return
        missing = self.seen.keys() - self.kept.keys() - self.near.keys()
        for register in {self.seen[id][0].name: self.seen[id][0] for id in missing}.values():
            self._keep_near(register, Record.id.in_(missing))
        for id in missing:
            self.near[id].wire["p"].update(self.seen[id][1])

    def _record(self, id: str) -> Wire:
        return (self.kept.get(id) or self.near[id]).wire
