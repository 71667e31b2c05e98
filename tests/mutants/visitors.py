"""Breaks of the visitor register: who gets a slip, and who is phoned."""

from tests.mutants.breaks import one

REGISTER = "blueprints/registers/visitors/"
HOST = f"{REGISTER}tests/test_host.py::"
NO = '({"value": "call_result", "is": "no"}, "unwelcome"),'
UNIDENTIFIED = "tests/journeys/test_unidentified.py::"

VISITORS = (
    one(
        "give a slip without an ID before the host was phoned",
        f"{REGISTER}unidentified.py",
        'source=("to_decide",)',
        "source=STRANGERS",
        f"{HOST}test_nobody_gets_a_slip_before_the_host_was_phoned",
    ),
    one(
        "decide against the host's word",
        f"{REGISTER}host.py",
        f'        {NO}\n        (STRANGER, "to_decide"),',
        f'        (STRANGER, "to_decide"),\n        {NO}',
        f"{HOST}test_what_the_host_forbids_is_not_decided_at_the_desk",
    ),
    one(
        "forget to phone a silent host again",
        "desk/clocks.py",
        'return [*action["starts"], *asked]',
        'return list(action["starts"])',
        f"{HOST}test_a_silent_host_is_phoned_after_two_minutes_and_again",
    ),
    one(
        "print over the network for who was not let in",
        "desk/printing.py",
        'if record["state"] not in registers()[register].printed:',
        'if record["state"] is None:',
        f"{HOST}test_who_was_not_let_in_has_no_paper",
    ),
    one(
        "print on the tablet for who was not let in",
        "static/js/models/record.js",
        "!print?.source.length || print.source.includes(state)",
        "Boolean(state) || print",
        f"{UNIDENTIFIED}test_before_the_host_was_phoned_there_is_no_slip",
    ),
    one(
        "count every late clock as a host to phone",
        "static/js/behaviours/record-list.js",
        "row.over.includes(dataset.overdue)",
        "row.over.length > 2",
        f"{UNIDENTIFIED}test_a_silent_host_becomes_a_task_on_the_board",
    ),
)
