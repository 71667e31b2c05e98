"""The photo of whom a home lets in: bound to the permission, printed, told, gone with it."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfReader

from desk.db import db, write
from desk.reference import put_setting
from desk.tables import BlobPart, Permission
from desk.testing.people import CARMEN, DORA
from desk.testing.pictures import jpeg, taken
from tests.house.conftest import Office
from tests.house.test_homes import NANNY, add

pytestmark = pytest.mark.engine


@pytest.fixture
def carmen(office: Office) -> FlaskClient:
    """Return the supervisor's browser."""
    return office(CARMEN)


@pytest.fixture(autouse=True)
def _photos(estate: int) -> None:
    """Let the house take photos."""
    with write(estate) as site:
        put_setting(site, "photos", True)


def test_a_permissions_photo_is_kept_replaced_and_deleted_with_it(carmen: FlaskClient) -> None:
    first, second = jpeg(), jpeg()
    one, two = taken(first), taken(second)
    id = add(carmen, "permissions", {**NANNY, "photo": str(one)})
    send_photo(carmen, one.id, first)
    assert carmen.get(f"/api/blobs/{one.id}").data == first
    add(carmen, f"permissions/{id}", NANNY)
    assert carmen.get(f"/api/blobs/{one.id}").data == first
    add(carmen, f"permissions/{id}", {**NANNY, "photo": str(two)})
    send_photo(carmen, two.id, second)
    assert carmen.get(f"/api/blobs/{one.id}").status_code == 404
    assert (
        carmen.post(f"/api/office/permissions/{id}/end", json={"reason": "left"}).status_code == 200
    )
    assert carmen.get(f"/api/blobs/{two.id}").status_code == 404
    assert db.session.query(BlobPart).count() == 0


def test_only_desks_learn_which_photo_a_permission_has() -> None:
    row = Permission(site=1, id="r1:1", room="r1", name="A", photo="named")
    assert (row.shape("desk") or {})["photo"] == "named"
    assert "photo" not in (row.shape("gate") or {})


@pytest.mark.parametrize(("on", "photo"), [(True, "no picture"), (False, str(taken(jpeg())))])
def test_a_wrong_photo_or_one_the_house_takes_none_of_is_refused(
    carmen: FlaskClient, on: bool, photo: str
) -> None:
    with write(1) as site:
        put_setting(site, "photos", on)
    answer = carmen.post("/api/office/permissions", json={**NANNY, "photo": photo})
    assert (answer.status_code, answer.get_json()["field"]) == (400, "photo")


def send_photo(http: FlaskClient, id: str, data: bytes) -> None:
    kind = "application/octet-stream"
    answer = http.put(f"/api/blobs/{id}/0", data=data, content_type=kind)
    assert answer.get_json()["done"] is True, answer.text


def test_a_photo_that_something_else_names_is_refused(carmen: FlaskClient) -> None:
    data = jpeg()
    photo = taken(data)
    first = add(carmen, "permissions", {**NANNY, "photo": str(photo)})
    send_photo(carmen, photo.id, data)
    other = carmen.post(
        "/api/office/permissions", json={**NANNY, "name": "Eva", "photo": str(photo)}
    )
    assert (other.status_code, other.get_json()["field"]) == (400, "photo")
    assert (
        carmen.post(f"/api/office/permissions/{first}/end", json={"reason": "x"}).status_code == 200
    )
    assert db.session.query(BlobPart).count() == 0


def test_the_sheet_shows_the_photo_once_it_has_come(carmen: FlaskClient) -> None:
    data = portrait()
    photo = taken(data)
    add(carmen, "permissions", {**NANNY, "photo": str(photo)})
    sheet = "/api/office/homes/r1/sheet.pdf?lang=es"
    assert pictures_in(carmen.get(sheet).data) == 0
    send_photo(carmen, photo.id, data)
    assert pictures_in(carmen.get(sheet).data) == 1


def test_a_photo_that_cannot_be_read_does_not_hold_up_the_sheet(carmen: FlaskClient) -> None:
    data = jpeg()
    photo = taken(data)
    add(carmen, "permissions", {**NANNY, "photo": str(photo)})
    send_photo(carmen, photo.id, data)
    answer = carmen.get("/api/office/homes/r1/sheet.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")


def portrait() -> bytes:
    file = BytesIO()
    Image.linear_gradient("L").save(file, "jpeg")
    return file.getvalue()


def pictures_in(pdf: bytes) -> int:
    return sum(len(page.images) for page in PdfReader(BytesIO(pdf)).pages)


def test_who_asks_gets_the_photo_and_nobody_is_found_by_its_digest(office: Office) -> None:
    dora = office(DORA)
    data = jpeg()
    photo = taken(data)
    id = add(dora, "permissions", {**NANNY, "photo": str(photo)})
    send_photo(dora, photo.id, data)
    asked = {"records": [], "people": [], "lines": [f"permission {id}"], "lang": "en"}
    told = dora.post("/api/office/subject/file", json=asked).get_json()
    name = f"{photo.id[-6:]}.jpeg"
    assert told["pictures"] == [{"id": photo.id, "name": name}]
    assert [row[3:] for row in told["rows"] if row[3] == "Photo"] == [["Photo", name]]
    found = dora.post(
        "/api/office/subject/find", json={"name": photo.digest.hex()[:12], "signs": ""}
    )
    assert found.get_json()["lines"] == []
