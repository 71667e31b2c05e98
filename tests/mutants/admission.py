"""Breaks of what is known before somebody is let in: the home's line, the do-not-admit list."""

from tests.mutants.breaks import one

HOMES, VOUCHING = (
    "tests/house/test_homes.py::",
    "blueprints/registers/visitors/tests/test_vouching.py::",
)
IMPORTING = "tests/importing/test_permissions.py::"
JOURNEY, MODEL = "tests/journeys/test_homes.py::", "tests/js/admission.test.js::"

ADMISSION = (
    one(
        "tell tablets why somebody is barred",
        "desk/tables/admission.py",
        'return {"marks": digests, "room"',
        'return {"reason": self.reason, "marks": digests, "room"',
        f"{HOMES}test_no_device_is_ever_told_who_is_barred_or_why",
    ),
    one(
        "tell a gate what a home says in its own words",
        "desk/tables/admission.py",
        'if kind != "gate":',
        "if kind:",
        f"{HOMES}test_a_gate_learns_names_and_hours_and_nobodys_own_words",
    ),
    one(
        "open the reason to whoever has a PIN",
        "blueprints/office/barred.py",
        "if not set(staff.roles) & set(roles.SETTLERS):",
        "if not staff.roles:",
        f"{HOMES}test_only_a_supervisors_pin_opens_a_reason_and_it_is_noted",
    ),
    one(
        "keep the names of a permission that ended",
        "desk/admission.py",
        "        forget(row)\n        drop(site, row)\n        audit(",
        "        drop(site, row)\n        audit(",
        f"{HOMES}test_a_permission_is_added_changed_and_ended_with_a_line_each",
    ),
    one(
        "send up whom nobody was asked about",
        "blueprints/registers/visitors/actions.py",
        "            UNASKED,\n",
        "",
        f"{VOUCHING}test_nobody_asked_is_nobody_gone_up",
    ),
    one(
        "leave a supervisor waiting for who is gone",
        "blueprints/registers/visitors/actions.py",
        '        stops=("supervisor_asked",),\n',
        "",
        f"{VOUCHING}test_who_is_gone_is_no_supervisors_business_any_more",
    ),
    one(
        "promise an end later than one of the permissions",
        "static/js/models/admission.js",
        "filter(Boolean).sort()[0]",
        "filter(Boolean).sort().at(-1)",
        f"{MODEL}permissions of one person",
    ),
    one(
        "not ask about a name before it is written down",
        "static/js/behaviours/home-says.js",
        "if (this.#stops && !this.#warned) {",
        "if (!this.form) {",
        f"{JOURNEY}test_a_hint_asks_for_a_supervisor_and_says_no_more",
    ),
    one(
        "offer to send up whom nobody was asked about",
        "static/js/behaviours/home-says.js",
        "stop ? 'go_up hand_over' : ''",
        "''",
        f"{JOURNEY}test_a_hint_asks_for_a_supervisor_and_says_no_more",
    ),
    one(
        "bring a permission in beside itself the second time",
        "desk/importing/permissions.py",
        "return ((*who, *when), who)",
        "return ((*who, *when, str(values)), )",
        f"{IMPORTING}test_a_list_goes_in_and_the_second_time_changes_nothing",
    ),
    one(
        "tell of no overlap",
        "desk/importing/permissions.py",
        "if one.meets(own)",
        "if one is own",
        f"{IMPORTING}test_permissions_that_overlap_are_told_and_go_in",
    ),
    one(
        "let a backup bring back what a home said once",
        "desk/admission.py",
        "not row.deleted and row.written <= at",
        "row.deleted and row.written <= at",
        f"{HOMES}test_what_a_backup_brings_back_goes_again_and_what_was_said_later_stays",
    ),
    one(
        "forget what a home says anew",
        "desk/admission.py",
        "not row.deleted and row.written <= at",
        "not row.deleted",
        f"{HOMES}test_what_a_backup_brings_back_goes_again_and_what_was_said_later_stays",
    ),
)
