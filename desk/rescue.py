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

from desk import blobs, keys, strict, sync
from desk.body import text
from desk.db import db, write
from desk.errors import Refusal
from desk.ids import is_uuid7
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
    if pictures := brought(file):
        found["pictures"] = sum(taken(office.site, one) for one in pictures)
    with write(office.site) as site:
        audit(site.id, "rescue.import", by, office.id, device=str(file["dev"]), found=found)
    return {"dev": file["dev"], "count": len(entries), "found": found, "results": results}


def brought(file: dict[str, Any]) -> list[Any]:
    """Decrypt the bytes that entries name; none where the tablet had handed in all."""
    box = file.get("blobs")
    return opened({**file, **box}) if isinstance(box, dict) else []


def taken(site: int, blob: Any) -> bool:
    """Keep the bytes of a blob; tell whether they were what an entry that counts had named."""
    try:
        if not is_uuid7(blob["id"]):
            return False
        data = keys.unb64(blob["bytes"])
        for part, start in enumerate(range(0, len(data), blobs.PART)):
            done = blobs.put(site, blob["id"], part, data[start : start + blobs.PART])
        return bool(data) and bool(done["done"])
    except (Refusal, ValueError, TypeError, KeyError):
        return False


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
