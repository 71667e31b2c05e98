"""What a verdict says to whoever looks after the house, in plain words."""

from collections.abc import Mapping
from typing import Final

COLOURS: Final[Mapping[str, str]] = {
    "green": "GREEN: may leave",
    "amber": "AMBER: the guard decides, and says why",
    "red": "RED: stays",
}
REASONS: Final[Mapping[str, str]] = {
    "foreign": "this is no code of a pass",
    "half": "the code is cut off: scan or copy all of it",
    "altered": "somebody changed it, or it was not signed by the key it names",
    "unknown_kind": "this house knows no such kind of pass",
    "not_issuer": "the device that signed it may not issue passes for that site",
    "key_time": "it was issued outside the life of the key that signed it",
    "revoked_key": "the key that signed it was revoked, and the server never heard of the pass",
    "wrong_site": "it is for another site",
    "wrong_gate": "it is for another gate",
    "early": "it does not hold yet",
    "over": "its time is over",
    "too_long": "it would hold longer than this kind of pass may, or ends before it begins",
    "void": "it was taken back",
    "used": "it was used already",
    "stale_list": "the trust list is too old to believe any pass of this kind",
    "unknown_key": "nobody on the trust list has the key it names",
    "old_list": "the trust list is old: a key may have been revoked since",
    "any_gate": "it names no gate, so another gate may have seen it",
    "no_gate": "it is for one gate, and none was told",
    "other_goods": "its list of goods is not the one that was signed",
    "clock": "the clock cannot be trusted",
    "ask_server": "this kind of pass wants the server's word",
}
