"""Unique canaries in every personal field, everywhere a value goes; purged, no byte is left (T13).

A browser's own copy is the journeys' business.
"""

import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from desk import admission, blobs, disk, forms, purge
from desk.backup import backup
from desk.db import db, write
from desk.reference import put_setting
from desk.register import registers
from desk.tables import Permission, Record
from desk.testing.devices import Devices
from desk.testing.pictures import hand_in, jpeg, taken
from desk.testing.samples import samples
from desk.testing.tablet import Tablet
from desk.time import DAY_MS, now_ms

pytestmark = pytest.mark.engine

LATER = 2 * 365 * DAY_MS
SENTINEL = "ZqpictureQuillpixelfeather"
PHOTO = jpeg(SENTINEL.encode() * 6000)  # over many pages of a database
ID4 = "Q7Z3"  # four characters are all that the field lets through


def canaries(register: str) -> dict[str, str]:
    """Give each personal field of a register's main action a value of its own."""
    sample = samples(register)[0]
    form = registers()[register].table[sample.action].form
    fields = [one for one in forms.outline(form) if one.personal] if form else []
    told = {
        one.name: ID4 if one.name == "id_last4" else f"Zq{register}{number} Quill{one.name}feather"
        for number, one in enumerate(fields)
    }
    return told | {one.name: str(taken(PHOTO)) for one in fields if one.kind == "picture"}


def live(tablet: Tablet, register: str) -> tuple[str, dict[str, str]]:
    """Write, correct and take back with canaries; return the record and all that was said."""
    sample, told = samples(register)[0], canaries(register)
    rec = tablet.act(
        f"{register}.{sample.action}", None, dict(sample.values), told,
        no=tablet.number(registers()[register].letter),
    )  # fmt: skip
    plain = {name: value for name, value in told.items() if " jpeg " not in value}
    again = {name: f"{value}Anew" for name, value in plain.items() if value != ID4}
    again |= {"reason": "Zqreason Quillwhyfeather"}
    tablet.act(f"{register}.correct", rec, {}, again)
    tablet.act("unicorns.groom", rec, {}, {"name": "Zqheld Quillheldfeather"})
    tablet.act(f"{register}.{sample.action}", rec, {}, {"stray": "Zqstray Quillstrayfeather"})
    spoilt = tablet.outbox[0] | {"s": "", "p": {"name": ["x", "Zqbad Quillbadfeather"]}}
    tablet.push()
    tablet.post([spoilt])
    for value in told.keys() - plain.keys():
        assert hand_in(tablet, told[value], PHOTO)["done"]
    opaque = {"epoch": tablet.epoch, "bytes": "WnFvcGFxdWUgUXVpbGxvcGFxdWVmZWF0aGVy"}
    assert tablet.http.post("/api/sync/hold", json=opaque).status_code == 200
    extra = {kind: f"Quill{kind}feather" for kind in ("why", "held", "stray", "bad")}
    extra |= {"pixels": SENTINEL} if told != plain else {}
    return rec, told | extra | {"opaque": opaque["bytes"]}


def needles(values: dict[str, str]) -> Iterator[bytes]:
    """Yield what to look for: the values, and the search keys that were made of them."""
    for value in values.values():
        yield from {value.encode(), value.casefold().encode(), value.encode("utf-16-le")}
        if " " in value:
            yield value.split()[1].casefold().encode()


def haystacks(app: Flask, logs: str) -> Iterator[tuple[str, bytes]]:
    """Yield every place where a value could be: files, tables, logs, the cache of papers."""
    for path in Path(str(app.config["DATA"])).rglob("*"):
        if path.is_file() and path.suffix != ".zip":
            yield str(path), path.read_bytes()
    if db.engine.dialect.name == "sqlite":
        file = Path(str(db.engine.url.database))
        for path in file.parent.glob(f"{file.name}*"):
            yield str(path), path.read_bytes()
    else:
        yield from copied()
    yield "logs", logs.encode()


def copied() -> Iterator[tuple[str, bytes]]:
    """Yield each table as pg_dump writes it."""
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        for table in db.metadata.sorted_tables:
            with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" TO STDOUT') as rows:
                written = b"".join(bytes(part) for part in rows)
                yield table.name, written + unhexed(written)


def unhexed(written: bytes) -> bytes:
    """Read the bytes that COPY writes as hexadecimal."""
    return b"".join(
        bytes.fromhex(run.decode()) for run in re.findall(rb"x((?:[0-9a-f]{2})+)", written)
    )


def found(app: Flask, logs: str, values: dict[str, str]) -> set[tuple[str, bytes]]:
    wanted = set(needles(values))
    return {(where, one) for where, hay in haystacks(app, logs) for one in wanted if one in hay}


@pytest.mark.parametrize("register", list(registers()))
def test_no_byte_of_any_personal_field_is_left(
    app: Flask, device: Devices, register: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    tablet = device()
    rec, values = live(tablet, register)
    paper(tablet, register, rec)
    assert tablet.pull()["records"], "they went through the feed"
    there = {one for _, one in found(app, "", values)}
    missing = [name for name, value in values.items() if value.encode() not in there]
    assert missing == [], "a canary that never arrived proves nothing"
    backup(tmp_path / "before.zip")
    purge.purge(1, now_ms() + LATER)
    disk.shrink()
    assert found(app, caplog.text, values) == set()
    backup(tmp_path / "after.zip")
    with zipfile.ZipFile(tmp_path / "after.zip") as whole:
        packed = b"".join(whole.read(name) for name in whole.namelist())
    assert [one for one in needles(values) if one in packed] == []
    assert db.session.get(Record, rec, populate_existing=True), "the record itself stays"


def paper(tablet: Tablet, register: str, rec: str) -> None:
    """Print what the register prints, so that a cache of papers would have it."""
    for document in registers()[register].documents:
        answer = tablet.http.get(f"/api/documents/{register}/{document}/{rec}.pdf?lang=en")
        assert answer.status_code in (200, 503), answer.text


def test_no_byte_of_whom_a_home_let_in_is_left(
    app: Flask, estate: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with write(estate) as site:
        put_setting(site, "photos", True)
    photo = taken(PHOTO)
    told = {name: f"Zq{name} Quill{name}feather" for name in ("name", "relation", "note")}
    row = Permission(site=estate, id=admission.own_id("r1"), room="r1", ver=0)
    facts = admission.permission({**told, "photo": str(photo)})
    admission.put(estate, row, facts, "alice", "d1")
    assert blobs.put(estate, photo.id, 0, PHOTO)["done"]
    told |= {"photo": str(photo), "pixels": SENTINEL}
    there = {one for _, one in found(app, "", told)}
    assert [name for name, value in told.items() if value.encode() not in there] == []
    admission.end(row, "alice", "d1", "moved away")
    disk.shrink()
    assert found(app, caplog.text, told) == set()
