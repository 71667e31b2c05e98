"""What somebody could break in setting a house up."""

from tests.mutants.breaks import one

STEPS = "tests/house/test_setup.py::"
SETTINGS = "tests/house/test_settings.py::"
STAFF = "tests/house/test_staff.py::"

SETUP = (
    one(
        "let a drawn password open the office",
        "desk/operators.py",
        "if not new and not staff.password_once:",
        "if not new:",
        f"{STAFF}test_a_drawn_password_opens_nothing_but_the_choice_of_another",
    ),
    one(
        "take the drawn password for a chosen one",
        "desk/operators.py",
        "if new == old:",
        "if new == old + old:",
        f"{STAFF}test_a_drawn_password_opens_nothing_but_the_choice_of_another",
    ),
    one(
        "tell a chosen PIN back",
        "blueprints/office/staff.py",
        'drawn = "pin" not in data',
        "drawn = True",
        f"{STAFF}test_a_pin_that_somebody_chose_is_not_told_back",
    ),
    one(
        "let a manager shut the office behind themselves",
        "desk/staff.py",
        "if by.id == row.id and",
        "if by.id != row.id and",
        f"{STAFF}test_nobody_shuts_the_office_behind_themselves",
    ),
    one(
        "take what a setting may not be",
        "desk/settings_form.py",
        "if not fits(key, value):",
        "if value is None:",
        f"{SETTINGS}test_what_cannot_be_meant_is_told_and_changes_nothing",
    ),
    one(
        "forget the papers that a form does not show",
        "desk/settings_form.py",
        '"papers": lambda given, now: {**now, **given},',
        '"papers": lambda given, now: {},',
        f"{SETTINGS}test_what_people_write_is_understood",
    ),
    one(
        "count a revoked tablet",
        "desk/setting_up.py",
        "Device.site == site, Device.revoked_at.is_(None), Device.kind",
        "Device.site == site, Device.kind",
        f"{STEPS}test_tablets_count_while_they_are_trusted",
    ),
    one(
        "leave out what no house can do without",
        "desk/setting_up.py",
        "if step.needed and out:",
        "if step.told and out:",
        f"{STEPS}test_some_steps_no_house_can_do_without",
    ),
    one(
        "show everybody's lines for one",
        "desk/auditing.py",
        "if self.op:",
        "if not self.op:",
        "tests/house/test_audit.py::test_it_is_asked_by_day_person_and_kind",
    ),
    one(
        "show the oldest first",
        "desk/auditing.py",
        "Audit.at.desc(), Audit.id.desc()",
        "Audit.at, Audit.id",
        "tests/house/test_audit.py::test_the_newest_stand_first_and_a_page_has_an_end",
    ),
    one(
        "leave the house's own words on the tablets",
        "desk/prompts.py",
        "drop(site, row)",
        "touch(site, row)",
        "tests/house/test_prompts.py::test_its_own_words_are_taken_back",
    ),
)
