"""Play seeds in a process of its own; a line of JSON tells how each of them ended.

Run as `python -m tests.simulation.worker <database> <folder> <seed>…`.
"""

import gc
import json
import os
import shutil
import sys
import traceback
from pathlib import Path
from random import Random
from unittest.mock import patch

from flask import Flask

from desk.db import db
from desk.testing.apps import ENVIRONMENT, DeskClient, empty
from desk.testing.people import SITE, furnish
from tests.simulation.house import Clock, House
from tests.simulation.invariants import assert_well
from tests.simulation.network import Network
from tests.simulation.story import Story
from tests.simulation.tablets import Json, Tablets, tablets

STEPS = 32


def build(database: str, folder: Path) -> Flask:
    """Build the application once for all seeds."""
    os.environ |= ENVIRONMENT | {"VESTIBULE_DATABASE": database, "VESTIBULE_DATA": str(folder)}
    from app import create_app

    app: Flask = create_app()
    app.testing = True
    app.test_client_class = DeskClient
    return app


def tell(app: Flask, process: Tablets, seed: int, folder: Path) -> Story:
    """Play one seed's history to its healed end, and hold it to what must be."""
    random, clock = Random(seed), Clock()
    house = House(app, SITE, clock, Network(Random(seed + 1), {}), seed, folder)
    process.answer = house.answer
    story = Story(house, process, random)
    with patch("desk.time.time", clock):
        story.begin(random.choice((2, 2, 3, 4)))
        house.network.faulty = random.choice((0.1, 0.3, 0.6))
        story.play(STEPS)
        assert_well(story, story.heal())
    return story


def played(app: Flask, process: Tablets, seed: int, folder: Path) -> Json:
    """Return what happened, with the fault where there was one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    with app.app_context():
        empty()
        furnish()
        try:
            story = tell(app, process, seed, folder)
        except Exception:
            return {"seed": seed, "fault": traceback.format_exc(), "fired": {}, "trace": []}
        finally:
            db.session.remove()
    trace = story.trace + story.house.network.trace
    fired = story.fired + story.house.network.fired
    return {"seed": seed, "fault": "", "fired": fired, "trace": trace}


def main(database: str, folder: Path, seeds: list[int]) -> None:
    """Play all; a new process of tablets after each fault, which may have left it in a muddle."""
    app = build(database, folder)
    gc.freeze()
    while seeds:
        with tablets() as process:
            while seeds:
                told = played(app, process, seeds.pop(0), folder)
                sys.stdout.write(json.dumps(told) + "\n")
                sys.stdout.flush()
                if told["fault"]:
                    break


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [int(seed) for seed in sys.argv[3:]])
