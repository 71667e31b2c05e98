"""Who opened a roll-call is kept once, whoever held the tablet; last contacts are told."""

from typing import Any

import pytest
from sqlalchemy import select

from desk.db import db
from desk.ids import uuid7
from desk.tables import Audit, Device
from desk.testing.devices import Devices
from desk.testing.tablet import Tablet
from desk.time import now_ms

pytestmark = pytest.mark.engine


def line(**other: Any) -> dict[str, Any]:
    call = uuid7()
    return {"id": uuid7(), "call": call, "what": "open", "at": 5, "op": "", "found": [], **other}


def tell(tablet: Tablet, *lines: object) -> Any:
    answer = tablet.http.post("/api/roll-call", json={"calls": list(lines)})
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def kept() -> list[Audit]:
    return list(db.session.scalars(select(Audit).where(Audit.what.like("roll_call.%"))))


def test_each_look_is_kept_once_with_the_device_and_nobody(device: Devices) -> None:
    gate, look, someone = device("gate"), line(), uuid7()
    over = line(call=look["call"], what="end", at=9, op="alice", found=[someone])
    assert tell(gate, look)["kept"] == [look["id"]]
    assert tell(gate, look, over)["kept"] == sorted([look["id"], over["id"]])
    rows = {row.what: row for row in kept()}
    assert len(kept()) == 2
    opened, ended = rows["roll_call.open"], rows["roll_call.end"]
    assert (opened.op, opened.dev, opened.at) == ("", gate.id, 5)
    assert (ended.op, ended.detail) == ("alice", {"call": look["call"], "found": [someone]})


@pytest.mark.parametrize(
    "wrong",
    [{"id": "x"}, {"call": 7}, {"what": "peek"}, {"at": "noon"}, {"at": -1}, {"at": True},
     {"op": None}, {"op": "x" * 41}, {"found": None}, {"found": ["x"]}],
)  # fmt: skip
def test_what_is_no_roll_call_is_not_kept(device: Devices, wrong: dict[str, Any]) -> None:
    tablet, good = device(), line()
    assert tell(tablet, line(**wrong), good, "nonsense")["kept"] == [good["id"]]
    assert [row.id for row in kept()] == [good["id"]]


def test_the_longest_silent_device_is_told_first(device: Devices, other_site: int) -> None:
    stranger = device()
    db.session.get_one(Device, stranger.id).site = other_site
    db.session.commit()
    desk, gate, lost, office = device(), device("gate"), device(), device("office")
    now = now_ms()
    for tablet, seen in ((desk, 7), (gate, now - 60_000), (lost, None), (office, now)):
        db.session.get_one(Device, tablet.id).last_seen = seen
    db.session.commit()
    told = tell(desk)["devices"]
    assert [row["id"] for row in told] == [lost.id, gate.id, desk.id]
    assert {row["kind"] for row in told} == {"desk", "gate"}
    assert told[-1]["last_seen"] >= now, "who asks was heard"


def test_a_revoked_device_is_told_nothing(device: Devices) -> None:
    tablet, other = device(), device("gate")
    db.session.get_one(Device, other.id).revoked_at = 1
    db.session.commit()
    assert [row["id"] for row in tell(tablet)["devices"]] == [tablet.id]
    assert other.http.post("/api/roll-call", json={"calls": [line()]}).status_code == 403
    assert kept() == []
