"""What somebody could break in the roll-call."""

from tests.mutants.breaks import one

KEPT = "tests/house/test_roll_call.py::"
SEEN = "tests/journeys/test_roll_call.py::test_two_taps_from_the_lock_without_a_network"

ALARM = (
    one(
        "keep a look twice",
        "desk/roll_call.py",
        "for id in lines.keys() - known:",
        "for id in lines:",
        f"{KEPT}test_each_look_is_kept_once_with_the_device_and_nobody",
    ),
    one(
        "tell of another site's tablets",
        "desk/roll_call.py",
        "Device.site == site, Device.revoked_at.is_(None)",
        "Device.revoked_at.is_(None)",
        f"{KEPT}test_the_longest_silent_device_is_told_first",
    ),
    one(
        "call who has left",
        "static/js/behaviours/roll-call.js",
        "over === null && f[came] && !f[left]",
        "f[came]",
        SEEN,
    ),
    one(
        "forget who was found",
        "static/js/desk/rolling.js",
        "await desk.store.cupboard.put({ roll_call: changed });",
        "",
        SEEN,
    ),
)
