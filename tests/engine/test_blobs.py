"""Bytes follow their entry: only what an entry of this site named is taken, as it was named."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from desk import attention, blobs, erasing, holds, purge
from desk.backup import backup, restore
from desk.db import db
from desk.tables import Blob, BlobPart, Device, Personal, Record
from desk.testing.devices import Devices
from desk.testing.people import CARMEN, DORA
from desk.testing.pictures import hand_in, jpeg, send, taken
from desk.testing.tablet import Tablet
from desk.time import DAY_MS, now_ms
from tests.house.conftest import Office, office  # noqa: F401 (a fixture)

pytestmark = pytest.mark.engine
PHOTO = jpeg()


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def visit(tablet: Tablet, photo: Any, **values: str) -> str:
    """Sign somebody in with a photo, and hand the entry in."""
    slip = tablet.act(
        "visitors.sign_in", None,
        {"room": "r1", "id_seen": "yes", "id_kind": "id_card", "purpose": "visit"},
        {"name": "Ana Ruiz", "id_last4": "4821", "host_name": "Mrs Chen", "photo": str(photo)},
        no=tablet.number("V"), **values,
    )  # fmt: skip
    tablet.push()
    return slip


def code(answer: Any) -> tuple[int, str]:
    said = answer.get_json()
    assert said["message"], "everybody is told in words"
    return answer.status_code, said["error"]


def parts() -> list[tuple[str, int]]:
    db.session.rollback()
    return [(row.blob, row.part) for row in db.session.scalars(select(BlobPart))]


def test_the_entry_comes_first_and_another_tablet_sees_the_picture(
    tablet: Tablet, device: Devices
) -> None:
    photo = taken(PHOTO)
    assert code(send(tablet, photo.id, 0, PHOTO)) == (404, "blob_unknown")
    slip = visit(tablet, photo)
    assert hand_in(tablet, str(photo), PHOTO) == {"have": [0], "done": True}
    other = device()
    assert next(r for r in other.pull()["records"] if r["id"] == slip)["p"]["photo"] == str(photo)
    answer = other.http.get(f"/api/blobs/{photo.id}")
    assert answer.data == PHOTO
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_until_then_the_house_says_which_tablet_has_it(tablet: Tablet, device: Devices) -> None:
    photo = taken(PHOTO)
    visit(tablet, photo)
    answer = device().http.get(f"/api/blobs/{photo.id}")
    assert code(answer) == (404, "blob_missing")
    assert answer.get_json()["letters"] == tablet.letters


def test_the_same_part_may_come_twice_and_other_bytes_may_not(tablet: Tablet) -> None:
    photo = taken(PHOTO)
    visit(tablet, photo)
    for _ in range(2):
        assert hand_in(tablet, str(photo), PHOTO)["done"]
    other = PHOTO[:-1] + b"x"
    assert code(send(tablet, photo.id, 0, other)) == (409, "blob_wrong")
    assert tablet.http.get(f"/api/blobs/{photo.id}").data == PHOTO


def test_it_goes_on_where_it_was_cut(tablet: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "PART", 256)
    data = jpeg(bytes(700))
    photo = taken(data)
    visit(tablet, photo)
    assert send(tablet, photo.id, 2, data[512:]).get_json() == {"have": [2], "done": False}
    assert send(tablet, photo.id, 0, data[:256]).get_json() == {"have": [0, 2], "done": False}
    assert code(tablet.http.get(f"/api/blobs/{photo.id}")) == (404, "blob_missing")
    assert code(send(tablet, photo.id, 1, data[:256])) == (409, "blob_wrong"), "it is another part"
    assert parts() == [], "which was wrong cannot be told: all of it comes again"
    for part in (1, 2, 0):
        answer = send(tablet, photo.id, part, data[part * 256 : part * 256 + 256]).get_json()
    assert answer == {"have": [0, 1, 2], "done": True}
    assert tablet.http.get(f"/api/blobs/{photo.id}").data == data


@pytest.mark.parametrize(
    ("part", "data"),
    [(0, PHOTO[:-1]), (0, PHOTO + b"x"), (0, b""), (1, PHOTO), (4096, b"x"), (2**40, PHOTO)],
    ids=["short", "long", "empty", "after the last", "far after", "out of all bounds"],
)
def test_a_part_of_another_length_or_number_is_refused(
    tablet: Tablet, part: int, data: bytes
) -> None:
    photo = taken(PHOTO)
    visit(tablet, photo)
    assert code(send(tablet, photo.id, part, data)) == (409, "blob_wrong")
    assert parts() == []


def test_what_is_not_what_the_entry_said_is_thrown_away(tablet: Tablet) -> None:
    photo = taken(PHOTO)
    visit(tablet, photo)
    answer = send(tablet, photo.id, 0, jpeg(bytes(400)))
    assert code(answer) == (409, "blob_wrong")
    assert answer.get_json()["why"] == "digest"
    assert parts() == []
    assert hand_in(tablet, str(photo), PHOTO)["done"], "the right bytes may still come"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("jpeg", b"<svg onload=alert(1)>"),
        ("webp", PHOTO),
        ("jpeg", b"RIFF....WEBPVP8 "),
        ("webp", b"RIFF....WAVEfmt "),
    ],
)
def test_bytes_of_another_kind_are_refused(tablet: Tablet, kind: str, data: bytes) -> None:
    photo = taken(data, kind=kind)
    visit(tablet, photo)
    assert code(send(tablet, photo.id, 0, data)) == (409, "blob_wrong")
    assert parts() == []


def test_webp_is_a_picture_too(tablet: Tablet) -> None:
    data = b"RIFF....WEBPVP8 "
    photo = taken(data, kind="webp")
    visit(tablet, photo)
    hand_in(tablet, str(photo), data)
    assert tablet.http.get(f"/api/blobs/{photo.id}").headers["Content-Type"] == "image/webp"


def test_more_than_a_part_or_another_type_is_not_even_read(tablet: Tablet) -> None:
    photo = taken(PHOTO)
    visit(tablet, photo)
    assert code(send(tablet, photo.id, 0, bytes(blobs.PART + 1))) == (413, "too_large")
    where = f"/api/blobs/{photo.id}/0"
    assert code(tablet.http.put(where, data=PHOTO, content_type="image/jpeg")) == (415, "bad_type")
    assert code(tablet.http.put(where, json={})) == (415, "bad_type")
    assert code(tablet.http.get("/api/blobs/nothing")) == (404, "not_found")
    assert parts() == []


def test_who_may_hand_in_and_who_may_see(tablet: Tablet, device: Devices, estate: int) -> None:
    photo = taken(PHOTO)
    visit(tablet, photo)
    gate = device("gate")
    assert code(send(gate, photo.id, 0, PHOTO)) == (403, "not_allowed")
    assert hand_in(device("office"), str(photo), PHOTO)["done"], "from a rescue file, say"
    assert code(gate.http.get(f"/api/blobs/{photo.id}")) == (403, "not_allowed")
    assert all("photo" not in record["p"] for record in gate.pull()["records"])
    db.session.execute(update(Device).where(Device.id == tablet.id).values(revoked_at=1))
    db.session.commit()
    assert code(send(tablet, photo.id, 0, PHOTO)) == (403, "device_revoked")
    assert code(tablet.http.get(f"/api/blobs/{photo.id}")) == (403, "device_revoked")


def test_an_entry_that_does_not_count_yet_names_nothing(tablet: Tablet, device: Devices) -> None:
    photo = taken(PHOTO)
    slip = tablet.sign_in()
    values = {"photo": str(photo), "reason": "it was forgotten"}
    later = device()
    later.act("visitors.correct", slip, {}, values)
    later.push()
    assert [one["reason"] for one in later.results.values()] == ["parent_missing"]
    assert code(send(later, photo.id, 0, PHOTO)) == (404, "blob_unknown")
    tablet.push()
    assert hand_in(later, str(photo), PHOTO)["done"]


@pytest.mark.parametrize("other", [{"size": 204_801}, {"kind": "gif"}, {"digest": b"short"}])
def test_what_no_tablet_writes_is_flagged_and_expects_nothing(
    tablet: Tablet, other: dict[str, Any]
) -> None:
    photo = taken(PHOTO, **other)
    visit(tablet, photo)
    assert [one["flags"] for one in tablet.results.values()] == [["invalid"]]
    assert code(send(tablet, photo.id, 0, PHOTO)) == (404, "blob_unknown")


def test_who_names_it_first_keeps_it(tablet: Tablet) -> None:
    photo = taken(PHOTO)
    first = visit(tablet, photo)
    visit(tablet, photo)
    tablet.sign_in()
    assert db.session.scalars(select(Blob.record)).all() == [first]


def test_two_entries_of_one_batch_may_name_the_same(tablet: Tablet) -> None:
    photo = str(taken(PHOTO))
    slips = [tablet.sign_in() for _ in range(2)]
    for slip in slips:
        tablet.act("visitors.correct", slip, {}, {"photo": photo, "reason": "forgotten"})
    tablet.push()
    assert db.session.scalars(select(Blob.record)).all() == [slips[0]]


def ended(slip: str, days: int) -> None:
    at = now_ms() - days * DAY_MS
    db.session.execute(update(Record).where(Record.id == slip).values(closed=at))
    db.session.commit()


def test_the_bytes_go_with_the_value(tablet: Tablet) -> None:
    photo = taken(PHOTO)
    slip = visit(tablet, photo)
    hand_in(tablet, str(photo), PHOTO)
    ended(slip, 29)
    assert purge.purge(1, now_ms()) == 0
    ended(slip, 31)
    purge.purge(1, now_ms())
    assert parts() == []
    assert db.session.query(Blob).count() == 0
    assert code(tablet.http.get(f"/api/blobs/{photo.id}")) == (404, "blob_unknown")
    assert code(send(tablet, photo.id, 0, PHOTO)) == (404, "blob_unknown"), "nor do they come back"


def test_a_hold_keeps_them_and_who_asks_has_them_erased(tablet: Tablet) -> None:
    photo = taken(PHOTO)
    slip = visit(tablet, photo)
    hand_in(tablet, str(photo), PHOTO)
    ended(slip, 400)
    hold = holds.put(1, holds.Wish("record", slip, "a claim"), DORA.id)
    purge.purge(1, now_ms())
    assert len(parts()) == 1
    holds.lift(1, hold.id, "it is settled", DORA.id)
    erasing.erase(1, slip, "they asked", CARMEN.id)
    assert parts() == []
    assert erasing.proof(1, slip, erasing.epochs(1))["sound"]


def test_a_backup_has_them_and_brings_back_none_that_were_erased(
    tablet: Tablet, tmp_path: Path
) -> None:
    stays, goes = taken(PHOTO), taken(jpeg(b"of somebody else"))
    visit(tablet, stays)
    slip = visit(tablet, goes)
    hand_in(tablet, str(stays), PHOTO)
    hand_in(tablet, str(goes), jpeg(b"of somebody else"))
    backup(tmp_path / "one.zip")
    erasing.erase(1, slip, "they asked", CARMEN.id)
    restore(tmp_path / "one.zip")
    assert parts() == [(stays.id, 0)]
    assert blobs.read(1, stays.id)[1] == PHOTO


def test_a_supervisor_hears_of_what_has_not_come_in_a_day(tablet: Tablet) -> None:
    photo = taken(PHOTO)
    slip = visit(tablet, photo)
    assert attention.summary(1, now_ms())["photos"] == []
    tomorrow = now_ms() + DAY_MS
    (told,) = attention.summary(1, tomorrow)["photos"]
    assert (told["id"], told["letters"], told["no"]) == (slip, tablet.letters, "V-T1-000001")
    hand_in(tablet, str(photo), PHOTO)
    assert attention.summary(1, tomorrow)["photos"] == []


def test_who_asks_gets_the_file_and_nobody_is_found_by_a_digest(
    tablet: Tablet,
    office: Office,  # noqa: F811
) -> None:
    photo = taken(PHOTO)
    slip = visit(tablet, photo)
    hand_in(tablet, str(photo), PHOTO)
    dora = office(DORA)
    signs = {"signs": photo.digest.hex()[:8]}
    assert dora.post("/api/office/subject/find", json=signs).get_json()["records"] == []
    asked = {"records": [slip], "lang": "en"}
    data = dora.post("/api/office/subject/file", json=asked).get_json()
    (picture,) = data["pictures"]
    assert picture == {"id": photo.id, "name": f"V-T1-000001-{photo.id[-6:]}.jpeg"}
    assert ["Photo", picture["name"]] in [row[-2:] for row in data["rows"]]
    assert dora.get(f"/api/blobs/{picture['id']}").data == PHOTO


def test_the_value_itself_is_committed_to(tablet: Tablet) -> None:
    photo = taken(PHOTO)
    visit(tablet, photo)
    kept = db.session.scalars(select(Personal).where(Personal.field == "photo")).one()
    assert kept.value == str(photo)
    assert kept.search is None
