"""Whatever has been shown as saved outlives the tablet's sudden death, and arrives once (T6).

Measured on two cores that were shared five to one: a death takes 3 to 4 s, of which 1.2 s start
the browser, 1.4 s open and fill the form, 0.3 s wait; fifty took 195 s. `--kills` says how many.
"""

import random
from dataclasses import dataclass, field

import pytest

from tests.faults.lobby import FORM, SAVE, SAVED, Desk, Lobby

pytestmark = [pytest.mark.journey, pytest.mark.slow]

MOMENTS = ("typing", "saving", "shown", "handing_in")
LONGEST_SAVING_MS, LONGEST_HANDING_IN_MS = 60, 400
SEED = 6


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Take how many deaths a run dies from the command line."""
    if "kills" in metafunc.fixturenames:
        metafunc.parametrize("kills", [int(metafunc.config.getoption("--kills"))])


@dataclass
class Story:
    """What happened over many deaths."""

    chance: random.Random
    named: int = 0
    left: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    fell: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MOMENTS, 0))

    def people(self) -> list[str]:
        """Name one visitor, or up to three who come together."""
        count = self.chance.choice((1, 1, 2, 3))
        self.named += count
        return [f"Guest {self.named - one}" for one in range(count)]

    def die(self, desk: Desk) -> None:
        """Open the form, sign somebody in, and lose power somewhere on the way."""
        self.left = self.left or self.chance.sample(MOMENTS, len(MOMENTS))
        moment = self.left.pop()
        desk.screen.offline(self.chance.random() < 0.5)
        desk.open(FORM)
        desk.fill(*self.people())
        if moment != "typing":
            desk.page.evaluate(SAVE)
        if moment == "saving":
            desk.page.wait_for_timeout(self.chance.uniform(0, LONGEST_SAVING_MS))
        if moment in ("shown", "handing_in"):
            desk.page.wait_for_url(SAVED, wait_until="commit")
        if moment == "handing_in":
            desk.page.wait_for_timeout(self.chance.uniform(0, LONGEST_HANDING_IN_MS))
        desk.screen.kill()
        self.fell[moment] += 1
        self.shown |= set(desk.shown)
        desk.shown.clear()


def test_nothing_shown_as_saved_is_lost_or_doubled(lobby: Lobby, desk: Desk, kills: int) -> None:
    story = Story(random.Random(SEED))
    for _ in range(kills):
        story.die(desk)
        desk.start()
    desk.come_back()
    kept = desk.outbox()
    assert {row["rec"] for row in kept} >= story.shown, "what was shown as saved is there"
    assert [row["n"] for row in kept] == list(range(1, len(kept) + 1))
    desk.asks_the_house()
    desk.waits_until_handed_in()
    assert desk.waiting() == 0

    arrived = list(lobby.journal())
    assert [(row["n"], row["id"]) for row in arrived] == [(row["n"], row["id"]) for row in kept]
    slips = [row["body"]["no"] for row in arrived if "no" in row["body"]]
    assert [int(no.rpartition("-")[2]) for no in slips] == list(range(1, len(slips) + 1))
    assert [(row["n"], row["flags"], row["body"]) for row in arrived if row["flags"]] == []
    assert "all as they were written" in lobby.house.flask("journal", "verify")
    assert all(story.fell.values()), story.fell
