"""Bytes that fail as a whole wherever they go: kept, so that the queue behind them moves on."""

import hashlib
import logging
from typing import Any

from desk import keys, strict, sync
from desk.db import NoSiteError, SiteBusyError
from desk.sync.push import quiet
from desk.tables import Device

LIMIT = 512 * 1024  # bytes

log = logging.getLogger(__name__)


def keep(device: Device, epoch: str, raw: bytes) -> dict[str, Any]:
    """Settle the entry that bytes turn out to be, or put them into quarantine as they are.

    The answer is that of a push, with the SHA-256 of the bytes. Raises EpochError.
    """
    digest = {"digest": hashlib.sha256(raw).hexdigest()}
    found = _entry(raw)
    if found is not None:
        try:
            return sync.receive(device, quiet(device, epoch, [found])) | digest
        except (sync.EpochError, NoSiteError, SiteBusyError):
            raise
        except Exception:
            log.exception("an entry cannot even be judged; its bytes are kept")
    return sync.receive(device, quiet(device, epoch, [keys.b64(raw)])) | digest


def _entry(raw: bytes) -> dict[str, Any] | None:
    try:
        found = strict.loads_marking(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) and strict.sound(found) else None
