"""Hand in batches from many threads of another process."""

import json
import os
import threading
from collections.abc import Mapping
from typing import Any

Batch = tuple[str, str, list[Any]]  # device, epoch, entries


def work(environment: Mapping[str, str], lots: list[list[Batch]]) -> None:
    """Give each lot of batches a thread; end with an error when one fails for good."""
    os.environ.update(environment)
    from app import create_app

    app = create_app()
    failed: list[BaseException] = []

    def hand_in(lot: list[Batch]) -> None:
        try:
            for batch in lot:
                with app.app_context():
                    send(*batch)
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=hand_in, args=(lot,)) for lot in lots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise SystemExit(1)


def send(device: str, epoch: str, entries: list[Any]) -> None:
    """Push until the site was free, as a tablet does."""
    from desk import sync
    from desk.db import SiteBusyError, db
    from desk.sync import push
    from desk.tables import Device

    raw = json.dumps({"epoch": epoch, "entries": entries}).encode()
    for _ in range(20):
        try:
            found = sync.receive(db.session.get_one(Device, device), push.read(raw))
        except SiteBusyError:
            continue
        if any(result["status"] not in ("applied", "duplicate") for result in found["results"]):
            raise AssertionError(found["results"])
        return
    raise TimeoutError
