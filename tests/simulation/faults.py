"""The faults of offline.md, G2: by which counters a run shows that each of them was met.

A counter is raised where the fault takes effect, not where it is tried. A fault that nothing
here can have yet says why in NOT_YET.
"""

FAULTS: dict[str, tuple[str, ...]] = {
    "F1 request lost": ("request_lost",),
    "F2 answer lost after the commit": ("answer_lost", "killed_after_commit"),
    "F3 delivered twice": ("twice",),
    "F4 delayed, overtaken": ("overtaken", "delayed"),
    "F5 half-open, cut at any byte": ("answer_late", "request_cut"),
    "F6 captive portal": ("portal",),
    "F7 5xx, 429, 413": ("error_500", "error_503", "error_429", "error_413"),
    "F8 one-way partition": ("unheard", "offline"),
    "F9 flapping": ("flapped",),
    "F10 truncated JSON": ("truncated", "odd_json"),
    "F11 killed while writing": ("killed_saving", "killed_syncing"),
    "F12 power cut": ("power_cut", "power_cut_lost"),
    "F13 IndexedDB errors": ("disk_dead", "disk_unknown", "disk_aborted"),
    "F14 quota exceeded": ("disk_full", "told_broken"),
    "F15 several tabs": ("tabs_race",),
    "F16 frozen tab with the lock": ("frozen_tab",),
    "F17 storage wiped": ("wiped",),
    "F18 key unreadable": ("key_lost",),
    "F19 wrong clock": ("clock", "clock_1970", "summer_time"),
    "F20 older and newer shells": ("old_shell", "rolled_back"),
    "F21 shell update mid-form": ("updated_mid_form",),
    "F22 storage set back": ("set_back",),
    "F23 operator switch during sync": ("switched_during_sync",),
    "F24 server killed around the commit": ("killed_before_commit", "killed_after_commit"),
    "F25 lock not free in time": ("lock_refused",),
    "F26 function killed midway": ("killed_midway",),
    "F27 restored from a backup": ("backup", "restore"),
    "F28 two instances": ("other_instance",),
    "F29 deployment rolled back": ("rolled_back", "deployed"),
    "F30 purge while a tablet pulls": ("purged_between_pages", "erased", "purged"),
    "F31 forged entries": ("forged",),
    "F32 id used again": ("id_reused",),
    "F33 replayed by another device": ("replayed", "replayed_across"),
    "F34 malformed JSON": ("malformed",),
    "F35 hostile text": ("hostile_text",),
    "F36 history rewritten": ("history_altered", "history_cut", "history_forked"),
    "F37 revoked device goes on": ("revoked", "rejoined"),
}
NOT_YET = {
    "F34 malformed CBOR": "passes carry it, and no register issues passes yet",
}
# What else may happen meanwhile, and has to.
MEANWHILE = (
    "restarted", "sessions_lost", "late_arrival", "tick", "released", "roles_changed",
    "setting_changed", "room_changed", "weeks_passed", "neighbour", "settle_applied",
    "settle_refused", "settle_queued", "settle_offline", "keys_rotated",
)  # fmt: skip
COUNTERS = {name for names in FAULTS.values() for name in names} | set(MEANWHILE)
