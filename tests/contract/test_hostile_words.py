"""T16: odd words in every field of every action of every register, handed in by a tablet."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from desk import forms
from desk.actions import Action
from desk.attention import quarantine
from desk.db import db
from desk.register import Register, registers
from desk.tables import Quarantine
from desk.testing.devices import Devices
from desk.testing.hostile import BROKEN, WORDS
from desk.testing.samples import Sample, samples
from desk.testing.tablet import Json, Tablet, commit
from desk.text import clean

pytestmark = pytest.mark.engine

every = pytest.mark.parametrize("register", registers().values(), ids=lambda one: one.name)
# As long as one entry may be: what is longer is rejected whole, and seen by a supervisor.
ENTRY_MOST = 20_000
BODY_MOST = 14_000


def fields(action: Action) -> list[forms.DeskField]:
    return list(forms.outline(action.form)) if action.form else []


def begun(tablet: Tablet, register: Register) -> str:
    """Write a good record that an action may be done to."""
    first = samples(register.name)[0]
    no = tablet.number(register.letter)
    name = f"{register.name}.{first.action}"
    return tablet.act(name, None, dict(first.values), dict(first.personal), no=no)


def write(tablet: Tablet, register: Register, sample: Sample, said: dict[str, str]) -> str:
    """Do an action with some of its sample's values replaced; return its record."""
    action = register.table[sample.action]
    personal = {field.name for field in fields(action) if field.personal}
    values, spoken = dict(sample.values), dict(sample.personal)
    for name, words in said.items():
        (spoken if name in personal else values)[name] = words
    more: dict[str, Any] = {"no": tablet.number(register.letter)} if action.creates else {}
    record = None if action.creates else begun(tablet, register)
    return tablet.act(f"{register.name}.{action.name}", record, values, spoken, **more)


def cases(register: Register) -> Iterator[tuple[Sample, dict[str, str]]]:
    """Yield every action of the register's own form with each word in its fields, all at once."""
    for sample in samples(register.name):
        names = [field.name for field in fields(register.table[sample.action])]
        for words in WORDS.values() if names else ():
            if len(words) < ENTRY_MOST:
                yield from ((sample, dict.fromkeys(some, words)) for some in parts(names, words))


def parts(names: list[str], words: str) -> Iterator[list[str]]:
    """Part the fields, so that an entry with the words in each is not too long."""
    most = max(1, BODY_MOST // len(json.dumps(words)))
    yield from (names[start : start + most] for start in range(0, len(names), most))


@every
def test_odd_words_are_kept_clean_or_left_out(register: Register, device: Devices) -> None:
    """What happened is never refused; what does not fit its field is flagged and left out."""
    tablet = device()
    expected: dict[str, tuple[Sample, dict[str, str]]] = {}
    first = samples(register.name)[0]
    for sample, said in cases(register):
        expected[write(tablet, register, sample, said)] = (sample, said)
        tablet.push()
    assert [one for one in tablet.results.values() if one["status"] != "applied"] == []
    shown = {one["id"]: one for one in tablet.pull()["records"]}
    for record, (sample, said) in expected.items():
        line = shown[record]
        for field in fields(register.table[sample.action]):
            if field.name not in said:  # this entry spoilt other fields
                continue
            kept = (line["p"] if field.personal else line["f"]).get(field.name)
            # A personal value stays as it was promised and signed; the binder shows it clean.
            signed = said[field.name] if field.personal else None
            words = clean(said[field.name], lines=field.lines)
            # An action that the record's state does not allow leaves what it was begun with.
            before = [(one.personal | one.values).get(field.name) for one in (sample, first)]
            assert kept in (None, words, [words], signed, *before), (sample.action, field.name)


@every
@pytest.mark.parametrize("name", [*BROKEN, "endless"])
def test_what_cannot_be_kept_reaches_a_supervisor(
    register: Register,
    device: Devices,
    name: str,
) -> None:
    """NUL, halves of characters, a hundred thousand letters: rejected, whole, and on a list."""
    tablet = device()
    entry = spoilt(tablet, register, name)
    answer = tablet.http.post(
        "/api/sync",
        data=json.dumps({"epoch": tablet.epoch, "entries": [entry]}),
        content_type="application/json",
    )
    (result,) = answer.get_json()["results"]
    assert (result["status"], result["code"]) in {
        ("rejected", "malformed"),
        ("rejected", "too_large"),
    }
    assert db.session.query(Quarantine).count() == 1
    assert [one["reason"] for one in quarantine(tablet.site)] == [result["code"]]


def spoilt(tablet: Tablet, register: Register, name: str) -> Json:
    """Make the first action of a register with one value that nothing can store."""
    first = samples(register.name)[0]
    begun(tablet, register)
    entry = tablet.outbox.pop()
    field = next(
        one for one in fields(register.table[first.action]) if one.kind in ("text", "note")
    )
    bad = WORDS[name] if name in WORDS else "".join(map(chr, BROKEN[name]))
    if field.personal:
        salt = bytes(16)
        promised = commit(salt, field.name, bad.encode("utf-8", "replace").decode())
        body = json.loads(entry["b"])
        body["pc"][field.name] = promised
        spoken = {**entry["p"], field.name: ["A" * 22, bad]}
        return {**tablet.seal(body), "p": spoken}
    body = json.loads(entry["b"])
    return {**tablet.seal({**body, "d": {**body["d"], field.name: bad}}), "p": entry["p"]}
