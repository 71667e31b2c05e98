"""The server dies while it takes in: what it acknowledged is there, and nothing twice (T6)."""

import json
import random
import threading
import time
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any

import pytest
from sqlalchemy import Row, create_engine, text

from desk.testing.servers import House
from desk.testing.tablet import BATCH, Tablet
from tests.journeys.neighbour import enrol

pytestmark = [pytest.mark.engine, pytest.mark.slow]

KILLS, DESKS, EACH, LONGEST_S, SEED = 8, 3, 30, 0.12, 24
Json = dict[str, Any]


def insist(tablet: Tablet, acknowledged: dict[str, Json], over: threading.Event) -> None:
    """Hand in again and again until every entry has its result; keep each that came."""
    while tablet.outbox and not over.is_set():
        try:
            answer = tablet.post(tablet.outbox[:10])
        except (OSError, HTTPException, ValueError, AssertionError):
            time.sleep(0.02)
            continue
        for result in answer["results"]:
            assert result["status"] in ("applied", "duplicate"), result
            acknowledged[result["id"]] = result
        tablet.outbox = [one for one in tablet.outbox if body(one)["id"] not in acknowledged]


def body(entry: Json) -> Json:
    """Read an entry's body."""
    found: Json = json.loads(entry["b"])
    return found


def arrived(database: str) -> Sequence[Row[Any]]:
    """Return the rows of the journal that devices wrote."""
    engine = create_engine(database)
    query = text("SELECT id, seq, dev, n FROM journal WHERE dev != '' ORDER BY seq")
    with engine.connect() as line:
        rows = line.execute(query).all()
    engine.dispose()
    return rows


def hears_the_same(tablet: Tablet, entries: list[Json], acknowledged: dict[str, Json]) -> None:
    """Hand in once more what the house has acknowledged: it knows each entry, and its place."""
    for start in range(0, len(entries), BATCH):
        for again in tablet.post(entries[start : start + BATCH])["results"]:
            told = acknowledged[again["id"]]
            assert (again["status"], again["seq"]) == ("duplicate", told["seq"])


def test_what_was_acknowledged_outlives_the_server(live: House) -> None:
    chance = random.Random(SEED)
    tablets = [enrol(live.url, "desk", f"Desk {number}") for number in range(DESKS)]
    acknowledged: dict[str, Json] = {}
    written: dict[str, list[Json]] = {tablet.id: [] for tablet in tablets}
    for _ in range(KILLS):
        for tablet in tablets:
            for _ in range(EACH):
                tablet.sign_in()
            written[tablet.id] += tablet.outbox[-EACH:]
        over = threading.Event()
        hands = [
            threading.Thread(target=insist, args=(tablet, acknowledged, over)) for tablet in tablets
        ]
        for hand in hands:
            hand.start()
        time.sleep(chance.uniform(0, LONGEST_S))
        live.stop(kill=True)
        over.set()
        for hand in hands:
            hand.join()
        live.start()
    for tablet in tablets:
        insist(tablet, acknowledged, threading.Event())

    ids = sorted(body(entry)["id"] for entries in written.values() for entry in entries)
    assert sorted(acknowledged) == ids
    for tablet in tablets:
        hears_the_same(tablet, written[tablet.id], acknowledged)
    journal = arrived(live.database)
    assert sorted(row.id for row in journal) == ids
    assert {row.id: row.seq for row in journal} == {
        id: one["seq"] for id, one in acknowledged.items()
    }
    for tablet in tablets:
        ours = [row.n for row in journal if row.dev == tablet.id]
        assert ours == list(range(1, tablet.n + 1))
    assert "all as they were written" in live.flask("journal", "verify")
