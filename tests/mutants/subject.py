"""Breaks of what is answered to somebody who asks what the house keeps of them."""

from tests.mutants.breaks import one

TESTS = "tests/house/test_subject.py::"

SUBJECT = (
    one(
        "erase from the list who still lives here",
        "desk/leavers.py",
        'return not stays(person, hours.today(now, setting(site, "zone")))',
        "return True",
        f"{TESTS}test_who_lives_here_stays_on_the_list_and_who_left_is_blanked",
    ),
    one(
        "keep the telephone of whom the list forgets",
        "desk/leavers.py",
        "    person.phone = person.ref = None\n",
        "",
        f"{TESTS}test_who_lives_here_stays_on_the_list_and_who_left_is_blanked",
    ),
    one(
        "erase what a court asked for with all the rest",
        "desk/subject.py",
        "sorted(known - kept)",
        "sorted(known)",
        f"{TESTS}test_what_the_police_asked_for_stays_and_is_told",
    ),
    one(
        "find by a name or by signs where both were asked for",
        "desk/subject.py",
        "set.intersection(*(set(found) for found in each))",
        "set().union(*(set(found) for found in each))",
        f"{TESTS}test_one_is_found_by_name_without_accents_and_told_apart_by_signs",
    ),
    one(
        "let a backup bring back whom the list forgot",
        "desk/leavers.py",
        "        return len(forget(row, back, now))",
        "        return 0",
        f"{TESTS}test_whom_a_backup_brings_back_goes_again",
    ),
)
