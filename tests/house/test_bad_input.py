"""Each bad input that a house may be handed: told by name, and nothing is lost or half done."""

import codecs

import pytest
from flask import Flask

from desk.db import db, write
from desk.importing import plan
from desk.importing.plan import Options, Plan
from desk.importing.sheet import Sheet, Unreadable, read
from desk.importing.workbook import UNPACKED
from desk.messages.channels import fits
from desk.reference import touch
from desk.settings import SETTINGS
from desk.tables import Person, Record
from desk.testing.devices import Devices
from desk.testing.people import DORA
from tests.house.conftest import Office
from tests.importing.files import Rows, csv_text, replaced, xlsx

pytestmark = pytest.mark.engine
GUESTS = ("name", "room", "day", "host")


def code_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as told:
        read(data)
    return told.value.code


def planned(kind: str, data: bytes, *, sure: bool = False) -> Plan:
    made = plan.make(1, kind, read(data), Options())
    if sure and not made.problems:
        plan.carry_out(1, made, DORA.id, "d1")
    return made


def faults(made: Plan) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in made.problems]


def guests(*lines: tuple[str, ...]) -> bytes:
    return csv_text([GUESTS, *lines]).encode()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5hkscs"])
def test_wrong_encodings(codec: str) -> None:
    text = csv_text([("房號", "姓名"), ("12A", "歐陽詠詩"), ("12B", "司徒家明")])
    assert [line.cells[1] for line in read(text.encode(codec)).lines[1:]] == [
        "歐陽詠詩",
        "司徒家明",
    ]
    broken = text.encode(codec)[:-3] + b"\xff\xff\xff"
    assert code_of(codecs.BOM_UTF8 + broken) == "encoding"


def test_mixed_line_ends() -> None:
    lines = read(b"room,name\r\n12A,Ana\n12B,Bo\r12C,Cy").lines
    assert [(one.number, one.cells[0]) for one in lines[1:]] == [(2, "12A"), (3, "12B"), (4, "12C")]


def test_merged_cells() -> None:
    sheet = read(xlsx([("room", "name"), ("12A", "Ana"), (None, "Bo")], merged=["A2:A3"]))
    assert [line.cells for line in sheet.lines[1:]] == [("12A", "Ana"), ("12A", "Bo")]


def test_formulas(estate: int) -> None:
    never = xlsx([GUESTS, ("=A1", "12A", "2099-01-01", "Lau")])
    assert faults(planned("invitations", never)) == [(2, "formula")]
    assert faults(planned("invitations", guests(("#REF!", "12A", "2099-01-01", "Lau")))) == [
        (2, "formula")
    ]


def test_a_hundred_megabytes(office: Office) -> None:
    size = 100 * 1024 * 1024
    assert code_of(b"x" * size) == "too_large"
    large = {"data": bytes(size), "content_type": "multipart/form-data; boundary=x"}
    answer = office(DORA).post("/api/office/import/rooms", **large)
    assert (answer.status_code, bool(answer.get_json()["message"])) == (413, True)


def test_a_zip_bomb_as_a_workbook() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    assert code_of(replaced(xlsx([["room"]]), sheet, bytes(UNPACKED + 1))) == "too_large"


HOSTILE = ("=1+1", '=HYPERLINK("http://x")', "<script>alert(1)</script>", "\u202eevil", "a\x07b",
           "👩‍👩‍👧 Lee", "محمد")  # fmt: skip


def test_hostile_names(device: Devices) -> None:
    tablet = device()
    day = "2099-01-01"
    made = planned("invitations", guests(*((n, "12A", day, n) for n in HOSTILE)), sure=True)
    assert faults(made) == []
    names = {row["p"]["name"] for row in tablet.pull()["records"]}
    assert names == {*HOSTILE[:3], "evil", "ab", *HOSTILE[5:]}


def test_duplicate_people(estate: int) -> None:
    twice = csv_text([("room", "name"), ("12A", "Ana Gil"), ("12A", "ANA  GIL")]).encode()
    assert faults(planned("people", twice)) == [(3, "twice")]
    day = "2099-01-01"
    same = guests(("Ana", "12A", day, "Lau"), ("ana", "12A", day, "Lau"))
    assert faults(planned("invitations", same)) == [(3, "twice")]


def test_a_host_who_moved_out(device: Devices) -> None:
    tablet = device()
    with write(1) as site:
        touch(site, Person(id="gone", name="Old Tenant", room="r1", moved_out="2020-01-01"))
        touch(site, Person(id="soon", name="Lau", room="r1", moved_out="2099-01-01"))
    line = ("Ana", "12A", "2099-01-02", "Old Tenant")
    assert faults(planned("invitations", guests(line))) == [(2, "moved_out")]
    slips = {
        who: tablet.sign_in(f"Visitor of {who}", host=who, id_last4=who) for who in ("gone", "soon")
    }
    tablet.push()
    flags = {row["id"]: row["flags"] for row in tablet.pull()["records"]}
    assert flags == {slips["gone"]: ["host_moved_out"], slips["soon"]: []}


def test_overlapping_permissions(estate: int) -> None:
    rows: Rows = [("room", "name", "days"), ("12A", "Ana", "Mon-Fri"), ("12A", "Ana", "Fri")]
    made = planned("permissions", csv_text(rows).encode())
    assert [(one.line, one.code, one.detail) for one in made.notes] == [(3, "overlaps_line", "2")]


def test_an_invitation_used_twice_or_on_the_wrong_day(device: Devices) -> None:
    tablet, day = device(), "2099-01-01"
    planned("invitations", guests(("Ana", "12A", day, "Lau")), sure=True)
    [record] = [row["id"] for row in tablet.pull()["records"]]
    for _ in range(2):
        tablet.act("invitations.arrive", record, {"by": tablet.sign_in(invitation=record)})
    tablet.push()
    found = next(row for row in tablet.pull()["records"] if row["id"] == record)
    assert (found["flags"], found["f"]["uses"]) == (["pass_invalid"], 2)


@pytest.mark.parametrize(
    "address", ["nobody", "a@", "@b.c", "a b@c.de", "a@b.de\nBcc: x@y.z", "<x>"]
)
def test_messages_to_invalid_addresses(estate: int, address: str) -> None:
    assert not fits("email", address)
    rows = csv_text([("room", "name", "email"), ("12A", "Ana", address)]).encode()
    assert faults(planned("people", rows)) == [(2, "not_email")]


PICTURES = {
    "svg": "data:image/svg+xml;base64,PHN2Zz48c2NyaXB0Lz48L3N2Zz4=",
    "script under another name": "data:image/png;base64,PHN2Zz48c2NyaXB0Lz48L3N2Zz4=",
    "address": "https://example.com/a.png",
    "huge": "data:image/png;base64,iVBORw0KGgo" + "A" * 70_000,
}


@pytest.mark.parametrize("key", ["logo", "seal"])
@pytest.mark.parametrize("kind", PICTURES)
def test_a_hostile_picture(office: Office, key: str, kind: str) -> None:
    assert not SETTINGS[key].fits(PICTURES[kind])
    answer = office(DORA).post(f"/api/office/settings/{key}", json={"value": PICTURES[kind]})
    assert (answer.status_code, bool(answer.get_json()["message"])) == (400, True)


def test_what_is_no_list_leaves_the_house_as_it_was(app: Flask, estate: int) -> None:
    assert isinstance(read(b"room\n12A"), Sheet)
    for data in (b"", b"\x00", b"room", b"\xff\xfe", b"PK\x03\x04"):
        with pytest.raises(Unreadable):
            plan.make(1, "invitations", read(data), Options())
    assert db.session.query(Record).count() == 0
