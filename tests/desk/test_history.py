"""A record's history: everything that happened to it, and reasons only for those who may."""

from dataclasses import replace

import pytest
from flask import Flask

from desk import history, purge
from desk.db import db
from desk.errors import Refusal
from desk.lifting import Lift
from desk.register import registers
from desk.tables import Device, Staff
from desk.testing.devices import Devices
from desk.testing.people import CARMEN
from desk.testing.tablet import Tablet, Values
from desk.time import now_ms


@pytest.fixture
def tablet(device: Devices) -> Tablet:
    return device()


def lines(app: Flask, tablet: Tablet, slip: str) -> list[history.Line]:
    db.session.rollback()
    with app.test_request_context("/"):
        return history.of(db.session.get_one(Device, tablet.id), slip)


def test_it_tells_who_did_what_where(app: Flask, tablet: Tablet) -> None:
    slip = tablet.sign_in(waits="yes")
    tablet.act("visitors.go_up", slip)
    tablet.act("visitors.go_up", slip)
    tablet.push()
    found = lines(app, tablet, slip)
    assert [line["t"] for line in found] == [
        "visitors.sign_in",
        "visitors.go_up",
        "visitors.go_up",
    ]
    assert [line["flags"] for line in found] == [[], [], ["conflict"]]
    assert found[0]["op_name"] == "Alice 陈"
    assert found[0]["dev_name"] == "desk T1"
    assert found[0]["p"]["name"] == "张伟"
    assert found[0]["d"]["room"] == "r1"


def test_a_reason_is_for_those_who_may_see_reasons(
    app: Flask, tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = tablet.sign_in()
    tablet.act("visitors.correct", slip, {"f:badge": "B7"}, {"reason": "he gave a false name"})
    tablet.push()
    found = lines(app, tablet, slip)[1]
    assert (found["p"], found["hidden"]) == ({}, ["reason"])
    carmen = db.session.get_one(Staff, (1, CARMEN.id))
    monkeypatch.setattr("desk.access.signed_in", lambda: carmen)
    found = lines(app, tablet, slip)[1]
    assert (found["p"], found["hidden"]) == ({"reason": "he gave a false name"}, [])


def test_what_a_former_form_wrote_is_told_in_todays_words(
    app: Flask, tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = registers()["visitors"]
    lift = Lift(tv=1, rename={"flat": "room"}, words={"purpose": {"parcel": "delivery"}})
    second = replace(known.table["sign_in"], tv=2, lifts=(lift,))
    monkeypatch.setitem(known.table, "sign_in", second)
    old: Values = {"id_seen": "yes", "id_kind": "id_card", "flat": "r1", "purpose": "parcel"}
    personal = {"name": "张伟", "id_last4": "4821"}
    slip = tablet.act("visitors.sign_in", None, old, personal, no=tablet.number("V"))
    tablet.act("visitors.correct", slip, {"f:flat": "r2", "f:purpose": "visit"}, {"reason": "so"})
    tablet.push()
    first, second_line = lines(app, tablet, slip)
    assert (first["d"]["room"], first["d"]["purpose"]) == ("r1", "delivery")
    assert "flat" not in first["d"]
    assert second_line["d"] == {"f:room": "r2", "f:purpose": "visit"}


def test_it_says_what_was_purged(app: Flask, tablet: Tablet) -> None:
    slip = tablet.sign_in()
    tablet.push()
    purge.erase(1, slip, now_ms())
    assert lines(app, tablet, slip)[0]["purged"] == ["host_name", "id_last4", "name"]


def test_another_sites_record_is_not_there(app: Flask, tablet: Tablet) -> None:
    with pytest.raises(Refusal):
        lines(app, tablet, "0193a000-0000-7000-8000-00000000000a")
