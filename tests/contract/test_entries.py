"""Entries of every register are accepted once, and judged by the table of roles, through HTTP."""

from typing import Any

import pytest
from sqlalchemy import func, select

from desk.actions import Action, allowed
from desk.db import db, write
from desk.register import Register, registers
from desk.roles import ROLES
from desk.tables import Journal, Record, Staff
from desk.testing.devices import Devices
from desk.testing.samples import samples
from desk.testing.tablet import Tablet

every = pytest.mark.parametrize("register", registers().values(), ids=lambda one: one.name)


def create(tablet: Tablet, register: Register) -> str:
    first = samples(register.name)[0]
    number = tablet.number(register.letter)
    name = f"{register.name}.{first.action}"
    return tablet.act(name, None, dict(first.values), dict(first.personal), no=number)


def count(model: type[Any]) -> int:
    db.session.rollback()
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


@every
def test_a_sample_is_accepted_and_not_doubled(register: Register, device: Devices) -> None:
    tablet = device()
    create(tablet, register)
    sent = list(tablet.outbox)
    first = tablet.post(sent)["results"]
    assert [(one["status"], one["flags"]) for one in first] == [("applied", [])]
    again = tablet.post(sent)["results"]
    assert [one["status"] for one in again] == ["duplicate"]
    assert again[0]["seq"] == first[0]["seq"]
    assert (count(Record), count(Journal)) == (1, 1)


@every
def test_what_happened_is_never_refused(register: Register, device: Devices) -> None:
    tablet = device()
    first = samples(register.name)[0]
    tablet.act(f"{register.name}.{first.action}", None, {}, {})
    result = tablet.post(list(tablet.outbox))["results"][0]
    assert result["status"] == "applied"
    assert set(result["flags"]) & {"invalid", "rule_broken"}


@every
def test_roles_do_what_the_table_says(register: Register, device: Devices) -> None:
    tablet = device()
    record = create(tablet, register)
    tablet.push()
    hire()
    for role in ROLES:
        for action in register.table.values():
            if action.does == "take_back":  # everyone may take back their own: let it be Alice's
                tablet.op = "alice"
                record = create(tablet, register)
                tablet.push()
            tablet.op = role.name
            said = answer(tablet, register, action, record)
            assert said is allowed(action, [role.name]), (role.name, action.name)


def hire() -> None:
    """Take on one member of staff for each role."""
    with write(1) as site:
        for role in ROLES:
            site.ver += 1
            row = Staff(id=role.name, name=role.name, roles=[role.name], lang="en")
            row.site, row.ver = 1, site.ver
            db.session.add(row)


def answer(tablet: Tablet, register: Register, action: Action, record: str) -> bool:
    """Let the operator do the action; tell whether the server finds that it was theirs to do."""
    sample = next((one for one in samples(register.name) if one.action == action.name), None)
    values = dict(sample.values) if sample else wanted(action)
    personal = dict(sample.personal) if sample else {"reason": "because"}
    tablet.act(
        f"{register.name}.{action.name}", None if action.creates else record, values, personal
    )
    result = tablet.post([tablet.outbox.pop()])["results"][0]
    return "not_allowed" not in result["flags"] and result["code"] != "not_allowed"


def wanted(action: Action) -> dict[str, str | list[str]]:
    """Fill what a built-in form requires; whether it comes to anything does not matter here."""
    values: dict[str, str | list[str]] = {}
    for field in action.row["form"]:
        kinds = {check["kind"]: check["args"] for check in field["validators"]}
        if "required" in kinds and not field["personal"]:
            values[field["name"]] = kinds.get("one_of", {"choices": ["x"]})["choices"][0]
    return values
