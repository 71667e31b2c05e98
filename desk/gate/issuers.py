"""Who may sign the passes of a site: its desk tablets, each with its key, for a time."""

from sqlalchemy import select

from desk import keys
from desk.db import db
from desk.gate.trust_list import Key, TrustList, statement, write
from desk.tables import Device, Site

ISSUING = frozenset({"desk"})
# A key signs no longer than this after its enrolment: until then a tablet is enrolled anew.
KEY_LIFE = 400 * 24 * 3600


def of_site(site: Site, now: int) -> TrustList:
    """Return the site's trust list as it is in this moment (seconds UTC)."""
    devices = db.session.scalars(select(Device).where(Device.site == site.id))
    return TrustList(site.trust_version, now, tuple(_key(device) for device in devices))


def told(site: Site, now: int) -> dict[str, str]:
    """Return the site's list as devices take it: `{text, signature, kid}`, signed by the house."""
    text = write(of_site(site, now))
    signature = keys.b64(keys.server_sign(statement(text)))
    return {"text": text, "signature": signature, "kid": keys.server_kid()}


def _key(device: Device) -> Key:
    since, revoked = device.enrolled // 1000, device.revoked_at
    return Key(
        device.kid, device.public, device.site, device.kind in ISSUING, since, since + KEY_LIFE,
        None if revoked is None else revoked // 1000,
    )  # fmt: skip
