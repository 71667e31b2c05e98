"""The trust list as the house tells it: signed, newer with each change, never older again."""

from pathlib import Path

import pytest

from desk import devices, house_hand, keys
from desk.backup import backup, restore
from desk.db import db, write
from desk.gate import trust_list
from desk.gate.issuers import KEY_LIFE
from desk.gate.trust_list import TrustList, Unfit
from desk.tables import Device, Site
from desk.testing.devices import Devices
from desk.testing.people import DORA
from desk.testing.tablet import Key, Tablet
from desk.time import now_ms
from tests.house.conftest import Office
from tests.house.test_enrol import enrol

pytestmark = pytest.mark.engine


def take(tablet: Tablet, held: TrustList | None = None) -> TrustList:
    """Ask the house for its list and accept it as a device does."""
    told = tablet.http.get("/api/trust").get_json()
    assert told["kid"] == keys.server_kid()
    signature = keys.unb64(told["signature"])
    return trust_list.accept(told["text"], signature, [keys.server_public()], held)


def version(site: int = 1) -> int:
    db.session.rollback()
    return db.session.get_one(Site, site, populate_existing=True).trust_version


@pytest.mark.parametrize("kind", ["desk", "gate", "office"])
def test_every_device_is_told_who_signs(device: Devices, kind: str) -> None:
    tablet = device(kind)
    found = take(tablet)
    [key] = found.of(bytes.fromhex(tablet.key.kid))
    assert (key.public, key.site, key.issues) == (tablet.key.raw, 1, kind == "desk")
    assert (key.until - key.since, key.revoked) == (KEY_LIFE, None)
    assert abs(found.issued - now_ms() // 1000) <= 2
    assert found.version == version()


def test_a_list_that_was_changed_on_the_way_is_not_signed(device: Devices) -> None:
    told = device("gate").http.get("/api/trust").get_json()
    forged = told["text"].replace('"issues":false', '"issues":true')
    assert forged != told["text"]
    with pytest.raises(Unfit, match="not_signed"):
        trust_list.accept(forged, keys.unb64(told["signature"]), [keys.server_public()])


def test_it_tells_of_no_other_site(device: Devices) -> None:
    db.session.add(Site(id=2))
    db.session.commit()
    ours, theirs = device(), device(site=2)
    assert [key.kid for key in take(ours).keys] == [ours.key.kid]
    assert [key.kid for key in take(theirs).keys] == [theirs.key.kid]


def test_each_change_of_the_list_raises_its_version(device: Devices, office: Office) -> None:
    # Whoever signs in from a browser makes a device of it, too.
    gate, lost, dora = device("gate"), device(), office(DORA)
    held = take(gate)
    site, told = 1, []
    code, _ = devices.make_code(site, "desk", "", DORA.id)
    joined = Key()
    assert enrol(gate.http.application.test_client(), joined, code).status_code == 200
    told.append(version())
    answer = dora.post(f"/api/office/devices/{lost.id}/revoke", json={"reason": "lost"})
    assert answer.status_code == 200
    told.append(version())
    with write(site) as row:
        house_hand.hand(row, now_ms())
    told.append(version())
    assert all(later > before for before, later in zip([held.version, *told], told, strict=False))
    found = take(gate, held)
    assert found.version == told[-1]
    [gone], [new] = (found.of(bytes.fromhex(one.kid)) for one in (lost.key, joined))
    assert gone.revoked is not None
    assert (new.issues, new.revoked) == (True, None)
    with pytest.raises(Unfit, match="older"):
        trust_list.accept(*_signed(held), [keys.server_public()], found)


def test_what_a_change_undoes_it_does_not_count(estate: int) -> None:
    """The version and the change stand together or not at all."""
    before = version(estate)

    def join_and_fail() -> None:
        with write(estate) as site:
            devices.add(site, devices.NewDevice("desk", "", Key().raw), "dora")
            raise RuntimeError("cut")

    with pytest.raises(RuntimeError, match="cut"):
        join_and_fail()
    assert version() == before
    assert db.session.query(Device).count() == 0


def test_a_restored_house_goes_on_from_a_newer_version(device: Devices, tmp_path: Path) -> None:
    gate, lost = device("gate"), device()
    path = tmp_path / "one.zip"
    backup(path)
    before = version()
    for _ in range(3):
        devices.revoke(db.session.get_one(Device, lost.id), "lost", None, "dora")
    held = take(gate)
    assert held.version == before + 3
    for _ in range(2):
        restore(path)
        found = take(gate, held)
        assert found.version > held.version, "no device refuses it as older"
        held = found


def test_a_house_whose_database_and_clock_are_lost_is_believed_again(
    device: Devices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, path = device("gate"), tmp_path / "one.zip"
    backup(path)
    restore(path)
    held = take(gate)
    monkeypatch.setattr("desk.backup.now_ms", lambda: 1)
    restore(path)
    assert version() > held.version, "by what the database said that was replaced"


def _signed(found: TrustList) -> tuple[str, bytes]:
    text = trust_list.write(found)
    return text, keys.server_sign(trust_list.statement(text))
