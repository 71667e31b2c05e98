"""A PDF over the network, for enrolled desks and offices alone."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from desk import press, printing
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet
from desk.time import now_ms

NOBODYS = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def desk(device: Devices) -> Tablet:
    return device("desk")


def address(record: str, more: str = "", document: str = "visitors/slip") -> str:
    return f"/api/documents/{document}/{record}.pdf{more}"


def text(data: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


@pytest.mark.rule("S2")
def test_a_desk_prints_a_slip(desk: Tablet) -> None:
    record = desk.sign_in("María Núñez", badge="17", host="p1", waits="yes")
    desk.push()
    answer = desk.http.get(address(record, "?lang=es&paper=a6"))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    shown = text(answer.data)
    assert all(word in shown for word in ("Visitante", "María Núñez", "V-T1-000001", "12A"))
    assert "4821" not in shown
    assert "陈美玲" not in shown
    assert "陈*" in shown


def test_companions_name_each_other(desk: Tablet) -> None:
    lead = desk.sign_in("Ann")
    other = desk.sign_in("Ben", party=lead)
    desk.push()
    assert "V-T1-000002" in text(desk.http.get(address(lead)).data)
    assert "V-T1-000001" in text(desk.http.get(address(other)).data)


def test_a_first_copy_is_no_reprint_however_late(
    desk: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = desk.sign_in()
    desk.push()
    later = now_ms() + 600_000
    monkeypatch.setattr(printing, "now_ms", lambda: later)
    assert "Reprint" not in text(desk.http.get(address(record, "?lang=en")).data)
    desk.act("visitors.print", record, {"document": "slip", "paper": "a6"})
    desk.push()
    assert "Reprint" in text(desk.http.get(address(record, "?lang=en")).data)


@pytest.mark.parametrize(
    "more",
    ["?paper=a0", "?lang=xx", "?paper=../../etc/passwd", "?lang=%00", "?paper=a6&paper=b&lang=es"],
)
def test_a_wish_that_cannot_be_is_told_in_words(desk: Tablet, more: str) -> None:
    record = desk.sign_in()
    desk.push()
    answer = desk.http.get(address(record, more))
    assert answer.status_code in (200, 404)
    assert answer.status_code == 200 or answer.get_json()["message"]


@pytest.mark.parametrize(
    "path",
    [
        address(NOBODYS),
        address("1"),
        address(NOBODYS, document="visitors/nothing"),
        address(NOBODYS, document="nothing/slip"),
        address(NOBODYS, document="..%2f..%2fetc/slip"),
    ],
)
def test_what_is_not_there_is_not_found(desk: Tablet, path: str) -> None:
    answer = desk.http.get(path, headers={"Accept-Language": "es"})
    assert answer.status_code == 404
    assert answer.get_json()["error"] == "not_found"


def test_a_stranger_gets_no_paper(client: FlaskClient, desk: Tablet) -> None:
    record = desk.sign_in()
    desk.push()
    assert client.get(address(record)).status_code == 401


def test_a_gate_gets_no_documents(device: Devices, desk: Tablet) -> None:
    record = desk.sign_in()
    desk.push()
    assert device("gate").http.get(address(record)).status_code == 403


def test_a_press_that_fails_is_told_in_the_readers_language(
    app: Flask, desk: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = desk.sign_in()
    desk.push()

    def broken(*_: object) -> bytes:
        raise press.RenderTimeout("no paper after 10 s")

    monkeypatch.setattr(press.press, "render", broken)
    answer = desk.http.get(address(record, "?lang=es"))
    assert answer.status_code == 503
    assert answer.get_json()["error"] == "no_paper"
    assert "tablet" in answer.get_json()["message"]


@pytest.mark.parametrize("fault", [press.RenderTimeout("too slow"), press.RenderError("gone")])
def test_a_paper_opened_in_a_window_tells_its_failure_there_and_the_next_one_prints(
    desk: Tablet, monkeypatch: pytest.MonkeyPatch, fault: press.RenderError
) -> None:
    record = desk.sign_in()
    desk.push()

    def broken(*_: object) -> bytes:
        raise fault

    with monkeypatch.context() as dead:
        dead.setattr(press.press, "render", broken)
        window = {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}
        answer = desk.http.get(address(record, "?lang=es"), headers=window)
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    assert 'lang="es"' in answer.text
    assert "la propia tableta" in answer.text
    assert "No se ha perdido nada" in answer.text
    assert desk.http.get(address(record)).status_code == 200
