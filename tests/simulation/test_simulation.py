"""Whatever happens between tablets and house, what was saved is kept, once, and all see the same.

The real client core runs against the real application; a seed decides everything. Invariants I1 to
I10 of offline.md, part T3; play one history again with --first-seed N --seeds 1.
"""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from desk import journal_file
from desk.db import db
from desk.journal import Status
from desk.tables import Device, Journal, Receipt, Site
from desk.testing.devices import present
from desk.testing.people import SITE
from tests.simulation.house import House
from tests.simulation.story import Story
from tests.simulation.tablets import Json, tablets

STEPS = 45
FAULTS = {
    "request_lost", "answer_lost", "answer_late", "twice", "overtaken", "portal", "truncated",
    "error_500", "error_503", "error_413", "error_429", "killed_after_commit", "odd_json",
    "delayed", "offline", "killed_saving", "killed_syncing", "restarted", "clock", "frozen_tab",
    "sessions_lost", "backup", "restore", "wiped", "late_arrival", "held_released", "tabs_race",
}  # fmt: skip
ENOUGH = 40  # seeds after which every fault must have fired
# What waits for a person stays in sight on its own tablet only.
MARKED = ("held", "rejected")
COMPARED = ("id", "reg", "state", "seq", "no", "room", "at", "end", "flags", "undo", "f", "p")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def fired() -> Counter[str]:
    """Count the faults of all histories of this run."""
    return Counter()


@pytest.fixture(scope="module")
def stories() -> list[list[str]]:
    """Keep what was told, to hold one telling against the other."""
    return []


def play(app: Flask, seed: int, folder: Path, patch: pytest.MonkeyPatch) -> tuple[Story, Json]:
    """Play one seed's history to its healed end."""
    random = Random(seed)
    house = House.build(app, SITE, seed, folder, patch)
    with tablets(house.answer) as process:
        story = Story(house, process, random)
        story.begin(random.choice((2, 2, 3, 4)))
        house.network.faulty = random.choice((0.1, 0.3, 0.6))
        story.play(STEPS)
        return story, story.heal()


def assert_well(story: Story, seen: Json) -> None:
    """Hold every invariant over a healed house."""
    db.session.rollback()
    receipts = {row.id: row for row in db.session.scalars(select(Receipt)) if row.dev}
    journal = list(db.session.scalars(select(Journal).order_by(Journal.seq)))
    assert_nothing_lost(story, seen, receipts)
    assert_one_row_each(journal)
    assert not journal_file.verify_database(db.session.get_one(Site, SITE)).faults, "I7"
    assert_gapless(story, seen)
    assert_same_views(story, seen)


def assert_nothing_lost(story: Story, seen: Json, receipts: dict[str, Receipt]) -> None:
    for name in story.living:
        missing = story.promised[name] - receipts.keys()
        assert not missing, f"I1: saved on {name} and lost: {missing}"
        assert seen[name]["queue"] == 0, f"I10: {name} still waits: {seen[name]['entries']}"


def assert_one_row_each(journal: list[Journal]) -> None:
    own = Counter(row.id for row in journal if row.status in (Status.APPLIED, Status.HELD))
    assert not [id for id, times in own.items() if times > 1], "I2"
    assert [row.seq for row in journal] == list(range(1, len(journal) + 1)), "I3"


def assert_gapless(story: Story, seen: Json) -> None:
    for name, tablet in story.house.devices.items():
        row = db.session.get_one(Device, tablet.id)
        if name in story.living:
            assert (row.last_n, row.gaps) == (seen[name]["n"], []), f"I8: {name}"
            continue
        # What a wiped tablet took with it shows as far as it ever told its n.
        query = select(Journal.n).where(Journal.dev == tablet.id)
        missing = set(range(1, row.said_n + 1)) - set(db.session.scalars(query))
        told = {n for low, high in row.gaps for n in range(low, high + 1)}
        assert missing <= told | set(range(row.last_n + 1, row.said_n + 1)), f"I8: {name}"


def assert_same_views(story: Story, seen: Json) -> None:
    truth = {record["id"]: record for record in projection(story)}
    for name in story.living:
        shown = {record["id"]: record for record in seen[name]["records"]}
        own = {row["rec"] for row in seen[name]["entries"] if row["status"] in MARKED}
        assert shown.keys() - own == truth.keys() - own, f"I4: {name}"
        for key in shown.keys() - own:
            assert plain(shown[key]) == plain(truth[key]), f"I4: {name}"
            assert "local" not in shown[key], f"I4: {name} still overlays {shown[key]}"


def plain(record: Json) -> Json:
    return {key: record[key] for key in COMPARED}


def projection(story: Story) -> list[Json]:
    """Read what the house shows to a tablet that knows nothing yet."""
    tablet = next(iter(story.house.devices.values()))
    present(tablet.http, tablet.key)
    tablet.epoch = db.session.get_one(Site, SITE, populate_existing=True).epoch
    return list(tablet.pull()["records"])


@pytest.mark.usefixtures("estate")
def test_all_is_well_in_the_end(
    app: Flask, seed: int, fired: Counter[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, seen = play(app, seed, tmp_path, monkeypatch)
    assert_well(story, seen)
    fired += story.fired + story.house.network.fired


@pytest.mark.usefixtures("estate")
@pytest.mark.parametrize("turn", [1, 2])
def test_a_seed_tells_the_same_story_twice(
    app: Flask,
    turn: int,
    stories: list[list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    first = int(request.config.getoption("--first-seed"))
    story, _ = play(app, first, tmp_path, monkeypatch)
    stories.append(story.trace + story.house.network.trace)
    assert len(stories) == turn
    assert stories[0] == stories[-1]


def test_every_fault_was_met(fired: Counter[str], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--seeds") >= ENOUGH:
        assert fired.keys() >= FAULTS, f"never fired: {FAULTS - fired.keys()}"
