"""Breaks of what keeps a house for years: keys, damage, copies, old entries, holds, erasures."""

from tests.mutants.breaks import Break, one

COPIED = "tests/engine/test_copied.py::"
OPAQUE = "tests/engine/test_opaque.py::"
OUTCOMES = "tests/engine/test_outcomes.py::"
ONLINE = "tests/engine/test_online.py::"
DAMAGE = "tests/desk/test_damage.py::"
ERASURE = "tests/desk/test_erasure.py::"
LIFTING = "tests/desk/test_lifting.py::"
KEYS = "tests/desk/test_server_keys.py::"
KEEPING = "tests/house/test_keeping.py::"

ENTRIES = (
    one(
        "raise an alarm over every push of a copied tablet",
        "desk/sync/devices.py",
        "    if device.fork_at is not None:\n        return\n",
        "",
        f"{COPIED}test_a_number_used_twice_raises_the_alarm_once",
    ),
    one(
        "take what is sent again for a copy",
        "desk/sync/devices.py",
        'if one.entry and result.status == "applied":',
        'if one.entry and result.status != "rejected":',
        f"{COPIED}test_what_is_sent_again_or_comes_late_raises_none",
    ),
    one(
        "count the number of a forged entry",
        "desk/sync/devices.py",
        '        if one.entry and result.status == "applied":\n',
        "        if one.entry:\n"
        "            arrived.setdefault(one.entry.body.dev, []).append(one.entry.body.n)\n"
        '        if one.entry and result.status == "applied":\n',
        f"{COPIED}test_a_rejected_entry_uses_up_no_number",
    ),
    one(
        "accuse a device whose gaps nobody knows any more",
        "desk/sync/devices.py",
        "(whole and not missing)",
        "not missing",
        f"{COPIED}test_which_were_used",
    ),
    one(
        "hold one byte less than is promised",
        "blueprints/sync/views.py",
        "if len(raw) > opaque.LIMIT:",
        "if len(raw) >= opaque.LIMIT:",
        f"{OPAQUE}test_bytes_travel_bare_too",
    ),
    one(
        "remember a forgery under the true entry's id",
        "desk/sync/prepare.py",
        "return self.odd_key if self.reject or self.entry is None else self.entry.body.id",
        "return self.odd_key if self.entry is None else self.entry.body.id",
        f"{OPAQUE}test_a_forgery_takes_no_true_entrys_place",
    ),
    one(
        "purge and leave what could not be read",
        "desk/purge.py",
        'return "{}", int(envelope != "{}")',
        "return envelope, 0",
        f"{OPAQUE}test_held_bytes_go_with_the_purge",
    ),
    one(
        "chain every site's rows as if they were the first's",
        "desk/journal.py",
        "            self.site.id,\n            self.seq,",
        "            1,\n            self.seq,",
        f"{OUTCOMES}test_a_record_of_another_site_is_out_of_reach",
    ),
    one(
        "let a leaver act for ever",
        "desk/sync/prepare.py",
        "return () if member.left_at is not None and at >= member.left_at else tuple(member.roles)",
        "return tuple(member.roles)",
        f"{OUTCOMES}test_whoever_had_left_may_not",
    ),
    one(
        "let an entry in though nobody knows its device",
        "desk/sync/held.py",
        "judged = examine(one, facts, row.recv, trusted=trusted)",
        "judged = examine(one, facts, row.recv, trusted=True)",
        f"{OUTCOMES}test_an_unknown_device_waits_for_its_enrolment",
    ),
    one(
        "count a released entry as still waiting",
        "desk/sync/batch.py",
        "            self.site.held -= 1",
        "            pass",
        f"{OUTCOMES}test_an_unknown_device_waits_for_its_enrolment",
    ),
    one(
        "decide for whoever did not sign",
        "desk/sync/prepare.py",
        '    if doubt:\n        return "not_allowed"\n',
        "",
        f"{ONLINE}test_unsigned",
    ),
    one(
        "settle a flag without a reason",
        "desk/sync/prepare.py",
        'return "invalid" if judged.errors or "invalid" in judged.flags else None',
        "return None",
        f"{ONLINE}test_without_a_reason",
    ),
    one(
        "read an old entry as if it were of today",
        "desk/sync/prepare.py",
        'lifted(action.row.get("lifts", ()), found.body.tv, found.body.d)',
        "lifted((), found.body.tv, found.body.d)",
        f"{LIFTING}test_an_old_shells_entry_is_applied_by_todays_form",
    ),
    one(
        "lift one version too few",
        "desk/lifting.py",
        'if row["tv"] >= tv:',
        'if row["tv"] > tv:',
        f"{LIFTING}test_values_are_lifted",
    ),
    one(
        "ship a second version without its lift",
        "desk/register.py",
        "list(range(1, action.tv))",
        "list(range(1, len(action.lifts) + 1))",
        f"{LIFTING}test_every_former_version_has_its_lift",
    ),
)

HOUSE = (
    one(
        "believe anybody's mark over damage",
        "desk/damage.py",
        "    return keys.verify(span.public, row.sig, signed(row.body))",
        "    return True",
        f"{DAMAGE}test_a_mark_is_the_houses_or_nothing",
    ),
    one(
        "forgive whatever is done to a marked row",
        "desk/verify.py",
        "if state.hex != one.state",
        "if not state.hex",
        f"{DAMAGE}test_nothing_hides_behind_a_mark",
    ),
    one(
        "mark no row that is gone",
        "desk/damage.py",
        "for n in range(before.get(seq, seq - 1) + 1, seq + 1)}",
        "for n in [seq]}",
        f"{DAMAGE}test_rows_that_are_gone_are_marked_with_the_one_that_misses_them",
    ),
    one(
        "keep both marks over the same rows",
        "desk/damage.py",
        "for o in found[place + 1 :])",
        "for o in found[len(found) :])",
        f"{DAMAGE}test_nothing_hides_behind_a_mark",
    ),
    one(
        "let a retired key sign for ever",
        "desk/server_keys.py",
        " and (self.until is None or at <= self.until + GRACE_MS)",
        "",
        f"{KEYS}test_a_retired_key_signs_nothing_more",
    ),
    one(
        "give a process no time to take up a new key",
        "desk/server_keys.py",
        "at <= self.until + GRACE_MS",
        "at <= self.until",
        f"{KEYS}test_a_retired_key_signs_nothing_more",
    ),
    one(
        "believe the table of keys",
        "desk/server_keys.py",
        "if any(keys.verify(public, row.endorsed, statement(row)) for public in own):",
        "if row.endorsed:",
        f"{KEYS}test_a_key_put_into_the_table_is_not_believed",
    ),
    one(
        "let a new key vouch for itself",
        "desk/server_keys.py",
        "keys.server_sign(NEXT + keys.b64(public).encode(), chain[-1].public)",
        "keys.server_sign(NEXT + keys.b64(public).encode(), public)",
        f"{KEYS}test_devices_learn_the_keys_and_who_vouched",
    ),
    one(
        "tell no device of a new key",
        "desk/server_keys.py",
        "            locked.trust_version += 1\n",
        "",
        f"{KEYS}test_a_rotated_key_leaves_the_past_proven",
    ),
    one(
        "read old checkpoints with the newest key only",
        "desk/checkpoint.py",
        "for public in publics):",
        "for public in list(publics)[-1:]):",
        f"{KEYS}test_a_rotated_key_leaves_the_past_proven",
    ),
    one(
        "purge only what some form knows",
        "desk/purge.py",
        '    gone += _overdue(site, stray, {"register": "", "days": days}, now)\n',
        "",
        f"{ERASURE}test_no_byte_of_any_personal_field_is_left",
    ),
    one(
        "purge and leave the bytes in the file",
        "desk/disk.py",
        '    _outside("VACUUM", EMPTY_LOG)',
        '    _outside("VACUUM")',
        f"{ERASURE}test_no_byte_of_any_personal_field_is_left",
    ),
    one(
        "log what a visitor is called",
        "desk/sync/__init__.py",
        "    fork = devices.is_fork(site, push)\n",
        "    fork = devices.is_fork(site, push)\n"
        '    log.debug("received %s", [one.envelope for one in batch])\n',
        f"{ERASURE}test_no_byte_of_any_personal_field_is_left",
    ),
    one(
        "erase and leave the bytes in the free pages",
        "desk/disk.py",
        "PRAGMA secure_delete = ON",
        "PRAGMA secure_delete = OFF",
        f"{KEEPING}test_one_records_values_are_erased_and_the_proof_is_shown",
    ),
    one(
        "end a hold a day early",
        "blueprints/office/keeping.py",
        "date.fromisoformat(given) + timedelta(days=1)",
        "date.fromisoformat(given) + timedelta(days=0)",
        f"{KEEPING}test_a_hold_is_set_by_the_number_and_lifted",
    ),
    one(
        "erase what a court has asked for",
        "desk/erasing.py",
        '        raise Refusal("on_hold", 409)\n',
        "        pass\n",
        f"{KEEPING}test_a_hold_is_set_by_the_number_and_lifted",
    ),
    one(
        "call an altered row whole",
        "desk/erasing.py",
        "    if not chained or row.body is None:\n        return chained\n",
        "    if chained or row.body is None:\n        return chained\n",
        f"{KEEPING}test_the_proof_notices_a_row_that_was_altered",
    ),
    one(
        "erase the first of two records of one number",
        "desk/erasing.py",
        "    if len(found) > 1:",
        "    if len(found) > 2:",
        f"{KEEPING}test_two_records_of_one_number_are_told_apart_by_id",
    ),
    one(
        "erase another site's record",
        "desk/erasing.py",
        "select(Record).where(Record.site == site, named)",
        "select(Record).where(named)",
        f"{KEEPING}test_another_sites_records_and_holds_are_out_of_reach",
    ),
    one(
        "hold another site's record",
        "desk/holds.py",
        "return record is not None and record.site == site",
        "return record is not None",
        f"{KEEPING}test_another_sites_records_and_holds_are_out_of_reach",
    ),
    one(
        "lift another site's hold",
        "desk/holds.py",
        "row is None or row.site != site or row.lifted is not None",
        "row is None or row.lifted is not None",
        f"{KEEPING}test_another_sites_records_and_holds_are_out_of_reach",
    ),
    one(
        "look after everybody's retention",
        "blueprints/office/keeping.py",
        '@blueprint.post("/office/retention/<string:id>")\n@access.access(roles=access.MANAGERS)',
        '@blueprint.post("/office/retention/<string:id>")\n@access.access(roles=access.SENIOR)',
        f"{KEEPING}test_each_fields_days_are_seen_and_changed",
    ),
)
UPKEEP: tuple[Break, ...] = (*ENTRIES, *HOUSE)
