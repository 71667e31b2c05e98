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
from sqlalchemy import Engine

from desk import changes
from desk.db import db
from desk.testing.apps import ENVIRONMENT, DeskClient, empty
from desk.testing.people import furnish
from tests.simulation.house import Clock, House
from tests.simulation.invariants import assert_purged, assert_well
from tests.simulation.malice import REWRITTEN
from tests.simulation.network import Network
from tests.simulation.server import Server
from tests.simulation.story import Story
from tests.simulation.tablets import Json, Tablets, tablets

STEPS = 32
PAGE = 9  # rows in a page of the feed: most pulls take several


def build(database: str, folder: Path) -> list[Flask]:
    """Build two instances of the application once for all seeds."""
    os.environ |= ENVIRONMENT | {"VESTIBULE_DATABASE": database, "VESTIBULE_DATA": str(folder)}
    from app import create_app

    apps: list[Flask] = [create_app(), create_app()]
    for app in apps:
        app.testing = True
        app.test_client_class = DeskClient
    return apps


def engines(apps: list[Flask]) -> list[Engine]:
    """Return the instances' engines."""
    found = []
    for app in apps:
        with app.app_context():
            found.append(db.engine)
    return found


def tell(story: Story) -> None:
    """Play one seed's history to its healed end, and hold it to what must be."""
    house = story.house
    with patch("desk.time.time", house.clock), patch.object(changes, "PAGE", PAGE), house.counted():
        story.begin(story.random.choice((2, 2, 3, 4)))
        house.network.faulty = story.random.choice((0.1, 0.3, 0.6))
        story.play(STEPS)
        seen = story.heal()
        assert_well(story, seen)
        if house.seed % REWRITTEN == 0:
            story.rewrite(seen)
        else:
            assert_purged(story)


def played(apps: list[Flask], process: Tablets, seed: int, folder: Path) -> Json:
    """Return what happened, with the fault where there was one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    server = Server(engines(apps))
    network = Network(Random(seed + 1), {}, server, apps)
    house = House(apps, Clock(), network, seed, folder)
    process.answer = house.answer
    story = Story(house, process, Random(seed))
    fault = ""
    with apps[0].app_context():
        empty()
        furnish()
        try:
            tell(story)
        except Exception:
            fault = traceback.format_exc()
        finally:
            server.leave()
            db.session.remove()
    trace = [] if fault else story.trace + network.trace
    fired = story.fired + network.fired + server.fired
    return {"seed": seed, "fault": fault, "fired": fired, "trace": trace}


def main(database: str, folder: Path, seeds: list[int]) -> None:
    """Play all; a new process of tablets after each fault, which may have left it in a muddle."""
    apps = build(database, folder)
    gc.freeze()
    while seeds:
        with tablets() as process:
            while seeds:
                told = played(apps, process, seeds.pop(0), folder)
                sys.stdout.write(json.dumps(told) + "\n")
                sys.stdout.flush()
                if told["fault"]:
                    break


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [int(seed) for seed in sys.argv[3:]])
