"""Open the file of a tablet that cannot hand in, and take in what it holds.

The file's form is written down in static/js/desk/rescue.js.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desk import keys, strict, sync
from desk.body import text
from desk.db import db, write
from desk.errors import Refusal
from desk.reference import audit
from desk.sync.push import ENTRIES_LIMIT, Push, quiet
from desk.tables import Device, Site

KIND = "vestibule-rescue"
INFO = "vestibule-rescue-v1\n"
LONGEST = 32 * 1024 * 1024


def take_in(office: Device, file: dict[str, Any], by: str) -> dict[str, Any]:
    """Hand in all entries of a rescue file for a device; return how each kind fared."""
    entries = opened(file)
    results: list[dict[str, Any]] = []
    for start in range(0, len(entries), ENTRIES_LIMIT):
        batch = entries[start : start + ENTRIES_LIMIT]
        results += sync.receive(office, push(office, batch))["results"]
    found = dict(Counter(str(result["status"]) for result in results))
    with write(office.site) as site:
        audit(site.id, "rescue.import", by, office.id, device=str(file["dev"]), found=found)
    return {"dev": file["dev"], "count": len(entries), "found": found, "results": results}


def push(office: Device, entries: list[Any]) -> Push:
    """Make a batch in the name of the office's own browser, as the house knows it now."""
    site = db.session.get_one(Site, office.site, populate_existing=True)
    device = db.session.get_one(Device, office.id, populate_existing=True)
    return quiet(device, site.epoch, entries)


def opened(file: dict[str, Any]) -> list[Any]:
    """Decrypt the list of envelopes; raise Refusal when it is not for this server."""
    if file.get("kind") != KIND or file.get("v") != 1:
        raise Refusal("invalid", 400, field="kind")
    info = (INFO + text(file, "dev", 40)).encode()
    try:
        public, salt, iv = (keys.unb64(text(file, name, 100)) for name in ("key", "salt", "iv"))
        box = keys.unb64(text(file, "box", LONGEST))
        seals = [
            HKDF(hashes.SHA256(), 32, salt, info).derive(s) for s in keys.server_shared(public)
        ]
        entries = strict.loads_marking(unsealed(seals, iv, box, info))
    except (ValueError, InvalidTag) as fault:
        raise Refusal("not_ours", 400) from fault
    if not isinstance(entries, list):
        raise Refusal("invalid", 400, field="box")
    return entries


def unsealed(seals: list[bytes], iv: bytes, box: bytes, info: bytes) -> bytes:
    """Open a box by whichever of the server's keys it was sealed for; raise InvalidTag."""
    for seal in seals:
        try:
            return AESGCM(seal).decrypt(iv, box, info)
        except InvalidTag:
            continue
    raise InvalidTag
